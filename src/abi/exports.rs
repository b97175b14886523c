//! The typed functions, all of them: one reader that follows the catalogue's
//! own table of fields.
//!
//! Generated code for each function would cost some 8 KB a tool, most of it for
//! the options and the result, which are the same everywhere. Instead each
//! exported symbol is two lines that come here; the record is read by
//! [`visual_catalog::layout`], and options and result go through the generated code of
//! `catalog.invoke`, whose signature ends in the same types.
//!
//! Typed functions have no `post-return`, which would cost 15 KB for all of
//! them: a result is freed when the next typed function is called.

#![allow(
    unsafe_code,
    reason = "the exported symbols of the component's interface, and memory that the canonical ABI gives"
)]

use std::cell::Cell;

use super::handover::{self, Handed};
use super::invoke;
use super::linear::Linear;
use super::memory::{Memory, Places, Reader, write_all};
use crate::bindings::exports::volcengine::visual::catalog;
use crate::component::Component;
use crate::input::arguments::Arguments;
use visual_catalog::layout::{
    DONE_AT, DONE_SIZE, OPTIONS_ALIGN, OPTIONS_SIZE, Place, RESULT_SIZE, layout, report_layout,
};
use visual_catalog::{Field, Product, Report, Tool, tools};

thread_local! {
    /// The tool and the result of the last typed call.
    static LAST: Cell<Option<(usize, usize)>> = const { Cell::new(None) };
}

fn tool(index: usize) -> Option<&'static Tool> {
    tools().nth(index)
}

fn report_of(index: usize) -> Option<&'static Report> {
    match tool(index)?.product {
        Product::Report(report) => Some(report),
        _ => None,
    }
}

/// Runs the tool at `index` of the catalogue.
///
/// # Safety
/// `arguments` lie as the canonical ABI lays them out, and are given away.
pub unsafe fn call(index: usize, arguments: *mut u8) -> *mut u8 {
    // SAFETY: all addresses below are the host's, or come from the allocator.
    let mut memory = unsafe { Linear::new() };
    if let Some((index, result)) = LAST.take() {
        // SAFETY: the host has read the result, since it calls again.
        unsafe { release(&mut memory, index, result) };
    }
    let tool = tool(index);
    let whole = layout(tool.map_or(&[], |tool| tool.fields));
    let at = Linear::address(arguments);
    let handed = tool.map(|tool| read_all(&mut memory, at, tool, &whole.places));
    let block = invoke::block(&mut memory);
    memory.copy(at + whole.options, block + invoke::OPTIONS_AT, OPTIONS_SIZE);
    memory.free(at, whole.size, OPTIONS_ALIGN);
    // SAFETY: the options lie there as the caller gave them.
    let result = unsafe { invoke::run(block, handed.map(Handed::Typed)) };
    let result = keep(&mut memory, index, Linear::address(result));
    LAST.set(Some((index, result)));
    Linear::pointer(result)
}

/// Where the members of a tool's report lie, if it has one, and the size of its
/// result.
fn shape(index: usize) -> (&'static [Field], Vec<Place>, usize) {
    let Some(report) = report_of(index) else {
        return (&[], Vec::new(), RESULT_SIZE);
    };
    let whole = report_layout(report.fields);
    (report.fields, whole.places, whole.size)
}

/// A copy of the result of `invoke`, which would be overwritten by the next
/// one, with room for the report behind `done`.
fn keep(memory: &mut Linear, index: usize, result: usize) -> usize {
    let (fields, places, size) = shape(index);
    let block = memory.allocate_zeroed(size);
    memory.copy(result, block, RESULT_SIZE);
    if let Some(values) = handover::take_report() {
        // What lies there of another, larger case means nothing now.
        let behind = DONE_AT + DONE_SIZE;
        memory.clear(block + behind, size - behind);
        write_all(memory, block + DONE_AT, (fields, &places), values);
    }
    block
}

/// Frees a result. The texts of a report are there where the answer is `done`.
///
/// # Safety
/// `result` came from [`call`] with the same index, and nobody reads it again.
unsafe fn release(memory: &mut Linear, index: usize, result: usize) {
    let (fields, places, size) = shape(index);
    let is_done = memory.read(result) == [0] && memory.read(result + DONE_AT - 8) == [0];
    if is_done {
        for (field, place) in fields.iter().zip(&places) {
            drop(Reader(memory).optional(result + DONE_AT, field.kind, *place));
        }
    }
    // SAFETY: the caller's: the block begins as the result of `invoke`.
    unsafe { catalog::__post_return_invoke::<Component>(Linear::pointer(result)) };
    memory.free(result, size, OPTIONS_ALIGN);
}

fn read_all(memory: &mut Linear, at: usize, tool: &'static Tool, places: Places<'_>) -> Arguments {
    let (values, rest) = Reader(memory).fields(at, tool.fields, places);
    let extra = rest.first().and_then(|place| place.given);
    Arguments {
        tool,
        values,
        extra: extra.and_then(|given| Reader(memory).optional_text(at + given)),
    }
}
