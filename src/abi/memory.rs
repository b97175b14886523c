//! Values in linear memory, where the canonical ABI puts them: read for
//! arguments, written for reports. Where each lies is told by [`visual_catalog::layout`].

#![allow(
    unsafe_code,
    reason = "values lie in linear memory as the canonical ABI puts them; a test compares the layout with wit-parser's"
)]

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::mem::ManuallyDrop;

use crate::input::arguments::{Picture, Value, Values};
use visual_catalog::layout::{OPTIONS_ALIGN, PICTURE_SIZE, Place, places, record_shape};
use visual_catalog::{Field, Kind, Record};

/// Where the fields of a record lie.
pub type Places<'a> = &'a [Place];

const fn block(size: usize, align: usize) -> Layout {
    // SAFETY: alignments are powers of two, and no record comes near isize::MAX.
    unsafe { Layout::from_size_align_unchecked(size, align) }
}

/// A block with the strictest alignment.
pub fn allocate(size: usize) -> *mut u8 {
    // SAFETY: the size is not zero.
    let memory = unsafe { alloc(block(size, OPTIONS_ALIGN)) };
    if memory.is_null() {
        handle_alloc_error(block(size, OPTIONS_ALIGN));
    }
    memory
}

/// Gives a block of [`allocate`], or of the host's arguments, back.
///
/// # Safety
/// `memory` is such a block, of this size.
pub unsafe fn free(memory: *mut u8, size: usize) {
    // SAFETY: the caller's.
    unsafe { dealloc(memory, block(size, OPTIONS_ALIGN)) }
}

/// Reads the fields of a record, and returns the places that are left.
///
/// # Safety
/// A record with these fields lies at `memory`; what it owns is given away.
pub unsafe fn read_fields<'a>(
    memory: *mut u8,
    fields: &[Field],
    places: Places<'a>,
) -> (Values, Places<'a>) {
    let (own, rest) = places
        .split_at_checked(fields.len())
        .unwrap_or((places, &[]));
    // SAFETY: the caller's.
    let read = |(field, place): (&Field, &Place)| unsafe { read_given(memory, field, *place) };
    (fields.iter().zip(own).map(read).collect(), rest)
}

/// Reads one value, if it was given.
///
/// # Safety
/// As for [`read_fields`].
pub unsafe fn read_given(memory: *mut u8, field: &Field, place: Place) -> Option<Value> {
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
            Kind::Text(_) | Kind::Known(_) | Kind::Link => Value::Text(text(value)),
            Kind::Links(..) | Kind::Joined(..) => {
                Value::Texts(list(value, TEXT, |item| text(item)))
            }
            Kind::Ints(_) => {
                Value::Ints(list(value, (4, 4), |item| item.cast::<i32>().read().into()))
            }
            Kind::Seed => Value::Int(value.cast::<i64>().read()),
            Kind::Int32(..) | Kind::OneOf(_) if kind.is_unsigned() => {
                Value::Int(value.cast::<u32>().read().into())
            }
            Kind::Int32(..) | Kind::OneOf(_) => Value::Int(value.cast::<i32>().read().into()),
            Kind::Float(_) => Value::Float(value.cast::<f64>().read()),
            Kind::Bool => Value::Bool(value.read() != 0),
            Kind::Choice(_) => Value::Case(value.read().into()),
            Kind::Size(_) => {
                let sides = value.cast::<u32>();
                Value::Size(sides.read().into(), sides.add(1).read().into())
            }
            Kind::Image(_) => Value::Picture(picture(value)),
            Kind::Images(..) => {
                Value::Pictures(list(value, (4, PICTURE_SIZE), |item| picture(item)))
            }
            Kind::Record(inner) => Value::Record(record(value, inner)),
            Kind::Records(inner, ..) => {
                let shape = record_shape(inner);
                Value::Records(list(value, shape, |item| record(item, inner)))
            }
        }
    }
}

/// Alignment and size of a string: address and length.
const TEXT: (usize, usize) = (4, 8);

unsafe fn record(value: *mut u8, record: &Record) -> Values {
    let places = places(record.fields, &mut 0);
    // SAFETY: the caller's.
    unsafe { read_fields(value, record.fields, &places).0 }
}

unsafe fn picture(value: *mut u8) -> Picture {
    // SAFETY: the caller's: the form, then a string or a list of bytes.
    unsafe {
        match value.read() {
            0 => Picture::Url(text(value.add(4))),
            1 => Picture::Base64(text(value.add(4))),
            _ => Picture::Bytes(bytes(value.add(4))),
        }
    }
}

/// The items of a list; its block is freed.
unsafe fn list<T>(
    place: *mut u8,
    (align, size): (usize, usize),
    read: impl Fn(*mut u8) -> T,
) -> Vec<T> {
    // SAFETY: the caller's. The block was allocated for this list alone.
    unsafe {
        let address = place.cast::<*mut u8>().read();
        let length = place.add(4).cast::<usize>().read();
        let items = (0..length)
            .map(|index| read(address.add(index * size)))
            .collect();
        if length > 0 {
            dealloc(address, block(length * size, align));
        }
        items
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

/// The text of a value that is one.
pub fn into_text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Writes the values of a report; what it owns is handed to the reader, and
/// comes back through [`read_given`] to be freed.
///
/// # Safety
/// A record with these places lies at `memory`, and holds nothing yet.
pub unsafe fn write_all(memory: *mut u8, places: Places<'_>, values: Values) {
    for (place, value) in places.iter().zip(values) {
        let Some(value) = value else { continue };
        // SAFETY: the caller's.
        unsafe {
            if let Some(given) = place.given {
                memory.add(given).write(1);
            }
            write(memory.add(place.value), value);
        }
    }
}

unsafe fn write(place: *mut u8, value: Value) {
    // SAFETY: the caller's; reports hold these kinds only, a test sees to that.
    unsafe {
        match value {
            Value::Int(number) => place.cast::<i32>().write(number as i32),
            Value::Float(number) => place.cast::<f64>().write(number),
            Value::Bool(flag) => place.write(flag.into()),
            Value::Text(text) => write_text(place, text),
            Value::Texts(texts) => {
                let length = texts.len();
                let address = match length {
                    0 => TEXT.0 as *mut u8,
                    _ => alloc(block(length * TEXT.1, TEXT.0)),
                };
                if address.is_null() {
                    handle_alloc_error(block(length * TEXT.1, TEXT.0));
                }
                for (index, text) in texts.into_iter().enumerate() {
                    write_text(address.add(index * TEXT.1), text);
                }
                place.cast::<*mut u8>().write(address);
                place.add(4).cast::<usize>().write(length);
            }
            _ => {}
        }
    }
}

unsafe fn write_text(place: *mut u8, text: String) {
    // Length and capacity are one, as the reader assumes.
    let mut text = ManuallyDrop::new(text.into_boxed_str());
    // SAFETY: the caller's.
    unsafe {
        place.cast::<*mut u8>().write(text.as_mut_ptr());
        place.add(4).cast::<usize>().write(text.len());
    }
}
