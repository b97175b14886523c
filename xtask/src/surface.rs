//! What a component asks for and what it offers, read from its bytes.

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload};

/// The names of a component's imports and exports, in its own order.
pub struct Surface {
    /// What a host must supply.
    pub imports: Vec<String>,
    /// What a host can call.
    pub exports: Vec<String>,
}

/// Reads the surface of a component. Those nested in it do not count.
pub fn read(component: &[u8]) -> Result<Surface> {
    let mut surface = Surface {
        imports: Vec::new(),
        exports: Vec::new(),
    };
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(component) {
        match payload.context("not a component")? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    surface.imports.push(import?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    surface.exports.push(export?.name.name.to_owned());
                }
            }
            _ => {}
        }
    }
    Ok(surface)
}
