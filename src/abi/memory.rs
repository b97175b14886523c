//! Values in linear memory, where the canonical ABI puts them: read for
//! arguments, written for reports. Where each lies is told by
//! [`visual_catalog::layout`]. Nothing here is unsafe: [`Memory`] is the door
//! to the bytes, and a slice stands in for it in tests.

use crate::input::arguments::{Picture, Value, Values};
use visual_catalog::layout::{PICTURE_SIZE, Place, places, record_shape};
use visual_catalog::{Field, Kind, Record};

/// Memory with blocks that have one owner each. Addresses have 32 bits.
pub trait Memory {
    /// The bytes at an address.
    fn read<const N: usize>(&self, at: usize) -> [u8; N];
    /// Replaces the bytes at an address.
    fn write(&mut self, at: usize, bytes: &[u8]);
    /// Takes over a block that was allocated with the alignment 1.
    fn take(&mut self, at: usize, length: usize) -> Vec<u8>;
    /// Gives a text away: its address. [`Memory::take`] gets it back.
    fn give(&mut self, text: String) -> usize;
    /// A new block.
    fn allocate(&mut self, size: usize, align: usize) -> usize;
    /// Frees a block.
    fn free(&mut self, at: usize, size: usize, align: usize);
}

/// Where the fields of a record lie.
pub type Places<'a> = &'a [Place];
/// Alignment and size of a string or a list: address and length.
const TEXT: (usize, usize) = (4, 8);

/// Reads values out of memory; what they own is taken over.
pub struct Reader<'a, M>(pub &'a mut M);

impl<M: Memory> Reader<'_, M> {
    /// Reads the fields of the record at an address, and returns the places
    /// that are left.
    pub fn fields<'p>(
        &mut self,
        at: usize,
        fields: &[Field],
        places: Places<'p>,
    ) -> (Values, Places<'p>) {
        let (own, rest) = places
            .split_at_checked(fields.len())
            .unwrap_or((places, &[]));
        let pairs = fields.iter().zip(own);
        let values = pairs.map(|(field, place)| self.optional(at, field.kind, *place));
        (values.collect(), rest)
    }

    /// Reads one value of the record at an address, if it was given.
    pub fn optional(&mut self, at: usize, kind: Kind, place: Place) -> Option<Value> {
        match place.given {
            Some(given) if self.0.read(at + given) == [0] => None,
            _ => Some(self.value(at + place.value, kind)),
        }
    }

    /// Reads an `option<string>`.
    pub fn optional_text(&mut self, at: usize) -> Option<String> {
        let is_given = self.0.read(at) != [0];
        is_given.then(|| self.text(at + TEXT.0))
    }

    fn value(&mut self, at: usize, kind: Kind) -> Value {
        match kind {
            Kind::Text(_) | Kind::Known(_) | Kind::Link => Value::Text(self.text(at)),
            Kind::Links(..) | Kind::Joined(..) => Value::Texts(self.list(at, TEXT, Self::text)),
            Kind::Ints(_) => Value::Ints(self.list(at, (4, 4), |memory, item| memory.signed(item))),
            Kind::Seed => Value::Int(i64::from_le_bytes(self.0.read(at))),
            Kind::Int32(..) | Kind::OneOf(_) if kind.is_unsigned() => {
                Value::Int(self.word(at).into())
            }
            Kind::Int32(..) | Kind::OneOf(_) => Value::Int(self.signed(at)),
            Kind::Float(_) => Value::Float(f64::from_le_bytes(self.0.read(at))),
            Kind::Bool => Value::Bool(self.0.read(at) != [0]),
            Kind::Choice(_) => {
                let [case] = self.0.read(at);
                Value::Case(case.into())
            }
            Kind::Size(_) => Value::Size(self.word(at).into(), self.word(at + 4).into()),
            Kind::Image(_) => Value::Picture(self.picture(at)),
            Kind::Images(..) => Value::Pictures(self.list(at, (4, PICTURE_SIZE), Self::picture)),
            Kind::Record(inner) => Value::Record(self.record(at, inner)),
            Kind::Records(inner, ..) => {
                let shape = record_shape(inner);
                Value::Records(self.list(at, shape, |memory, item| memory.record(item, inner)))
            }
        }
    }

    fn record(&mut self, at: usize, record: &Record) -> Values {
        let places = places(record.fields, &mut 0);
        self.fields(at, record.fields, &places).0
    }

    /// The form, then a string or a list of bytes.
    fn picture(&mut self, at: usize) -> Picture {
        match self.0.read(at) {
            [0] => Picture::Url(self.text(at + 4)),
            [1] => Picture::Base64(self.text(at + 4).into()),
            _ => Picture::Bytes(self.bytes(at + 4)),
        }
    }

    /// The items of a list; its block is freed.
    fn list<T>(
        &mut self,
        at: usize,
        (align, size): (usize, usize),
        read: impl Fn(&mut Self, usize) -> T,
    ) -> Vec<T> {
        let (block, length) = self.slice(at);
        let items = (0..length).map(|index| read(self, block + index * size));
        let items = items.collect();
        if length > 0 {
            self.0.free(block, length * size, align);
        }
        items
    }

    /// The ABI promises UTF-8; what is not counts as empty.
    fn text(&mut self, at: usize) -> String {
        String::from_utf8(self.bytes(at)).unwrap_or_default()
    }

    fn bytes(&mut self, at: usize) -> Vec<u8> {
        let (block, length) = self.slice(at);
        self.0.take(block, length)
    }

    fn slice(&self, at: usize) -> (usize, usize) {
        (self.word(at) as usize, self.word(at + 4) as usize)
    }

    fn word(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.0.read(at))
    }

    fn signed(&self, at: usize) -> i64 {
        i32::from_le_bytes(self.0.read(at)).into()
    }
}

