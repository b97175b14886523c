//! The typed functions, all of them: one reader that follows the catalogue's
//! own table of fields.
//!
//! Generated code for each function would cost some 8 KB a tool, most of it for
//! the options and the result, which are the same everywhere. Instead each
//! exported symbol is two lines that come here; the record is read by
//! [`crate::layout`], and options and result go through the generated code of
//! `catalog.invoke`, whose signature ends in the same types.

#![allow(
    unsafe_code,
    reason = "arguments lie in linear memory as the canonical ABI puts them; a test compares the layout with wit-parser's"
)]

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::cell::RefCell;

use super::Component;
use crate::arguments::{Arguments, Picture, Value};
use crate::bindings::exports::volcengine::visual::catalog;
use crate::catalog::{Field, Kind, TOOLS, Tool};
use crate::layout::{OPTIONS_ALIGN, OPTIONS_SIZE, Place, layout};

/// Two strings, the name and the JSON of `catalog.invoke`, before its options.
const INVOKE_HEAD: usize = 16;

thread_local! {
    /// The arguments of the typed call that is being handed over.
    static HANDED_OVER: RefCell<Option<Arguments>> = const { RefCell::new(None) };
}

/// The arguments of a typed call, for `catalog.invoke` to run in place of JSON.
pub fn take() -> Option<Arguments> {
    HANDED_OVER.take()
}

/// Runs the tool at `index` of the catalogue.
///
/// # Safety
/// `memory` holds the arguments as the canonical ABI lays them out, and is
/// given away.
pub unsafe fn call(index: usize, memory: *mut u8) -> *mut u8 {
    let tool = TOOLS.get(index).copied();
    let whole = layout(tool.map_or(&[], |tool| tool.fields));
    // SAFETY: the places are inside of the arguments.
    HANDED_OVER.set(tool.map(|tool| unsafe { read_all(memory, tool, &whole.places) }));
    // SAFETY: the options are moved, bit by bit, to where `invoke` reads them;
    // both blocks have the sizes that the ABI gives them.
    unsafe {
        let handed = allocate(INVOKE_HEAD + OPTIONS_SIZE);
        handed.write_bytes(0, INVOKE_HEAD);
        for text in [0, INVOKE_HEAD / 2] {
            // An empty string has an address, though nothing is read there.
            handed.add(text).cast::<u32>().write(1);
        }
        let options = memory.add(whole.options);
        handed
            .add(INVOKE_HEAD)
            .copy_from_nonoverlapping(options, OPTIONS_SIZE);
        dealloc(memory, block(whole.size));
        catalog::_export_invoke_cabi::<Component>(handed)
    }
}

/// Frees a result, once the caller has read it.
///
/// # Safety
/// `result` came from [`call`].
pub unsafe fn release(result: *mut u8) {
    // SAFETY: `call` returns what `invoke` does.
    unsafe { catalog::__post_return_invoke::<Component>(result) }
}

const fn block(size: usize) -> Layout {
    // SAFETY: the alignment is a power of two, and no record comes near isize::MAX.
    unsafe { Layout::from_size_align_unchecked(size, OPTIONS_ALIGN) }
}

fn allocate(size: usize) -> *mut u8 {
    // SAFETY: the size is not zero.
    let memory = unsafe { alloc(block(size)) };
    if memory.is_null() {
        handle_alloc_error(block(size));
    }
    memory
}

unsafe fn read_all(memory: *mut u8, tool: &'static Tool, places: &[Place]) -> Arguments {
    let extra = Field::of("extra", "extra", Kind::Text(None));
    let fields = tool.fields.iter().chain([&extra]);
    // SAFETY: the caller's.
    let read = |(field, place): (&Field, &Place)| unsafe { read_given(memory, field, *place) };
    let mut values: Vec<Option<Value>> = fields.zip(places).map(read).collect();
    let extra = match values.pop() {
        Some(Some(Value::Text(text))) => Some(text),
        _ => None,
    };
    Arguments {
        tool,
        values,
        extra,
    }
}

unsafe fn read_given(memory: *mut u8, field: &Field, place: Place) -> Option<Value> {
    // SAFETY: the caller's.
    unsafe {
        match place.given {
            Some(at) if memory.add(at).read() == 0 => None,
            _ => Some(read(memory.add(place.value), field.kind)),
        }
    }
}

unsafe fn read(value: *mut u8, kind: Kind) -> Value {
    // SAFETY: the caller's; each kind is read as `layout` has its shape.
    unsafe {
        match kind {
            Kind::Text(_) | Kind::Link => Value::Text(text(value)),
            Kind::Int(..) => Value::Int(value.cast::<i64>().read()),
            Kind::Pixels(..) => Value::Int(value.cast::<i32>().read().into()),
            Kind::Float(..) => Value::Float(value.cast::<f64>().read()),
            Kind::Bool => Value::Bool(value.read() != 0),
            Kind::Choice(_) => Value::Case(value.read().into()),
            Kind::Size(_) => {
                let sides = value.cast::<i32>();
                Value::Size(sides.read(), sides.add(1).read())
            }
            Kind::Image => Value::Picture(match value.read() {
                0 => Picture::Url(text(value.add(4))),
                1 => Picture::Base64(text(value.add(4))),
                _ => Picture::Bytes(bytes(value.add(4))),
            }),
        }
    }
}

unsafe fn text(place: *mut u8) -> String {
    // SAFETY: the caller's. The ABI promises UTF-8; what is not counts as empty.
    let bytes = unsafe { bytes(place) };
    String::from_utf8(bytes).unwrap_or_default()
}

unsafe fn bytes(place: *mut u8) -> Vec<u8> {
    // SAFETY: the caller's. The block was allocated for this list alone.
    unsafe {
        let address = place.cast::<*mut u8>().read();
        let length = place.add(4).cast::<usize>().read();
        Vec::from_raw_parts(address, length, length)
    }
}
