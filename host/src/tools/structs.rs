//! The macros that the structs of the tools are written in. Of each argument they get its
//! documentation, name and type: `Text` and `Image` take what can become one, `[Text]` any number
//! of texts, `Size` a width and a height; other types are as in Rust.

/// Tools of the catalogue: `Name = "tool": new(required arguments) set(the others);`, with
/// `size` before the semicolon where `width` and `height` are arguments of their own.
macro_rules! tools {
    ($(
        $(#[$doc:meta])*
        $name:ident = $tool:literal: new $new:tt set $set:tt $($size:ident)?;
    )*) => {
        $(
            $crate::tools::structs::arguments! { [$(#[$doc])*] $name $new $set [$($size)?] }

            impl $name {
                /// A JSON object of fields that the service added later, sent as they are. A
                /// name that is known here is refused.
                #[must_use]
                pub fn extra(mut self, fields: serde_json::Value) -> $name {
                    self.0.set("extra", $crate::tools::arguments::Value::Json(fields));
                    self
                }
            }

            impl $crate::tools::Tool for $name {
                const NAME: &'static str = $tool;
            }
        )*
    };
}

/// What tools answer: `Name = "a tool that answers so" { its members, all optional }`; without a
/// tool, an item of a list in such an answer.
macro_rules! reports {
    ($(
        $(#[$doc:meta])*
        $name:ident $(= $tool:literal)? {
            $( $(#[$member_doc:meta])* $member:ident: $ty:ty, )*
        }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(default)]
            #[non_exhaustive]
            pub struct $name {
                $(
                    $(#[$member_doc])*
                    #[serde(skip_serializing_if = "Option::is_none")]
                    pub $member: Option<$ty>,
                )*
            }

            $(impl $crate::tools::Report for $name {
                const TOOL: &'static str = $tool;
            })?

            impl $crate::tools::report::FromValues for $name {
                fn from_values(
                    values: volcengine_visual::input::arguments::Values,
                ) -> $name {
                    let mut values = values.into_iter();
                    $name {
                        $($member: values.next().flatten()
                            .and_then($crate::tools::report::Fact::from_value),)*
                    }
                }
            }
        )*
    };
}

/// Objects inside of arguments: `Name: new(required members) set(the others);`.
macro_rules! records {
    ($( $(#[$doc:meta])* $name:ident: new $new:tt set $set:tt; )*) => {
        $(
            $crate::tools::structs::arguments! { [$(#[$doc])*] $name $new $set [] }

            impl From<$name> for $crate::tools::arguments::Value {
                fn from(record: $name) -> Self {
                    Self::Record(record.0)
                }
            }
        )*
    };
}

/// Enums: `Name { Case = "its word", }`.
macro_rules! choices {
    ($( $(#[$doc:meta])* $name:ident $cases:tt )*) => {
        $(
            $crate::words::words! { $(#[$doc])* #[non_exhaustive] $name $cases }

            impl From<$name> for $crate::tools::arguments::Value {
                fn from(choice: $name) -> Self {
                    choice.as_str().into()
                }
            }
        )*
    };
}

/// A struct with its constructor and setters.
macro_rules! arguments {
    ([$(#[$doc:meta])*] $name:ident () $set:tt $size:tt) => {
        $crate::tools::structs::arguments! {
            @struct [$(#[$doc])*] $name "A value without arguments: none is required." () $set $size
        }

        impl Default for $name {
            fn default() -> $name {
                $name::new()
            }
        }
    };
    ([$(#[$doc:meta])*] $name:ident $new:tt $set:tt $size:tt) => {
        $crate::tools::structs::arguments! {
            @struct [$(#[$doc])*] $name "A value with its required arguments." $new $set $size
        }
    };
    (
        @struct [$(#[$doc:meta])*] $name:ident $new_doc:literal
        ($( $(#[$required_doc:meta])* $required:ident: $required_ty:tt, )*)
        ($( $(#[$set_doc:meta])* $set:ident: $set_ty:tt, )*)
        [$($size:ident)?]
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name($crate::tools::arguments::Arguments);

        impl $name {
            #[doc = $new_doc]
            $(
                #[doc = concat!("\n`", stringify!($required), "`:")]
                $(#[$required_doc])*
            )*
            #[must_use]
            #[allow(clippy::too_many_arguments, reason = "as many as the service requires")]
            pub fn new($($required: $crate::tools::structs::ty!($required_ty)),*) -> $name {
                #[allow(unused_mut, reason = "where none is required")]
                let mut arguments = $crate::tools::arguments::Arguments::default();
                $(arguments.set(
                    stringify!($required),
                    $crate::tools::structs::value!($required_ty, $required),
                );)*
                $name(arguments)
            }

            $($crate::tools::structs::setter! { [$(#[$set_doc])*] $set: $set_ty, $name })*

            $(
                /// Sets `width` and `height`, in pixels.
                #[must_use]
                pub fn $size(self, width: u32, height: u32) -> $name {
                    self.width(width).height(height)
                }
            )?
        }
    };
}

/// The setter of an argument.
macro_rules! setter {
    ([$(#[$doc:meta])*] $set:ident: Size, $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $set(mut self, width: u32, height: u32) -> $name {
            self.0.set(stringify!($set), $crate::tools::arguments::Value::size(width, height));
            self
        }
    };
    ([$(#[$doc:meta])*] $set:ident: $ty:tt, $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $set(mut self, $set: $crate::tools::structs::ty!($ty)) -> $name {
            self.0.set(stringify!($set), $crate::tools::structs::value!($ty, $set));
            self
        }
    };
}

/// The type of a parameter.
macro_rules! ty {
    (Text) => { impl Into<String> };
    (Image) => { impl Into<Image> };
    ([Text]) => { impl IntoIterator<Item = impl Into<String>> };
    ([Image]) => { impl IntoIterator<Item = impl Into<Image>> };
    ([i32; $count:literal]) => { [i32; $count] };
    ([$ty:ident]) => { impl IntoIterator<Item = $ty> };
    ($ty:ident) => { $ty };
}

/// A parameter as the value of an argument.
macro_rules! value {
    (Text, $value:ident) => {
        $crate::tools::arguments::Value::Text($value.into())
    };
    (Image, $value:ident) => {
        $crate::tools::arguments::Value::Image($value.into())
    };
    ([Text], $value:ident) => {
        $value
            .into_iter()
            .map(|$value| $crate::tools::structs::value!(Text, $value))
            .collect::<$crate::tools::arguments::Value>()
    };
    ([Image], $value:ident) => {
        $value
            .into_iter()
            .map(|$value| $crate::tools::structs::value!(Image, $value))
            .collect::<$crate::tools::arguments::Value>()
    };
    ([$($ty:tt)*], $value:ident) => {
        $value
            .into_iter()
            .collect::<$crate::tools::arguments::Value>()
    };
    ($ty:ident, $value:ident) => {
        $value
    };
}

pub(super) use {arguments, choices, records, reports, setter, tools, ty, value};
