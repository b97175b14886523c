//! What is committed under `wit/` is complete, current, and laid out as the component reads it.

use visual_catalog::layout::{
    CUSTOM_AT, DONE_AT, DONE_SIZE, LIMITS_SIZE, OPTIONS_ALIGN, OPTIONS_SIZE, OUTPUT_SIZE, Place,
    RESULT_SIZE, TASK_MOMENT_AT, TASK_OUTPUT_AT, TASK_SIZE, layout, places, record_shape,
    report_layout,
};
use visual_catalog::{Field, Product, Record, tools};
use wit_parser::{Docs, PackageId, Resolve, SizeAlign, Type, TypeDefKind};

fn wit() -> (Resolve, PackageId) {
    let mut resolve = Resolve {
        all_features: true,
        ..Resolve::default()
    };
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
    for tool in tools().filter(|tool| tool.typed) {
        let interface = resolve.packages[package].interfaces[tool.family.name()];
        let function = &resolve.interfaces[interface].functions[tool.name];
        let [params, options] = function.params.as_slice() else {
            panic!("{} takes params and options", tool.name);
        };
        assert_eq!(sizes.size(&options.ty).size_wasm32(), OPTIONS_SIZE);
        assert_eq!(sizes.align(&options.ty).align_wasm32(), OPTIONS_ALIGN);
        let abi = Abi {
            resolve: &resolve,
            sizes: &sizes,
        };
        let ours = layout(tool.fields);
        abi.compare(tool.name, params.ty, &ours.places);
        abi.compare_nested(tool.fields, params.ty);
        let record = sizes.size(&params.ty).size_wasm32();
        assert_eq!(ours.options, record.next_multiple_of(OPTIONS_ALIGN));
        assert_eq!(ours.size, ours.options + OPTIONS_SIZE);
        abi.compare_result(tool.product, function.result.expect("a result"));
    }
}

/// What is moved from there to where `catalog.invoke` reads it.
#[test]
fn tasks_lie_as_options_do() {
    let (resolve, package) = wit();
    let mut sizes = SizeAlign::default();
    sizes.fill(&resolve).expect("every type has a size");
    let abi = Abi {
        resolve: &resolve,
        sizes: &sizes,
    };
    let params = |interface: &str, function: &str| -> Vec<Type> {
        let interface = resolve.packages[package].interfaces[interface];
        let params = &resolve.interfaces[interface].functions[function].params;
        params.iter().map(|param| param.ty).collect()
    };
    let size = |ty: Type| sizes.size(&ty).size_wasm32();
    let text = size(Type::String);

    let [task, options] = params("tasks", "wait")[..] else {
        panic!("a task and options");
    };
    assert_eq!(params("tasks", "poll"), [task]);
    assert_eq!(size(task), TASK_SIZE);
    let places = [0, text, TASK_MOMENT_AT, TASK_OUTPUT_AT];
    assert_eq!(abi.offsets(&abi.fields(task)), places);
    let output = abi.fields(task)[3];
    assert_eq!(size(output), OUTPUT_SIZE);
    let limits = abi.innermost(options);
    assert_eq!(size(limits), LIMITS_SIZE);
    assert_eq!(size(options), size(Type::U32) + LIMITS_SIZE);

    let [_, _, options] = params("catalog", "invoke")[..] else {
        panic!("a name, JSON and options");
    };
    let is = |ty: Type| match abi.innermost(ty) {
        Type::Id(id) => resolve.types[id].name.clone(),
        other => Some(format!("{other:?}")),
    };
    let names = |types: Vec<Type>| types.into_iter().map(is).collect::<Vec<_>>();
    let together = [vec![output], abi.fields(limits)].concat();
    assert_eq!(names(abi.fields(abi.innermost(options))), names(together));
    assert_eq!(size(options), OPTIONS_ALIGN + OUTPUT_SIZE + LIMITS_SIZE);

    let custom = params("catalog", "custom");
    assert_eq!(abi.offsets(&custom)[1..], CUSTOM_AT);
    assert_eq!(is(custom[4]), is(options));
}

struct Abi<'a> {
    resolve: &'a Resolve,
    sizes: &'a SizeAlign,
}

