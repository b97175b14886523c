//! Where the canonical ABI of the component model puts each argument of a
//! typed function: one table-driven reader serves every tool.

use crate::catalog::{Field, Kind};

/// Size of `option<options>` in memory: the second parameter of every tool.
pub const OPTIONS_SIZE: usize = 128;
/// Its alignment, which is the strictest there is.
pub const OPTIONS_ALIGN: usize = 8;
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
    let mut places = Vec::with_capacity(fields.len() + 1);
    for field in fields {
        places.push(place(&mut end, shape(field.kind), field.required));
    }
    places.push(place(&mut end, TEXT, false));
    // The record ends on its own alignment, which none exceeds that of the options.
    let options = end.next_multiple_of(OPTIONS_ALIGN);
    Layout {
        places,
        options,
        size: options + OPTIONS_SIZE,
    }
}

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
const fn shape(kind: Kind) -> (usize, usize) {
    match kind {
        Kind::Text(_) | Kind::Link => TEXT,
        Kind::Int(..) | Kind::Float(..) => (8, 8),
        Kind::Pixels(..) => (4, 4),
        // A case is one byte while an enum has at most 256.
        Kind::Bool | Kind::Choice(_) => (1, 1),
        // Width, then height.
        Kind::Size(_) => (4, 8),
        // The form, then address and length.
        Kind::Image => (4, 12),
    }
}
