//! `src/abi/tools.rs`: one exported symbol a tool.

use super::interface::VERSION;
use visual_catalog::tools;

const HEAD: &str = r#"//! The exported symbols of the typed functions. `cargo xtask wit` writes this
//! file from the catalogue.

#![allow(unsafe_code, reason = "see `exports`: the canonical ABI gives memory to read")]

use super::exports::call;

/// The number of a tool in the catalogue, and its symbol.
macro_rules! export {
    ($($index:literal $symbol:literal)*) => {
        $(const _: () = {
            #[unsafe(export_name = $symbol)]
            unsafe extern "C" fn export(arguments: *mut u8) -> *mut u8 {
                unsafe { call($index, arguments) }
            }
        };)*
    };
}

export! {
"#;

/// The text of the file.
pub fn file() -> String {
    let mut out = HEAD.to_owned();
    for (index, tool) in tools().enumerate().filter(|(_, tool)| tool.typed) {
        let (family, name) = (tool.family.name(), tool.name);
        out += &format!("    {index} \"volcengine:visual/{family}@{VERSION}#{name}\"\n");
    }
    out += "}\n";
    out
}