impl Abi<'_> {
    fn kind(&self, ty: Type) -> &TypeDefKind {
        let Type::Id(id) = ty else {
            panic!("{ty:?} has no definition");
        };
        match &self.resolve.types[id].kind {
            TypeDefKind::Type(inner) => self.kind(*inner),
            kind => kind,
        }
    }

    fn fields(&self, ty: Type) -> Vec<Type> {
        match self.kind(ty) {
            TypeDefKind::Record(record) => record.fields.iter().map(|field| field.ty).collect(),
            other => panic!("{other:?} is no record"),
        }
    }

    fn offsets(&self, fields: &[Type]) -> Vec<usize> {
        let offsets = self.sizes.field_offsets(fields);
        offsets
            .iter()
            .map(|(offset, _)| offset.size_wasm32())
            .collect()
    }

    /// Places against the offsets of a record's fields.
    fn compare(&self, what: &str, record: Type, ours: &[Place]) {
        let fields = self.fields(record);
        let theirs = self.sizes.field_offsets(&fields);
        assert_eq!(theirs.len(), ours.len(), "{what}");
        for ((offset, ty), place) in theirs.iter().zip(ours) {
            let offset = offset.size_wasm32();
            assert_eq!(place.given.unwrap_or(place.value), offset, "{what}");
            if place.given.is_some() {
                let value = offset + self.sizes.align(ty).align_wasm32();
                assert_eq!(place.value, value, "{what}");
            }
        }
    }

    /// The records inside of a record, and those inside of them.
    fn compare_nested(&self, fields: &'static [Field], record: Type) {
        for (field, ty) in fields.iter().zip(self.fields(record)) {
            if let Some(inner) = field.kind.record() {
                self.compare_record(inner, self.innermost(ty));
            }
        }
    }

    fn compare_record(&self, record: &'static Record, ty: Type) {
        self.compare(record.name, ty, &places(record.fields, &mut 0));
        let (align, size) = record_shape(record);
        assert_eq!(
            self.sizes.align(&ty).align_wasm32(),
            align,
            "{}",
            record.name
        );
        assert_eq!(self.sizes.size(&ty).size_wasm32(), size, "{}", record.name);
        self.compare_nested(record.fields, ty);
    }

    /// What an option or a list holds.
    fn innermost(&self, ty: Type) -> Type {
        match ty {
            Type::Id(_) => match self.kind(ty) {
                TypeDefKind::Option(inner) | TypeDefKind::List(inner) => self.innermost(*inner),
                _ => ty,
            },
            plain => plain,
        }
    }

    /// A result, and the report that stands in it behind `done`.
    fn compare_result(&self, product: Product, result: Type) {
        let size = self.sizes.size(&result).size_wasm32();
        let TypeDefKind::Result(answer) = self.kind(result) else {
            panic!("a result");
        };
        let outcome = answer.ok.expect("an outcome");
        let TypeDefKind::Variant(variant) = self.kind(outcome) else {
            panic!("an outcome is a variant");
        };
        let names: Vec<&str> = variant
            .cases
            .iter()
            .map(|case| case.name.as_str())
            .collect();
        assert_eq!(names, ["done", "pending"]);
        assert_eq!(self.sizes.align(&outcome).align_wasm32() * 2, DONE_AT);
        let done = variant.cases[0].ty.expect("done");
        let Product::Report(report) = product else {
            assert_eq!(size, RESULT_SIZE);
            assert_eq!(self.sizes.size(&done).size_wasm32(), DONE_SIZE);
            return;
        };
        let ours = report_layout(report.fields);
        assert_eq!(size, ours.size, "{}", report.name);
        let mut all = vec![Place {
            given: None,
            value: 0,
        }];
        all.extend(ours.places);
        self.compare(report.name, done, &all);
    }
}

/// What is committed is what the catalogue gives.
#[test]
fn derived_files_are_current() {
    let workspace = crate::workspace::Workspace::load().expect("a workspace");
    let files = super::derived(&workspace).expect("the derived files");
    super::settle(files, true).expect("run `cargo xtask wit` and commit");
}
