//! A look at a component before it is compiled: compilation cannot be
//! interrupted, and takes a multiple of what it compiles.

use crate::sandbox::usage::{self, Usage};
use crate::{HostError, Limits};
use visual_catalog::sanitize::excerpt;
use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentInstance,
    ComponentOuterAliasKind, ComponentTypeRef, FunctionBody, Operator, Parser, Payload,
};

/// The most characters of a stranger's text that an error repeats.
pub(crate) const EXCERPT: usize = 300;

/// The bytes of a page of memory.
const PAGE: u64 = 64 << 10;

/// Refuses what would take too long or too much memory to compile.
pub(crate) fn inspect(bytes: &[u8], limits: &Limits) -> Result<(), HostError> {
    if bytes.len() > limits.component {
        return Err(HostError::limit(Usage::FileBytes, limits.component));
    }
    let mut functions = 0;
    let mut nesting = Nesting::default();
    let (mut memories, mut tables) = (0, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(damaged)? {
            Payload::CodeSectionEntry(body) => {
                functions += 1;
                within(Usage::Functions, functions, usage::FUNCTIONS)?;
                function(&body)?;
            }
            Payload::Version { .. } => nesting.enter()?,
            Payload::End(_) => nesting.leave(),
            Payload::ComponentInstanceSection(section) => {
                for instance in section {
                    let instance = instance.map_err(damaged)?;
                    if matches!(instance, ComponentInstance::Instantiate { .. }) {
                        nesting.instantiate()?;
                    }
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section {
                    if hands_a_component_on(&alias.map_err(damaged)?) {
                        return Err(handed_on());
                    }
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section {
                    if let ComponentTypeRef::Component(_) = import.map_err(damaged)?.ty {
                        return Err(handed_on());
                    }
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    let memory = memory.map_err(damaged)?;
                    memories += 1;
                    within(Usage::Memories, memories, usage::MEMORIES.into())?;
                    if memory.initial.saturating_mul(PAGE) > limits.memory as u64 {
                        return Err(HostError::MemoryLimit(limits.memory));
                    }
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    let elements = table.map_err(damaged)?.ty.initial;
                    tables += 1;
                    within(Usage::Tables, tables, usage::TABLES.into())?;
                    within(Usage::TableElements, elements, usage::TABLE_ELEMENTS as u64)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// How often each component is instantiated. Those inside each other multiply:
/// thirty that hold the next one twice are a thousand million.
#[derive(Default)]
struct Nesting {
    count: u64,
    /// The instances that each open component makes of others.
    open: Vec<u64>,
    /// The most of them at each depth.
    max: Vec<u64>,
}

impl Nesting {
    fn enter(&mut self) -> Result<(), HostError> {
        self.count += 1;
        self.open.push(0);
        if self.max.len() < self.open.len() {
            self.max.push(1);
        }
        within(Usage::Nested, self.count, usage::NESTED)
    }

    fn leave(&mut self) {
        self.open.pop();
    }

    fn instantiate(&mut self) -> Result<(), HostError> {
        let depth = self.open.len().saturating_sub(1);
        if let (Some(made), Some(max)) = (self.open.last_mut(), self.max.get_mut(depth)) {
            *made += 1;
            *max = (*made).max(*max);
        }
        let all = self.max.iter().copied().fold(1, u64::saturating_mul);
        within(Usage::Nested, all, usage::NESTED)
    }
}

/// Then its instances could not be counted by where it stands.
fn hands_a_component_on(alias: &ComponentAlias<'_>) -> bool {
    matches!(
        alias,
        ComponentAlias::Outer {
            kind: ComponentOuterAliasKind::Component,
            ..
        } | ComponentAlias::InstanceExport {
            kind: ComponentExternalKind::Component,
            ..
        }
    )
}

fn handed_on() -> HostError {
    HostError::Incompatible("it passes components on as values".to_owned())
}

fn function(body: &FunctionBody<'_>) -> Result<(), HostError> {
    let mut locals = 0;
    for group in body.get_locals_reader().map_err(damaged)? {
        let (count, _) = group.map_err(damaged)?;
        locals += u64::from(count);
        within(Usage::Locals, locals, usage::LOCALS)?;
    }
    // Whether each block that is open is a loop.
    let mut open = Vec::new();
    let (mut loops, mut branches) = (0_u64, 1);
    for operator in body.get_operators_reader().map_err(damaged)? {
        match operator.map_err(damaged)? {
            Operator::Loop { .. } => {
                open.push(true);
                loops += 1;
                branches += 1;
            }
            Operator::Block { .. } | Operator::If { .. } | Operator::TryTable { .. } => {
                open.push(false);
                branches += 1;
            }
            Operator::End => loops -= u64::from(open.pop().unwrap_or_default()),
            Operator::Br { .. } | Operator::BrIf { .. } => branches += 1,
            Operator::BrTable { targets } => branches += u64::from(targets.len()) + 1,
            _ => continue,
        }
        within(Usage::LoopDepth, loops, usage::LOOP_DEPTH)?;
        within(Usage::Branches, branches * (locals + 1), usage::BRANCHES)?;
    }
    Ok(())
}

fn within(usage: Usage, value: u64, max: u64) -> Result<(), HostError> {
    match value > max {
        true => Err(HostError::Limit(usage, max)),
        false => Ok(()),
    }
}

fn damaged(error: BinaryReaderError) -> HostError {
    HostError::NotAComponent(excerpt(&error.to_string(), EXCERPT))
}
