//! Functions that end as `catalog.invoke` does: those that take a task, and
//! `catalog.custom`. What `wit-bindgen` generates for each to read options and
//! to write an outcome or an error takes 6 KB. Instead, what they take is moved,
//! bit by bit, to where `invoke` reads it, and what has no place there is handed
//! over. Their results are freed as that of `invoke` is.

#![allow(
    unsafe_code,
    reason = "memory that the canonical ABI gives; a test compares the layout with wit-parser's"
)]

use super::handover::{self, Handed};
use super::linear::Linear;
use super::memory::{Memory, Reader};
use crate::bindings::exports::volcengine::visual::catalog::{self, Actions};
use crate::component::Component;
use visual_catalog::layout::{
    CUSTOM_AT, LIMITS_SIZE, OPTIONS_ALIGN, OPTIONS_SIZE, OUTPUT_SIZE, TASK_MOMENT_AT,
    TASK_OUTPUT_AT, TASK_SIZE,
};

/// Address and length.
const STRING: usize = 8;
/// Where the options lie in what `invoke` takes: behind the name and the JSON.
pub const OPTIONS_AT: usize = 2 * STRING;
/// Where the output lies: behind the byte that tells whether options were given.
const OUTPUT_AT: usize = OPTIONS_AT + OPTIONS_ALIGN;
/// Where `wait-ms` and `max-inline` lie.
const LIMITS_AT: usize = OUTPUT_AT + OUTPUT_SIZE;
/// The byte before what was given.
const GIVEN: [u8; 1] = [1];

/// What `invoke` takes: empty strings, and no options.
pub fn block(memory: &mut Linear) -> usize {
    let block = memory.allocate_zeroed(OPTIONS_AT + OPTIONS_SIZE);
    for text in [0, STRING] {
        // An empty string has an address, though nothing is read there.
        memory.write(block + text, &1_u32.to_le_bytes());
    }
    block
}

/// Runs `invoke`, which frees the block.
///
/// # Safety
/// The block came from [`block`], and what was moved there lies as `invoke`
/// takes it.
pub unsafe fn run(block: usize, handed: Option<Handed>) -> *mut u8 {
    handover::put(handed);
    // SAFETY: the caller's, and the block is given away.
    unsafe { catalog::_export_invoke_cabi::<Component>(Linear::pointer(block)) }
}

/// `tasks.poll`.
///
/// # Safety
/// A task lies there as the canonical ABI lays it out, and is given away.
pub unsafe fn poll(task: *mut u8) -> *mut u8 {
    // SAFETY: all addresses below are the host's, or come from the allocator.
    let mut memory = unsafe { Linear::new() };
    let at = Linear::address(task);
    let (block, handed) = query(&mut memory, at);
    // For no time: the number is zero already.
    memory.write(block + LIMITS_AT, &GIVEN);
    memory.free(at, TASK_SIZE, OPTIONS_ALIGN);
    // SAFETY: what was moved lies where options have it.
    unsafe { run(block, handed) }
}

/// `tasks.wait`.
///
/// # Safety
/// A task and its options lie there as the canonical ABI lays them out, and are
/// given away.
pub unsafe fn wait(arguments: *mut u8) -> *mut u8 {
    const GIVEN_SIZE: usize = 4;
    // SAFETY: all addresses below are the host's, or come from the allocator.
    let mut memory = unsafe { Linear::new() };
    let at = Linear::address(arguments);
    let (block, handed) = query(&mut memory, at);
    let options = at + TASK_SIZE;
    if memory.read(options) == GIVEN {
        memory.copy(options + GIVEN_SIZE, block + LIMITS_AT, LIMITS_SIZE);
    }
    let size = (TASK_SIZE + GIVEN_SIZE + LIMITS_SIZE).next_multiple_of(OPTIONS_ALIGN);
    memory.free(at, size, OPTIONS_ALIGN);
    // SAFETY: what was moved lies where options have it.
    unsafe { run(block, handed) }
}

/// What `invoke` takes for a task.
fn query(memory: &mut Linear, task: usize) -> (usize, Option<Handed>) {
    let block = block(memory);
    memory.copy(task, block, OPTIONS_AT);
    memory.write(block + OPTIONS_AT, &GIVEN);
    memory.copy(task + TASK_OUTPUT_AT, block + OUTPUT_AT, OUTPUT_SIZE);
    let moment = u64::from_le_bytes(memory.read(task + TASK_MOMENT_AT));
    (block, Some(Handed::Task(moment)))
}

/// `catalog.custom`.
///
/// # Safety
/// Its arguments lie there as the canonical ABI lays them out, and are given
/// away.
pub unsafe fn custom(arguments: *mut u8) -> *mut u8 {
    // SAFETY: all addresses below are the host's, or come from the allocator.
    let mut memory = unsafe { Linear::new() };
    let at = Linear::address(arguments);
    let [actions, version, json, options] = CUSTOM_AT.map(|offset| at + offset);
    let block = block(&mut memory);
    memory.copy(at, block, STRING);
    memory.copy(json, block + STRING, STRING);
    memory.copy(options, block + OPTIONS_AT, OPTIONS_SIZE);
    let actions = match memory.read(actions) {
        [0] => Actions::Process,
        [1] => Actions::Sync2async,
        _ => Actions::Task,
    };
    let version = Reader(&mut memory).optional_text(version);
    memory.free(at, options - at + OPTIONS_SIZE, OPTIONS_ALIGN);
    // SAFETY: what was moved lies as `invoke` takes it.
    unsafe { run(block, Some(Handed::Custom(actions, version))) }
}
