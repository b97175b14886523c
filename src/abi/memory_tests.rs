use std::collections::BTreeMap;

use super::{Memory, Reader, write_all};
use crate::input::arguments::{Picture, Value};
use visual_catalog::layout::{PICTURE_SIZE, layout, places, record_shape, report_layout};
use visual_catalog::{Field, Kind, Product, tools};

/// Memory in a vector, which knows its blocks.
#[derive(Default)]
struct Arena {
    bytes: Vec<u8>,
    blocks: BTreeMap<usize, (usize, usize)>,
}

impl Memory for Arena {
    fn read<const N: usize>(&self, at: usize) -> [u8; N] {
        self.bytes[at..at + N].try_into().unwrap()
    }

    fn write(&mut self, at: usize, bytes: &[u8]) {
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn take(&mut self, at: usize, length: usize) -> Vec<u8> {
        if length > 0 {
            self.free(at, length, 1);
        }
        self.bytes[at..at + length].to_vec()
    }

    fn give(&mut self, text: String) -> usize {
        if text.is_empty() {
            return 1;
        }
        let at = self.allocate(text.len(), 1);
        self.write(at, text.as_bytes());
        at
    }

    fn allocate(&mut self, size: usize, align: usize) -> usize {
        // No address is 0, and none is better aligned than was asked for.
        let at = (self.bytes.len() + 1).next_multiple_of(2 * align) + align;
        self.bytes.resize(at + size, 0xa5);
        self.blocks.insert(at, (size, align));
        at
    }

    fn free(&mut self, at: usize, size: usize, align: usize) {
        assert_eq!(self.blocks.remove(&at), Some((size, align)), "at {at}");
    }
}

/// A value of each kind, and what the canonical ABI makes of it.
fn sample(kind: Kind) -> Value {
    let text = || "一只猫".to_string();
    let picture = |form: usize| match form % 3 {
        0 => Picture::Url("https://example.com/a.png".into()),
        1 => Picture::Base64("AAAA".into()),
        _ => Picture::Bytes(vec![0xff, 0, 0xff]),
    };
    let record = |fields: &[Field]| fields.iter().map(|f| Some(sample(f.kind))).collect();
    match kind {
        Kind::Text(_) | Kind::Known(_) | Kind::Link => Value::Text(text()),
        Kind::Links(..) | Kind::Joined(..) => Value::Texts(vec![text(), String::new(), text()]),
        Kind::Ints(count) => Value::Ints((0..count as i64).map(|n| -n).collect()),
        Kind::Seed => Value::Int(i64::MIN + 7),
        Kind::Int32(..) | Kind::OneOf(_) if kind.is_unsigned() => Value::Int(u32::MAX.into()),
        Kind::Int32(..) | Kind::OneOf(_) => Value::Int(-3),
        Kind::Float(_) => Value::Float(-0.25),
        Kind::Bool => Value::Bool(true),
        Kind::Choice(choices) => Value::Case(choices.cases.len() - 1),
        Kind::Size(_) => Value::Size(4_000_000_000, 7),
        Kind::Image(_) => Value::Picture(picture(2)),
        Kind::Images(..) => Value::Pictures((0..3).map(picture).collect()),
        Kind::Record(inner) => Value::Record(record(inner.fields)),
        Kind::Records(inner, ..) => {
            Value::Records(vec![record(inner.fields), record(inner.fields)])
        }
    }
}

fn slice(arena: &mut Arena, at: usize, block: usize, length: usize) {
    arena.write(at, &(block as u32).to_le_bytes());
    arena.write(at + 4, &(length as u32).to_le_bytes());
}

fn lower_bytes(arena: &mut Arena, at: usize, bytes: &[u8]) {
    let block = match bytes {
        [] => 1,
        _ => arena.allocate(bytes.len(), 1),
    };
    arena.write(block, bytes);
    slice(arena, at, block, bytes.len());
}

fn lower_list<T>(
    arena: &mut Arena,
    at: usize,
    (align, size): (usize, usize),
    items: &[T],
    lower: impl Fn(&mut Arena, usize, &T),
) {
    let block = arena.allocate(items.len() * size, align);
    for (index, item) in items.iter().enumerate() {
        lower(arena, block + index * size, item);
    }
    slice(arena, at, block, items.len());
}

fn lower_picture(arena: &mut Arena, at: usize, picture: &Picture) {
    let (form, bytes) = match picture {
        Picture::Url(text) => (0, text.as_bytes()),
        Picture::Base64(text) => (1, text.as_bytes()),
        Picture::Bytes(bytes) => (2, bytes.as_slice()),
    };
    arena.write(at, &[form]);
    lower_bytes(arena, at + 4, bytes);
}

fn lower_record(arena: &mut Arena, at: usize, fields: &[Field], values: &[Option<Value>]) {
    let places = places(fields, &mut 0);
    for ((field, place), value) in fields.iter().zip(places).zip(values) {
        if let Some(given) = place.given {
            arena.write(at + given, &[value.is_some().into()]);
        }
        if let Some(value) = value {
            lower(arena, at + place.value, field.kind, value);
        }
    }
}

fn lower(arena: &mut Arena, at: usize, kind: Kind, value: &Value) {
    match value {
        Value::Text(text) => lower_bytes(arena, at, text.as_bytes()),
        Value::Texts(texts) => lower_list(arena, at, (4, 8), texts, |arena, at, text| {
            lower_bytes(arena, at, text.as_bytes());
        }),
        Value::Ints(numbers) => lower_list(arena, at, (4, 4), numbers, |arena, at, number| {
            arena.write(at, &(*number as i32).to_le_bytes());
        }),
        Value::Int(number) if matches!(kind, Kind::Seed) => arena.write(at, &number.to_le_bytes()),
        Value::Int(number) => arena.write(at, &(*number as u32).to_le_bytes()),
        Value::Float(number) => arena.write(at, &number.to_le_bytes()),
        Value::Bool(flag) => arena.write(at, &[(*flag).into()]),
        Value::Case(index) => arena.write(at, &[*index as u8]),
        Value::Size(width, height) => slice(arena, at, *width as usize, *height as usize),
        Value::Picture(picture) => lower_picture(arena, at, picture),
        Value::Pictures(pictures) => {
            lower_list(arena, at, (4, PICTURE_SIZE), pictures, lower_picture);
        }
        Value::Record(values) => {
            lower_record(arena, at, kind.record().unwrap().fields, values);
        }
        Value::Records(items) => {
            let record = kind.record().unwrap();
            lower_list(
                arena,
                at,
                record_shape(record),
                items,
                |arena, at, values| {
                    lower_record(arena, at, record.fields, values);
                },
            );
        }
    }
}

#[test]
fn the_arguments_of_every_tool_are_read_and_freed() {
    for tool in tools() {
        for given in [true, false] {
            let value = |field: &Field| (given || field.required).then(|| sample(field.kind));
            let values: Vec<_> = tool.fields.iter().map(value).collect();
            let whole = layout(tool.fields);
            let mut arena = Arena::default();
            let at = arena.allocate(whole.size, 8);
            lower_record(&mut arena, at, tool.fields, &values);
            let mut reader = Reader(&mut arena);
            let (read, rest) = reader.fields(at, tool.fields, &whole.places);
            assert_eq!(read, values, "{}", tool.name);
            assert_eq!(rest.len(), 1, "extra is left");
            arena.free(at, whole.size, 8);
            assert!(arena.blocks.is_empty(), "{}: {:?}", tool.name, arena.blocks);
        }
    }
}

#[test]
fn an_optional_text_is_read_and_freed() {
    for text in [None, Some("2024-06-06")] {
        let mut arena = Arena::default();
        let at = arena.allocate(12, 4);
        arena.write(at, &[text.is_some().into()]);
        if let Some(text) = text {
            lower_bytes(&mut arena, at + 4, text.as_bytes());
        }
        assert_eq!(Reader(&mut arena).optional_text(at).as_deref(), text);
        arena.free(at, 12, 4);
        assert!(arena.blocks.is_empty());
    }
}

#[test]
fn the_reports_of_every_tool_are_written_and_freed() {
    for tool in tools() {
        let Product::Report(report) = tool.product else {
            continue;
        };
        let whole = report_layout(report.fields);
        let values: Vec<_> = report.fields.iter().map(|f| Some(sample(f.kind))).collect();
        let mut arena = Arena::default();
        let at = arena.allocate(whole.size, 8);
        let shape = (report.fields, whole.places.as_slice());
        write_all(&mut arena, at, shape, values.clone());
        for ((field, place), value) in report.fields.iter().zip(&whole.places).zip(values) {
            assert_eq!(Reader(&mut arena).optional(at, field.kind, *place), value);
        }
        arena.free(at, whole.size, 8);
        assert!(arena.blocks.is_empty(), "{}", tool.name);
    }
}

/// Under Miri, whose addresses have 32 bits, with real pointers.
#[cfg(miri)]
#[test]
fn the_memory_of_the_component_is_read_and_freed() {
    use crate::abi::linear::Linear;
    // SAFETY: all blocks come from its allocator.
    #[allow(unsafe_code)]
    let mut memory = unsafe { Linear::new() };
    for tool in tools() {
        let Product::Report(report) = tool.product else {
            continue;
        };
        let whole = report_layout(report.fields);
        let values: Vec<_> = report.fields.iter().map(|f| Some(sample(f.kind))).collect();
        let at = memory.allocate_zeroed(whole.size);
        let shape = (report.fields, whole.places.as_slice());
        write_all(&mut memory, at, shape, values.clone());
        let copy = memory.allocate_zeroed(whole.size);
        memory.copy(at, copy, whole.size);
        memory.clear(at, whole.size);
        memory.free(at, whole.size, 8);
        for ((field, place), value) in report.fields.iter().zip(&whole.places).zip(values) {
            assert_eq!(
                Reader(&mut memory).optional(copy, field.kind, *place),
                value
            );
        }
        memory.free(copy, whole.size, 8);
    }
}
