//! Components that do not do what they should. Each has every export of
//! `visual.wasm`; only `list-tools` works, and lists nothing.

use wasm_encoder::{
    BlockType, CodeSection, ExportKind, ExportSection, Function, FunctionSection, Instruction,
    MemorySection, MemoryType, Module, TypeSection, ValType,
};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::abi::{AbiVariant, WasmType};
use wit_parser::{Resolve, WorldId, WorldItem};

use crate::place;

/// The one function that works: its answer is a list without items.
const WORKS: &str = "list-tools";
/// Where arguments are put; nobody reads them.
const ROOM: i32 = 1024;

/// What a component does when it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    /// It stops at once.
    Traps,
    /// It never comes back.
    Loops,
    /// It takes memory until it gets no more, and stops.
    Grows,
    /// It calls itself until its stack is full.
    Recurses,
}

impl Guest {
    /// The component.
    pub fn component(self) -> Vec<u8> {
        let mut resolve = Resolve {
            all_features: true,
            ..Resolve::default()
        };
        let wit = resolve.push_dir(place::wit()).expect("WIT that parses");
        let world = resolve.select_world(&[wit.0], Some("visual"));
        let world = world.expect("the world");
        let mut module = self.module(&resolve, world);
        embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)
            .expect("a world that can be embedded");
        let mut encoder = ComponentEncoder::default();
        let encoder = encoder.module(&module).expect("a module that fits");
        encoder.validate(true).encode().expect("a component")
    }

    fn module(self, resolve: &Resolve, world: WorldId) -> Vec<u8> {
        let mut parts = Parts::default();
        let allocate = [Instruction::I32Const(ROOM)];
        parts.add(
            "cabi_realloc",
            [[ValType::I32; 4].to_vec(), vec![ValType::I32]],
            &allocate,
        );
        for item in resolve.worlds[world].exports.values() {
            let WorldItem::Interface { id, .. } = item else {
                continue;
            };
            let interface = resolve.id_of(*id).expect("a named interface");
            for function in resolve.interfaces[*id].functions.values() {
                let signature = resolve.wasm_signature(AbiVariant::GuestExport, function);
                let types = [signature.params, signature.results];
                let types: [Vec<ValType>; 2] =
                    types.map(|types| types.into_iter().map(flat).collect());
                let body = match function.name.as_str() {
                    WORKS => vec![Instruction::I32Const(0)],
                    _ => self.body(parts.count, types[0].len()),
                };
                parts.add(&format!("{interface}#{}", function.name), types, &body);
            }
        }
        parts.finish()
    }

    /// What the function of this number, with so many parameters, does.
    fn body(self, number: u32, parameters: usize) -> Vec<Instruction<'static>> {
        let repeated = |body: Vec<Instruction<'static>>| {
            let begin = [Instruction::Loop(BlockType::Empty)];
            let end = [
                Instruction::Br(0),
                Instruction::End,
                Instruction::Unreachable,
            ];
            begin.into_iter().chain(body).chain(end).collect()
        };
        match self {
            Guest::Traps => vec![Instruction::Unreachable],
            Guest::Loops => repeated(Vec::new()),
            Guest::Grows => repeated(vec![
                Instruction::I32Const(16),
                Instruction::MemoryGrow(0),
                Instruction::I32Const(-1),
                Instruction::I32Eq,
                Instruction::If(BlockType::Empty),
                Instruction::Unreachable,
                Instruction::End,
            ]),
            Guest::Recurses => {
                let arguments = (0..parameters).map(|local| Instruction::LocalGet(local as u32));
                arguments.chain([Instruction::Call(number)]).collect()
            }
        }
    }
}

fn flat(wasm: WasmType) -> ValType {
    match wasm {
        WasmType::I32 | WasmType::Pointer | WasmType::Length => ValType::I32,
        WasmType::I64 | WasmType::PointerOrI64 => ValType::I64,
        WasmType::F32 => ValType::F32,
        WasmType::F64 => ValType::F64,
    }
}

/// Builds a module: functions, each exported, and a memory.
#[derive(Default)]
struct Parts {
    count: u32,
    types: TypeSection,
    functions: FunctionSection,
    exports: ExportSection,
    code: CodeSection,
}

impl Parts {
    /// `types` are those of the parameters and of the results.
    fn add(&mut self, name: &str, types: [Vec<ValType>; 2], body: &[Instruction<'_>]) {
        let [parameters, results] = types;
        self.types.ty().function(parameters, results);
        self.functions.function(self.count);
        self.exports.export(name, ExportKind::Func, self.count);
        let mut function = Function::new([]);
        for instruction in body {
            function.instruction(instruction);
        }
        function.instruction(&Instruction::End);
        self.code.function(&function);
        self.count += 1;
    }

    fn finish(mut self) -> Vec<u8> {
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        self.exports.export("memory", ExportKind::Memory, 0);
        let mut module = Module::new();
        module.section(&self.types).section(&self.functions);
        module.section(&memories).section(&self.exports);
        module.section(&self.code);
        module.finish()
    }
}
