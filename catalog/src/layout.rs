//! Where the canonical ABI of the component model puts each argument of a
//! typed function: one table-driven reader serves every tool.

use crate::field::{Field, Kind, Record};

/// Size of `option<options>` in memory: the second parameter of every tool.
pub const OPTIONS_SIZE: usize = 128;
/// Its alignment, which is the strictest there is.
pub const OPTIONS_ALIGN: usize = 8;
/// Size of `result<outcome, error>` in memory.
pub const RESULT_SIZE: usize = 216;
/// Where `done` lies in it: behind the cases of the result and of the outcome.
pub const DONE_AT: usize = 16;
/// Size of `done`.
pub const DONE_SIZE: usize = 168;
/// Size of `task`, which a task's functions take first: tool and id, two
/// strings, the moment, then the output.
pub const TASK_SIZE: usize = 128;
/// Where the moment lies in it.
pub const TASK_MOMENT_AT: usize = 16;
/// Where its `option<output-options>` lies.
pub const TASK_OUTPUT_AT: usize = 24;
/// Size of `option<output-options>`, which options begin with, behind the byte
/// that tells whether they were given.
pub const OUTPUT_SIZE: usize = 104;
/// Size of `wait-options`, which are also how options end.
pub const LIMITS_SIZE: usize = 16;
/// Where the `actions`, the `api-version`, the `body-json` and the options lie
/// in what `catalog.custom` takes, behind `req-key`.
pub const CUSTOM_AT: [usize; 4] = [8, 12, 24, 32];
/// Alignment and size of a string or a list: address and length.
const TEXT: (usize, usize) = (4, 8);

/// Where one value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where the byte lies that tells whether the value was given, if it is optional.
    pub given: Option<usize>,
    /// Where the value lies.
    pub value: usize,
}

/// Where the arguments of a tool lie.
#[derive(Debug)]
pub struct Layout {
    /// One place for each field, then that of `extra`.
    pub places: Vec<Place>,
    /// Where the options begin.
    pub options: usize,
    /// Size of the whole.
    pub size: usize,
}

/// Lays out the fields of a tool in their order, then `extra`, then the options.
pub fn layout(fields: &[Field]) -> Layout {
    let mut end = 0;
    let mut places = places(fields, &mut end);
    places.push(place(&mut end, TEXT, false));
    // The record ends on its own alignment, which none exceeds that of the options.
    let options = end.next_multiple_of(OPTIONS_ALIGN);
    Layout {
        places,
        options,
        size: options + OPTIONS_SIZE,
    }
}

/// Where the members of a report lie, counted from the record's beginning,
/// which is its member `done`; and the size of a result that holds it.
#[derive(Debug)]
pub struct ReportLayout {
    /// One place for each member behind `done`.
    pub places: Vec<Place>,
    /// Size of the whole result.
    pub size: usize,
}

/// Lays out a result whose outcome is `done` with these members behind it.
pub fn report_layout(fields: &[Field]) -> ReportLayout {
    let mut end = DONE_SIZE;
    let places = places(fields, &mut end);
    let size = (DONE_AT + end)
        .max(RESULT_SIZE)
        .next_multiple_of(OPTIONS_ALIGN);
    ReportLayout { places, size }
}

/// Lays out the fields of a record, from `end` on.
pub fn places(fields: &[Field], end: &mut usize) -> Vec<Place> {
    let place = |field: &Field| place(end, shape(field.kind), field.required);
    fields.iter().map(place).collect()
}

/// Alignment and size of a record, which is also how far apart a list has its items.
pub fn record_shape(record: &Record) -> (usize, usize) {
    let mut size = 0;
    places(record.fields, &mut size);
    let aligns = record.fields.iter().map(|field| shape(field.kind).0);
    let align = aligns.max().unwrap_or(1);
    (align, size.next_multiple_of(align))
}

/// Size of an image: the form, then address and length.
pub const PICTURE_SIZE: usize = 12;

fn place(end: &mut usize, (align, size): (usize, usize), required: bool) -> Place {
    let start = end.next_multiple_of(align);
    let value = if required { start } else { start + align };
    *end = value + size;
    Place {
        given: (!required).then_some(start),
        value,
    }
}

/// Alignment and size of a value.
fn shape(kind: Kind) -> (usize, usize) {
    match kind {
        Kind::Text(_)
        | Kind::Known(_)
        | Kind::Link
        | Kind::Links(..)
        | Kind::Joined(..)
        | Kind::Ints(_)
        | Kind::Images(..)
        | Kind::Records(..) => TEXT,
        Kind::Seed | Kind::Float(_) => (8, 8),
        Kind::Int32(..) | Kind::OneOf(_) => (4, 4),
        // A case is one byte while an enum has at most 256.
        Kind::Bool | Kind::Choice(_) => (1, 1),
        // Width, then height.
        Kind::Size(_) => (4, 8),
        Kind::Image(_) => (4, PICTURE_SIZE),
        Kind::Record(record) => record_shape(record),
    }
}
