//! The typed functions, all of them: one reader that follows the catalogue's
//! own table of fields.
//!
//! Generated code for each function would cost some 8 KB a tool, most of it for
//! the options and the result, which are the same everywhere. Instead each
//! exported symbol is two lines that come here; the record is read by
//! [`visual_catalog::layout`], and options and result go through the generated code of
//! `catalog.invoke`, whose signature ends in the same types.

#![allow(
    unsafe_code,
    reason = "arguments lie in linear memory as the canonical ABI puts them; a test compares the layout with wit-parser's"
)]

use std::cell::RefCell;

use super::memory::{self, Places};
use crate::bindings::exports::volcengine::visual::catalog;
use crate::call::report;
use crate::component::Component;
use crate::input::arguments::{Arguments, Values};
use crate::types::{Error, Outcome};
use visual_catalog::layout::{
    DONE_AT, DONE_SIZE, OPTIONS_SIZE, RESULT_SIZE, layout, report_layout,
};
use visual_catalog::{Field, Kind, Product, Report, Tool, tools};

/// Two strings, the name and the JSON of `catalog.invoke`, before its options.
const INVOKE_HEAD: usize = 16;

thread_local! {
    /// The arguments of the typed call that is being handed over.
    static HANDED_OVER: RefCell<Option<Arguments>> = const { RefCell::new(None) };
    /// The report that its answer held, on the way back.
    static REPORTED: RefCell<Option<Values>> = const { RefCell::new(None) };
}

/// The arguments of a typed call, for `catalog.invoke` to run in place of JSON.
pub fn take() -> Option<Arguments> {
    HANDED_OVER.take()
}

/// Keeps the report of an answer for the record that a typed function returns.
pub fn keep_report(product: Product, answer: &Result<Outcome, Error>) {
    if let (Product::Report(report), Ok(Outcome::Done(done))) = (product, answer) {
        REPORTED.set(Some(report::read(report, &done.details)));
    }
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
/// `memory` holds the arguments as the canonical ABI lays them out, and is
/// given away.
pub unsafe fn call(index: usize, memory: *mut u8) -> *mut u8 {
    let tool = tool(index);
    let whole = layout(tool.map_or(&[], |tool| tool.fields));
    // SAFETY: the places are inside of the arguments.
    HANDED_OVER.set(tool.map(|tool| unsafe { read_all(memory, tool, &whole.places) }));
    // SAFETY: the options are moved, bit by bit, to where `invoke` reads them;
    // both blocks have the sizes that the ABI gives them.
    unsafe {
        let handed = memory::allocate(INVOKE_HEAD + OPTIONS_SIZE);
        handed.write_bytes(0, INVOKE_HEAD);
        for text in [0, INVOKE_HEAD / 2] {
            // An empty string has an address, though nothing is read there.
            handed.add(text).cast::<u32>().write(1);
        }
        let options = memory.add(whole.options);
        handed
            .add(INVOKE_HEAD)
            .copy_from_nonoverlapping(options, OPTIONS_SIZE);
        memory::free(memory, whole.size);
        let result = catalog::_export_invoke_cabi::<Component>(handed);
        match report_of(index) {
            Some(report) => with_report(report, result),
            None => result,
        }
    }
}

/// The result once more, with room for the report behind `done`.
unsafe fn with_report(report: &Report, result: *mut u8) -> *mut u8 {
    let whole = report_layout(report.fields);
    // SAFETY: the block holds the result, and the report beyond its `done`.
    unsafe {
        let block = memory::allocate(whole.size);
        block.write_bytes(0, whole.size);
        block.copy_from_nonoverlapping(result, RESULT_SIZE);
        if let Some(values) = REPORTED.take() {
            let behind = block.add(DONE_AT + DONE_SIZE);
            // What lies there of another, larger case means nothing now.
            behind.write_bytes(0, whole.size - DONE_AT - DONE_SIZE);
            memory::write_all(block.add(DONE_AT), &whole.places, values);
        }
        block
    }
}

/// Frees a result, once the caller has read it.
///
/// # Safety
/// `result` came from [`call`] with the same index.
pub unsafe fn release(index: usize, result: *mut u8) {
    // SAFETY: `call` returns what `invoke` does; a report adds a block of its
    // own, whose texts are there where the answer is `done`.
    unsafe {
        let Some(report) = report_of(index) else {
            return catalog::__post_return_invoke::<Component>(result);
        };
        let whole = report_layout(report.fields);
        let is_done = result.read() == 0 && result.add(DONE_AT - 8).read() == 0;
        if is_done {
            let fields = report.fields.iter();
            for (field, place) in fields.zip(&whole.places) {
                drop(memory::read_given(result.add(DONE_AT), field, *place));
            }
        }
        catalog::__post_return_invoke::<Component>(result);
        memory::free(result, whole.size);
    }
}

unsafe fn read_all(memory: *mut u8, tool: &'static Tool, places: Places<'_>) -> Arguments {
    let extra = Field::of("extra", "extra", Kind::Text(None));
    // SAFETY: the caller's.
    let (values, extra) = unsafe {
        let (values, rest) = memory::read_fields(memory, tool.fields, places);
        let extra = rest
            .first()
            .and_then(|place| memory::read_given(memory, &extra, *place));
        (values, extra)
    };
    Arguments {
        tool,
        values,
        extra: extra.and_then(memory::into_text),
    }
}
