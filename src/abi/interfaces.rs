//! The exports that are not typed functions. `wit-bindgen` generates them; where
//! there are typed functions, three of them end as these do.

#![allow(
    unsafe_code,
    reason = "the exported symbols of the component's interfaces"
)]

use crate::component::Component;

#[cfg(not(feature = "families"))]
crate::bindings::export!(Component with_types_in crate::bindings);

#[cfg(feature = "families")]
mod symbols {
    use super::Component;
    use crate::abi::invoke::{custom, poll, wait};
    use crate::bindings::exports::volcengine::visual::{catalog, downloads, tasks};

    downloads::__export_volcengine_visual_downloads_0_1_0_cabi!(Component with_types_in crate::bindings::exports::volcengine::visual::downloads);

    /// A symbol and what it calls, then the same for the function that frees the
    /// result.
    macro_rules! export {
        ($($symbol:literal ($($name:ident: $type:ty),*) $call:expr, $post:literal $free:expr;)*) => {
            $(const _: () = {
                #[unsafe(export_name = $symbol)]
                unsafe extern "C" fn export($($name: $type),*) -> *mut u8 {
                    unsafe { $call($($name),*) }
                }
                #[unsafe(export_name = $post)]
                unsafe extern "C" fn free(result: *mut u8) {
                    unsafe { $free(result) }
                }
            };)*
        };
    }

    export! {
        "volcengine:visual/catalog@0.1.0#list-tools" () catalog::_export_list_tools_cabi::<Component>,
        "cabi_post_volcengine:visual/catalog@0.1.0#list-tools" catalog::__post_return_list_tools::<Component>;
        "volcengine:visual/catalog@0.1.0#describe" (name: *mut u8, length: usize) catalog::_export_describe_cabi::<Component>,
        "cabi_post_volcengine:visual/catalog@0.1.0#describe" catalog::__post_return_describe::<Component>;
        "volcengine:visual/catalog@0.1.0#check-credentials" () catalog::_export_check_credentials_cabi::<Component>,
        "cabi_post_volcengine:visual/catalog@0.1.0#check-credentials" catalog::__post_return_check_credentials::<Component>;
        "volcengine:visual/tasks@0.1.0#cancel" (task: *mut u8) tasks::_export_cancel_cabi::<Component>,
        "cabi_post_volcengine:visual/tasks@0.1.0#cancel" tasks::__post_return_cancel::<Component>;
        "volcengine:visual/tasks@0.1.0#parse" (text: *mut u8, length: usize) tasks::_export_parse_cabi::<Component>,
        "cabi_post_volcengine:visual/tasks@0.1.0#parse" tasks::__post_return_parse::<Component>;
        "volcengine:visual/tasks@0.1.0#format" (task: *mut u8) tasks::_export_format_cabi::<Component>,
        "cabi_post_volcengine:visual/tasks@0.1.0#format" tasks::__post_return_format::<Component>;
        "volcengine:visual/catalog@0.1.0#invoke" (arguments: *mut u8) catalog::_export_invoke_cabi::<Component>,
        "cabi_post_volcengine:visual/catalog@0.1.0#invoke" catalog::__post_return_invoke::<Component>;
        "volcengine:visual/catalog@0.1.0#custom" (arguments: *mut u8) custom,
        "cabi_post_volcengine:visual/catalog@0.1.0#custom" catalog::__post_return_invoke::<Component>;
        "volcengine:visual/tasks@0.1.0#poll" (task: *mut u8) poll,
        "cabi_post_volcengine:visual/tasks@0.1.0#poll" catalog::__post_return_invoke::<Component>;
        "volcengine:visual/tasks@0.1.0#wait" (arguments: *mut u8) wait,
        "cabi_post_volcengine:visual/tasks@0.1.0#wait" catalog::__post_return_invoke::<Component>;
    }
}
