//! `src/abi/tools.rs`: one exported symbol a tool.

use super::interface::VERSION;
use visual_catalog::tools;

/// The text of the file.
pub fn file() -> String {
    let mut out = String::from(
        "//! The exported symbols of the typed functions. `cargo xtask wit` writes this\n\
         //! file from the catalogue.\n\n\
         #![allow(unsafe_code, reason = \"see `exports`: the canonical ABI gives memory to read\")]\n\n\
         use super::exports::call;\n",
    );
    for (index, tool) in tools().enumerate().filter(|(_, tool)| tool.typed) {
        let symbol = format!(
            "volcengine:visual/{}@{VERSION}#{}",
            tool.family.name(),
            tool.name
        );
        out += &format!(
            "\n#[unsafe(export_name = \"{symbol}\")]\n\
             unsafe extern \"C\" fn call_{index}(arguments: *mut u8) -> *mut u8 {{\n    \
             unsafe {{ call({index}, arguments) }}\n}}\n"
        );
    }
    out
}