/// Writes the values of a report or record at an address, which holds nothing
/// yet. What they own is handed to the caller, and comes back through a
/// [`Reader`] to be freed.
pub fn write_all(
    memory: &mut impl Memory,
    at: usize,
    (fields, places): (&[Field], Places<'_>),
    values: Values,
) {
    for ((field, place), value) in fields.iter().zip(places).zip(values) {
        if let Some(given) = place.given {
            memory.write(at + given, &[value.is_some().into()]);
        }
        if let Some(value) = value {
            write(memory, at + place.value, field.kind, value);
        }
    }
}

/// Reports hold these kinds only; a test sees to that.
fn write(memory: &mut impl Memory, at: usize, kind: Kind, value: Value) {
    match value {
        Value::Int(number) => memory.write(at, &(number as i32).to_le_bytes()),
        Value::Float(number) => memory.write(at, &number.to_le_bytes()),
        Value::Bool(flag) => memory.write(at, &[flag.into()]),
        Value::Text(text) => write_text(memory, at, text),
        Value::Texts(texts) => write_list(memory, at, TEXT, (texts, write_text)),
        Value::Records(items) => {
            if let Some(record) = kind.record() {
                let places = places(record.fields, &mut 0);
                write_list(
                    memory,
                    at,
                    record_shape(record),
                    (items, |memory, at, values| {
                        write_all(memory, at, (record.fields, &places), values);
                    }),
                );
            }
        }
        _ => {}
    }
}

/// Writes the items of a list, each as `write` does, into a block of their own.
fn write_list<M: Memory, T>(
    memory: &mut M,
    at: usize,
    (align, size): (usize, usize),
    (items, write): (Vec<T>, impl Fn(&mut M, usize, T)),
) {
    let length = items.len();
    let block = match length {
        0 => align,
        _ => memory.allocate(length * size, align),
    };
    for (index, item) in items.into_iter().enumerate() {
        write(memory, block + index * size, item);
    }
    write_slice(memory, at, [block, length]);
}

fn write_text(memory: &mut impl Memory, at: usize, text: String) {
    let length = text.len();
    let block = memory.give(text);
    write_slice(memory, at, [block, length]);
}

fn write_slice(memory: &mut impl Memory, at: usize, [block, length]: [usize; 2]) {
    memory.write(at, &(block as u32).to_le_bytes());
    memory.write(at + 4, &(length as u32).to_le_bytes());
}

#[cfg(test)]
#[path = "memory_tests.rs"]
mod tests;
