//! Setters of structs that callers fill in.

/// One setter for each line: its parameter, and what the field of that name
/// becomes.
macro_rules! setters {
    ($name:ident { $($setter:ident($field:ident: $type:ty) => $value:expr,)* }) => {
        impl $name {
            $(
                #[doc = concat!(
                    "Sets [`", stringify!($field), "`](", stringify!($name), "::",
                    stringify!($field), ")."
                )]
                #[must_use]
                pub fn $setter(mut self, $field: $type) -> $name {
                    self.$field = $value;
                    self
                }
            )*
        }
    };
}

pub(crate) use setters;
