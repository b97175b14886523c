//! What is committed under `wit/` is complete, current, and laid out as the component reads it.

use volcengine_visual::catalog::TOOLS;
use volcengine_visual::layout::{OPTIONS_ALIGN, OPTIONS_SIZE, layout};
use wit_parser::{Docs, PackageId, Resolve, SizeAlign, Type, TypeDefKind};

fn wit() -> (Resolve, PackageId) {
    let mut resolve = Resolve::default();
    let wit = concat!(env!("CARGO_MANIFEST_DIR"), "/../wit");
    let (package, _) = resolve.push_dir(wit).expect("wit/ parses");
    (resolve, package)
}

/// Every item of ours has a documentation comment.
#[test]
fn every_item_is_documented() {
    let (resolve, package) = wit();
    let mut bare = Vec::new();
    let mut check = |docs: &Docs, name: String| {
        if docs
            .contents
            .as_ref()
            .is_none_or(|text| text.trim().is_empty())
        {
            bare.push(name);
        }
    };
    let package = &resolve.packages[package];
    for (name, world) in &package.worlds {
        check(&resolve.worlds[*world].docs, format!("world {name}"));
    }
    for (name, id) in &package.interfaces {
        let interface = &resolve.interfaces[*id];
        check(&interface.docs, format!("interface {name}"));
        for (function, item) in &interface.functions {
            check(&item.docs, format!("{name}.{function}"));
        }
        for (ty, id) in &interface.types {
            let item = &resolve.types[*id];
            let inner: Vec<(&str, &Docs)> = match &item.kind {
                TypeDefKind::Record(record) => record
                    .fields
                    .iter()
                    .map(|f| (f.name.as_str(), &f.docs))
                    .collect(),
                TypeDefKind::Variant(variant) => variant
                    .cases
                    .iter()
                    .map(|c| (c.name.as_str(), &c.docs))
                    .collect(),
                TypeDefKind::Enum(cases) => cases
                    .cases
                    .iter()
                    .map(|c| (c.name.as_str(), &c.docs))
                    .collect(),
                // `use types.{...}`: documented where it is defined.
                _ => continue,
            };
            check(&item.docs, format!("{name}.{ty}"));
            for (member, docs) in inner {
                check(docs, format!("{name}.{ty}.{member}"));
            }
        }
    }
    assert!(bare.is_empty(), "without documentation: {bare:#?}");
}

/// The component reads typed arguments by its own layout: it must be the
/// one that the canonical ABI gives the committed WIT.
#[test]
fn layouts_are_those_of_the_canonical_abi() {
    let (resolve, package) = wit();
    let mut sizes = SizeAlign::default();
    sizes.fill(&resolve).expect("every type has a size");
    for tool in TOOLS {
        let interface = resolve.packages[package].interfaces[tool.family.name()];
        let function = &resolve.interfaces[interface].functions[tool.name];
        let [params, options] = function.params.as_slice() else {
            panic!("{} takes params and options", tool.name);
        };
        assert_eq!(sizes.size(&options.ty).size_wasm32(), OPTIONS_SIZE);
        assert_eq!(sizes.align(&options.ty).align_wasm32(), OPTIONS_ALIGN);
        let Type::Id(record) = params.ty else {
            panic!("{}'s params are a record", tool.name);
        };
        let TypeDefKind::Record(record) = &resolve.types[record].kind else {
            panic!("{}'s params are a record", tool.name);
        };
        let ours = layout(tool.fields);
        let theirs = sizes.field_offsets(record.fields.iter().map(|field| &field.ty));
        for ((offset, ty), place) in theirs.iter().zip(&ours.places) {
            let offset = offset.size_wasm32();
            let start = place.given.unwrap_or(place.value);
            assert_eq!(start, offset, "{}", tool.name);
            if place.given.is_some() {
                assert_eq!(place.value, offset + sizes.align(ty).align_wasm32());
            }
        }
        assert_eq!(theirs.len(), ours.places.len());
        let record = sizes.size(&params.ty).size_wasm32();
        assert_eq!(ours.options, record.next_multiple_of(OPTIONS_ALIGN));
        assert_eq!(ours.size, ours.options + OPTIONS_SIZE);
    }
}

/// What is committed is what the catalogue gives.
#[test]
fn derived_files_are_current() {
    crate::wit::run(&["--check".into()]).expect("run `cargo xtask wit` and commit");
}
