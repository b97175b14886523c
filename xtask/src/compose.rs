//! The core and the signer as one component.

use anyhow::{Context, Result, ensure};
use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions, PackageId};

use crate::surface;

/// The one interface that joins the two, whatever its version.
const JOINT: &str = "volcengine:visual/signer@";

/// Wires the signer into the core and exports all that the core exports. Each
/// wire is named: what does not fit is an error, and is never left out.
pub fn compose(core: &[u8], signer: &[u8]) -> Result<Vec<u8>> {
    let outer = surface::read(core)?;
    let joint = outer.imports.iter().find(|name| name.starts_with(JOINT));
    let joint = joint.with_context(|| format!("the core does not import {JOINT}"))?;

    let mut graph = CompositionGraph::new();
    let signer = register(&mut graph, "visual:signer", signer)?;
    let core = register(&mut graph, "visual:core", core)?;

    let signer = graph.instantiate(signer);
    let core = graph.instantiate(core);
    let wire = graph.alias_instance_export(signer, joint)?;
    graph.set_instantiation_argument(core, joint, wire)?;
    // In the core's order: an interface comes after those whose types it uses.
    for name in &outer.exports {
        let export = graph.alias_instance_export(core, name)?;
        graph.export(export, name)?;
    }
    let composed = graph.encode(EncodeOptions::default())?;

    let inner = surface::read(&composed)?;
    ensure!(
        inner.exports == outer.exports,
        "the composition lost an export of the core"
    );
    ensure!(
        !inner.imports.contains(joint),
        "the composition still imports {joint}"
    );
    Ok(composed)
}

fn register(graph: &mut CompositionGraph, name: &str, component: &[u8]) -> Result<PackageId> {
    let package = Package::from_bytes(name, None, component, graph.types_mut())?;
    Ok(graph.register_package(package)?)
}

#[cfg(test)]
mod tests;
