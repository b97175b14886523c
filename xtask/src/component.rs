//! A component from a core module, and what it says of itself.

mod names;

use anyhow::{Context, Result};
use serde_json::{Map, json};
use wasm_metadata::{AddMetadata, AddMetadataField, Description, Licenses, Source, Version};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::{PackageId, Resolve, WorldItem};

use crate::workspace::Workspace;
use crate::{custom, guest};

/// Turns a core module, as wit-bindgen and rustc leave it, into a component
/// with the imports and exports of `world`.
pub fn encode(module: &[u8], world: &str, workspace: &Workspace) -> Result<Vec<u8>> {
    let (resolve, package) = contract(workspace)?;
    let world = resolve.select_world(&[package], Some(world))?;
    // The names of functions, which debuggers show, would be 300 KB.
    let mut module = custom::without(module, "name")?;
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)?;
    let mut encoder = ComponentEncoder::default();
    let component = encoder.module(&module)?.validate(true).encode()?;
    // Those of types and instances would be 25 KB.
    let component = custom::without(&component, "component-name")?;
    names::numbered(&component)
}

/// The contract, as `wit/` has it.
fn contract(workspace: &Workspace) -> Result<(Resolve, PackageId)> {
    let mut resolve = Resolve {
        all_features: true,
        ..Resolve::default()
    };
    let (package, _) = resolve.push_dir(workspace.root.join("wit"))?;
    Ok((resolve, package))
}

/// The section that holds documentation, for hosts that show it.
const DOCS: &str = "package-docs";

/// A component without documentation, to become part of another.
pub fn bare(component: &[u8]) -> Result<Vec<u8>> {
    custom::without(component, DOCS)
}

/// The documentation of a world and of the functions that it exports by itself,
/// as the section holds it: a byte for the version, then JSON. That of interfaces
/// has no place in a component, whose package is read as one world, `root`, and
/// tools refuse what they do not find there (jco: `missing world`).
fn docs(world: &str, workspace: &Workspace) -> Result<Vec<u8>> {
    let (resolve, package) = contract(workspace)?;
    let world = &resolve.worlds[resolve.select_world(&[package], Some(world))?];
    let mut functions = Map::new();
    for item in world.exports.values() {
        if let WorldItem::Function(function) = item {
            let docs = json!({ "docs": function.docs.contents });
            functions.insert(function.name.clone(), docs);
        }
    }
    let docs =
        json!({ "worlds": { "root": { "docs": world.docs.contents, "func_exports": functions } } });
    let mut section = vec![1];
    serde_json::to_writer(&mut section, &docs)?;
    Ok(section)
}

/// What a component says of itself. Registries show it.
pub struct Label<'a> {
    /// Its name, which debuggers show too.
    pub name: &'a str,
    /// Its world in the contract.
    pub world: &'a str,
    /// The package of this workspace that the rest is taken from.
    pub package: &'a str,
}

/// The contract as one file, with its documentation: what registries of WIT
/// packages take.
pub fn contract_file(workspace: &Workspace) -> Result<Vec<u8>> {
    let (resolve, package) = contract(workspace)?;
    let file = wit_component::encode(&resolve, package, false)?;
    let name = resolve.packages[package].name.to_string();
    metadata(&name, guest::CORE.package, workspace)?.to_wasm(&file)
}

/// Writes the label into a component.
pub fn label(component: &[u8], label: &Label, workspace: &Workspace) -> Result<Vec<u8>> {
    let metadata = metadata(label.name, label.package, workspace)?;
    let mut component = metadata.to_wasm(component)?;
    custom::add(&mut component, DOCS, &docs(label.world, workspace)?);
    wasmparser::validate(&component).context("the labelled component is not valid")?;
    Ok(component)
}

/// A name, and what a package of this workspace says of itself.
fn metadata(name: &str, package: &str, workspace: &Workspace) -> Result<AddMetadata> {
    let says = |key| workspace.manifest(package, key);
    let mut metadata = AddMetadata::default();
    metadata.name = AddMetadataField::Set(name.to_owned());
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
    Ok(metadata)
}

#[cfg(test)]
mod tests;
