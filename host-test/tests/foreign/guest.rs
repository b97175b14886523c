//! Components of every shape that fits the host, from WebAssembly text.

use host_test::place;
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::abi::{AbiVariant, WasmType};
use wit_parser::{Resolve, SizeAlign, TypeDefKind, WorldId, WorldItem};

/// Where answers are put.
pub const ANSWER: u32 = 16;

/// The imports that the bodies use, by the names that they have there.
const IMPORTS: &str = r#"
(import "wasi:http/types@0.2.0" "[constructor]fields" (func $fields (result i32)))
(import "wasi:http/types@0.2.0" "[static]fields.from-list" (func $from-list (param i32 i32 i32)))
(import "wasi:http/types@0.2.0" "[method]fields.append"
  (func $append (param i32 i32 i32 i32 i32 i32)))
(import "wasi:http/types@0.2.0" "[constructor]outgoing-request"
  (func $request (param i32) (result i32)))
(import "wasi:http/types@0.2.0" "[method]outgoing-request.set-method"
  (func $set-method (param i32 i32 i32 i32) (result i32)))
(import "wasi:http/types@0.2.0" "[method]outgoing-request.set-scheme"
  (func $set-scheme (param i32 i32 i32 i32 i32) (result i32)))
(import "wasi:http/types@0.2.0" "[method]outgoing-request.set-authority"
  (func $set-authority (param i32 i32 i32 i32) (result i32)))
(import "wasi:http/types@0.2.0" "[method]outgoing-request.set-path-with-query"
  (func $set-path (param i32 i32 i32 i32) (result i32)))
(import "wasi:http/outgoing-handler@0.2.0" "handle" (func $handle (param i32 i32 i32 i32)))
(import "wasi:http/types@0.2.0" "[method]future-incoming-response.subscribe"
  (func $subscribe (param i32) (result i32)))
(import "wasi:http/types@0.2.0" "[resource-drop]future-incoming-response"
  (func $drop-response (param i32)))
(import "wasi:io/poll@0.2.0" "[method]pollable.block" (func $block (param i32)))
(import "wasi:io/poll@0.2.0" "[resource-drop]pollable" (func $drop-pollable (param i32)))
(import "volcengine:visual/credentials@0.1.0" "get" (func $keys (param i32)))
(import "wasi:clocks/monotonic-clock@0.2.0" "subscribe-duration"
  (func $sleep (param i64) (result i32)))
(import "[export]volcengine:visual/downloads@0.1.0" "[resource-new]download"
  (func $new-download (param i32) (result i32)))
"#;

/// Memory comes from one place, which nobody reads.
const REALLOC: &str = "(i32.const 8192)";

/// A component with every export of `visual.wasm`. `list-tools` lists nothing;
/// what has no body here stops at once.
#[derive(Clone)]
pub struct Guest {
    /// Anything beside functions of the interfaces.
    pub more: String,
    pub bodies: Vec<(&'static str, String)>,
    pub otherwise: &'static str,
    pub realloc: &'static str,
    pub pages: u32,
}

impl Default for Guest {
    fn default() -> Guest {
        Guest {
            more: String::new(),
            bodies: Vec::new(),
            otherwise: "unreachable",
            realloc: REALLOC,
            pages: 2,
        }
    }
}

impl Guest {
    /// One function that does this.
    pub fn with(function: &'static str, body: impl Into<String>) -> Guest {
        Guest::default().and(function, body)
    }

    pub fn and(mut self, function: &'static str, body: impl Into<String>) -> Guest {
        self.bodies.push((function, body.into()));
        self
    }

    pub fn more(self, more: impl Into<String>) -> Guest {
        Guest {
            more: more.into(),
            ..self
        }
    }

    /// The component.
    pub fn component(&self) -> Vec<u8> {
        let (resolve, world) = contract();
        encode(self.module(&resolve, world), &resolve, world)
    }

    fn module(&self, resolve: &Resolve, world: WorldId) -> Vec<u8> {
        let mut text = format!(
            "(module {IMPORTS} (memory (export \"memory\") {}) {}
             (func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32) {})",
            self.pages, self.more, self.realloc
        );
        for item in resolve.worlds[world].exports.values() {
            let WorldItem::Interface { id, .. } = item else {
                continue;
            };
            let interface = resolve.id_of(*id).expect("a named interface");
            for function in resolve.interfaces[*id].functions.values() {
                let signature = resolve.wasm_signature(AbiVariant::GuestExport, function);
                let types = |of: &[WasmType]| of.iter().map(|ty| word(*ty)).collect::<String>();
                text += &format!(
                    "(func (export \"{interface}#{}\") (param{}) (result{}) {})",
                    function.name,
                    types(&signature.params),
                    types(&signature.results),
                    self.body(&function.name),
                );
            }
        }
        text += ")";
        wat::parse_str(text).expect("a module that parses")
    }

    fn body(&self, function: &str) -> &str {
        let body = self.bodies.iter().find(|(name, _)| *name == function);
        match body {
            Some((_, body)) => body,
            None if function == "list-tools" => "(i32.const 0)",
            None => self.otherwise,
        }
    }
}

/// The contract, and its world.
pub fn contract() -> (Resolve, WorldId) {
    let mut resolve = Resolve {
        all_features: true,
        ..Resolve::default()
    };
    let wit = resolve.push_dir(place::wit()).expect("WIT that parses");
    let world = resolve.select_world(&[wit.0], Some("visual"));
    (resolve, world.expect("the world"))
}

/// A core module as a component of a world.
pub fn encode(mut module: Vec<u8>, resolve: &Resolve, world: WorldId) -> Vec<u8> {
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8, false)
        .expect("a world that can be embedded");
    let mut encoder = ComponentEncoder::default();
    let encoder = encoder.module(&module).expect("a module that fits");
    encoder.validate(true).encode().expect("a component")
}

/// Where a field of a record lies in it.
pub fn offset(record: &str, field: &str) -> u32 {
    let (resolve, _) = contract();
    let mut sizes = SizeAlign::default();
    sizes.fill(&resolve).expect("sizes");
    let found = resolve.types.iter().find_map(|(_, ty)| match &ty.kind {
        TypeDefKind::Record(fields) if ty.name.as_deref() == Some(record) => Some(fields),
        _ => None,
    });
    let fields = &found.expect("the record").fields;
    let index = fields.iter().position(|known| known.name == field);
    let offsets = sizes.field_offsets(fields.iter().map(|field| &field.ty));
    let (offset, _) = offsets[index.expect("the field")];
    offset.size_wasm32() as u32
}

/// Writes a pointer and a length at a place of the answer.
pub fn store(place: u32, pointer: u32, length: u32) -> String {
    let (at, beside) = (ANSWER + place, ANSWER + place + 4);
    format!(
        "(i32.store (i32.const {at}) (i32.const {pointer}))
         (i32.store (i32.const {beside}) (i32.const {length}))"
    )
}

/// Returns the answer.
pub fn answer() -> String {
    format!("(i32.const {ANSWER})")
}

fn word(wasm: WasmType) -> &'static str {
    match wasm {
        WasmType::I32 | WasmType::Pointer | WasmType::Length => " i32",
        WasmType::I64 | WasmType::PointerOrI64 => " i64",
        WasmType::F32 => " f32",
        WasmType::F64 => " f64",
    }
}
