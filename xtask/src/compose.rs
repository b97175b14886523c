//! Two components as one.

use anyhow::{Context, Result, ensure};
use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions, PackageId};

use crate::surface;

/// Wires `plug` into `socket`, whose imports it serves, and exports all that
/// `socket` exports. `unused` names what `plug` exports and `socket` does not
/// import: whatever does not fit, or fits and is named there, is an error, and
/// nothing is left out silently.
pub fn compose(socket: &[u8], plug: &[u8], unused: &[&str]) -> Result<Vec<u8>> {
    let outer = surface::read(socket)?;
    let offered = surface::read(plug)?.exports;
    for name in unused {
        ensure!(
            offered.iter().any(|export| export == name),
            "{name} is no export of the other component"
        );
    }
    let is_unused = |name: &&String| unused.contains(&name.as_str());
    let (unused, joints): (Vec<&String>, Vec<&String>) = offered.iter().partition(is_unused);
    ensure!(!joints.is_empty(), "nothing to wire");
    for name in &joints {
        ensure!(
            outer.imports.contains(name),
            "{name} is not an import of the other component"
        );
    }
    for name in unused {
        ensure!(
            !outer.imports.contains(name),
            "{name} is an import of the other component"
        );
    }

    let mut graph = CompositionGraph::new();
    let plug = register(&mut graph, "visual:plug", plug)?;
    let socket = register(&mut graph, "visual:socket", socket)?;

    let plug = graph.instantiate(plug);
    let socket = graph.instantiate(socket);
    for joint in &joints {
        let wire = graph.alias_instance_export(plug, joint)?;
        graph.set_instantiation_argument(socket, joint, wire)?;
    }
    // In the socket's order: an interface comes after those whose types it uses.
    for name in &outer.exports {
        let export = graph.alias_instance_export(socket, name)?;
        graph.export(export, name)?;
    }
    let composed = graph.encode(EncodeOptions::default())?;

    let inner = surface::read(&composed)?;
    ensure!(
        inner.exports == outer.exports,
        "the composition lost an export"
    );
    for joint in joints {
        ensure!(
            !inner.imports.contains(joint),
            "the composition still imports {joint}"
        );
    }
    Ok(composed)
}

fn register(graph: &mut CompositionGraph, name: &str, component: &[u8]) -> Result<PackageId> {
    let package = Package::from_bytes(name, None, component, graph.types_mut())
        .with_context(|| format!("{name} is not a component"))?;
    Ok(graph.register_package(package)?)
}

#[cfg(test)]
mod tests;
