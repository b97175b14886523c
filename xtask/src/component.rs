//! A component from a core module, and what it says of itself.

use anyhow::{Context, Result};
use wasm_metadata::{AddMetadata, AddMetadataField, Description, Licenses, Source, Version};
use wasmparser::BinaryReader;
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

use crate::workspace::Workspace;

/// Turns a core module, as wit-bindgen and rustc leave it, into a component
/// with the imports and exports of `world`.
pub fn encode(module: &[u8], world: &str, workspace: &Workspace) -> Result<Vec<u8>> {
    let mut resolve = Resolve {
        all_features: true,
        ..Resolve::default()
    };
    let (package, _) = resolve.push_dir(workspace.root.join("wit"))?;
    let world = resolve.select_world(&[package], Some(world))?;
    let mut module = module.to_vec();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)?;
    let mut encoder = ComponentEncoder::default();
    let component = encoder.module(&module)?.validate(true).encode()?;
    without_names(&component)
}

/// The section that names types and instances for debuggers.
const NAMES: &str = "component-name";

/// The component without its names for debuggers, which would be 25 KB.
fn without_names(component: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    let (header, mut rest) = component.split_at_checked(HEADER).context("no component")?;
    let mut kept = header.to_vec();
    while !rest.is_empty() {
        let mut reader = BinaryReader::new(rest, 0);
        let kind = reader.read_u8()?;
        let length = reader.read_var_u32()?;
        let content = reader.read_bytes(length as usize)?;
        let named = kind == CUSTOM && BinaryReader::new(content, 0).read_string()? == NAMES;
        let (section, after) = rest.split_at(rest.len() - reader.bytes_remaining());
        if !named {
            kept.extend_from_slice(section);
        }
        rest = after;
    }
    Ok(kept)
}

/// What a component says of itself. Registries show it.
pub struct Label<'a> {
    /// Its name, which debuggers show too.
    pub name: &'a str,
    /// The package of this workspace that the rest is taken from.
    pub package: &'a str,
}

/// Writes the label into a component.
pub fn label(component: &[u8], label: &Label, workspace: &Workspace) -> Result<Vec<u8>> {
    let says = |key| workspace.manifest(label.package, key);
    let mut metadata = AddMetadata::default();
    metadata.name = AddMetadataField::Set(label.name.to_owned());
    if let Some(text) = says("version") {
        metadata.version = AddMetadataField::Set(Version::new(text.to_owned()));
    }
    if let Some(text) = says("description") {
        metadata.description = AddMetadataField::Set(Description::new(text.to_owned()));
    }
    if let Some(text) = says("license") {
        metadata.licenses = AddMetadataField::Set(Licenses::new(text)?);
    }
    if let Some(text) = says("repository") {
        metadata.source = AddMetadataField::Set(Source::new(text)?);
    }
    let component = metadata.to_wasm(component)?;
    wasmparser::validate(&component).context("the labelled component is not valid")?;
    Ok(component)
}
