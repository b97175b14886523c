//! With the real components, as `cargo xtask build --components-only` leaves them.

use std::fs;

use serde_json::Value;
use wasmparser::{Parser, Payload};
use wit_parser::WorldItem;
use wit_parser::decoding::DecodedWasm;

use super::{DOCS, names};
use crate::custom;
use crate::workspace::Workspace;

/// Every component that hosts load.
const COMPONENTS: [&str; 8] = [
    "visual-core",
    "visual",
    "visual-base",
    "visual-env",
    "visual-base-env",
    "visual-agent",
    "visual-http",
    "visual-http-pg",
];

fn read(name: &str) -> Vec<u8> {
    let directory = Workspace::load().unwrap().components();
    fs::read(directory.join(format!("{name}.wasm")))
        .expect("run `cargo xtask build --components-only` first")
}

/// Tools read a component so: `wasm-tools component wit`, jco, hosts of language models.
#[test]
fn every_component_is_read_by_tools_and_its_own_functions_are_documented() {
    for name in COMPONENTS {
        let decoded = wit_parser::decoding::decode(&read(name)).unwrap();
        let DecodedWasm::Component(resolve, world) = decoded else {
            panic!("{name} is no component");
        };
        let docs = resolve.worlds[world].docs.contents.as_deref();
        assert!(docs.is_some_and(|docs| docs.len() > 30), "{name}: {docs:?}");
        let mut functions = 0;
        for export in resolve.worlds[world].exports.values() {
            if let WorldItem::Function(function) = export {
                let docs = function.docs.contents.as_deref().unwrap_or_default();
                assert!(docs.len() > 50, "{name}: {}: {docs:?}", function.name);
                functions += 1;
            }
        }
        assert_eq!(functions > 0, name == "visual-agent", "{name}");
    }
}

/// Hosts of language models look there for what they show (component2json).
#[test]
fn functions_for_models_are_documented_where_hosts_look() {
    let component = read("visual-agent");
    let section = custom::find(&component, DOCS).unwrap().unwrap();
    let docs: Value = serde_json::from_slice(section.get(1..).unwrap()).unwrap();
    for name in crate::surface::read(&component).unwrap().exports {
        let docs = &docs["worlds"]["root"]["func_exports"][&name]["docs"];
        assert!(docs.as_str().is_some_and(|docs| !docs.is_empty()), "{name}");
    }
}

/// Without that section some tools refuse the instructions that it names: `jco transpile -O` is one of them.
#[test]
fn modules_say_which_instructions_they_use() {
    for name in COMPONENTS {
        let component = read(name);
        let (mut modules, mut known, mut depth) = (0, 0, Vec::new());
        for payload in Parser::new(0).parse_all(&component) {
            match payload.unwrap() {
                Payload::ModuleSection { .. } => depth.push(true),
                Payload::ComponentSection { .. } => depth.push(false),
                Payload::End(_) => drop(depth.pop()),
                // The modules of code: small ones that wit-component writes have no memory of their own.
                Payload::MemorySection(_) => modules += 1,
                Payload::CustomSection(section) if depth.last() == Some(&true) => {
                    known += usize::from(section.name() == "target_features");
                }
                _ => {}
            }
        }
        assert!(modules > 0, "{name} has no module");
        assert_eq!(known, modules, "{name}");
    }
}

#[test]
fn the_parts_of_a_component_know_each_other_by_number() {
    let component = read("visual-core");
    assert_eq!(names::numbered(&component).unwrap(), component);
    for name in ["import-func-", "import-type-", "0.1.0#"] {
        let mut places = component.windows(name.len());
        assert!(!places.any(|place| place == name.as_bytes()), "{name}");
    }
}

/// Registries read the package from the file, and editors its documentation.
#[test]
fn the_contract_is_one_file_with_its_documentation() {
    let workspace = Workspace::load().unwrap();
    let file = super::contract_file(&workspace).unwrap();
    let DecodedWasm::WitPackage(resolve, package) = wit_parser::decoding::decode(&file).unwrap()
    else {
        panic!("no package of WIT");
    };
    let package = &resolve.packages[package];
    let version = workspace
        .manifest(crate::guest::CORE.package, "version")
        .unwrap();
    assert_eq!(
        package.name.to_string(),
        format!("volcengine:visual@{version}")
    );
    let tasks = &resolve.interfaces[package.interfaces["tasks"]];
    for function in tasks.functions.values() {
        assert!(function.docs.contents.is_some(), "{}", function.name);
    }
    let metadata = wasm_metadata::Payload::from_binary(&file).unwrap();
    let metadata = metadata.metadata();
    let licence = metadata.licenses.as_ref().unwrap().to_string();
    assert_eq!(
        licence,
        workspace
            .manifest(crate::guest::CORE.package, "license")
            .unwrap()
    );
    assert_eq!(metadata.version.as_ref().unwrap().to_string(), version);
}
