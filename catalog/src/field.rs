//! The arguments of a tool: their kinds and limits.

use crate::text::{Text, text};

/// One argument of a tool.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Our name, in kebab case.
    pub name: &'static str,
    /// The service's name for it. Where its pages disagree on the name, all
    /// of them, with `|` between: all are sent.
    pub wire: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// Whether the service insists on it.
    pub required: bool,
    /// Whether a text may be empty though it is required.
    pub may_be_empty: bool,
    /// What the service assumes in its absence, as JSON.
    pub default: Option<&'static str>,
    /// What it means.
    pub doc: Text,
}

/// What values a field takes, and within which limits.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text, with the most characters where the service states it.
    Text(Option<usize>),
    /// Text from a vocabulary that grows: any is sent, these are known.
    Known(&'static [&'static str]),
    /// A public http or https address.
    Link,
    /// So many addresses at least and at most.
    Links(usize, usize),
    /// So many addresses at least and at most, sent as one text, joined by this.
    Joined(char, usize, usize),
    /// A whole number of 32 bits within bounds, both included.
    Int32(i32, i32),
    /// The seed of chance: a whole number of 64 bits, at least -1.
    Seed,
    /// One of these whole numbers.
    OneOf(&'static [i32]),
    /// Exactly so many whole numbers.
    Ints(usize),
    /// A number.
    Float(&'static Span),
    /// True or false.
    Bool,
    /// One of a closed set.
    Choice(&'static Choices),
    /// Width and height together: neither has an effect alone.
    Size(&'static SizeRule),
    /// One picture. All pictures of a call go into one list, in the order of
    /// the fields: `image_urls` or `binary_data_base64`. Under another wire
    /// name a link is one text, not a list.
    Image(&'static ImageRule),
    /// So many pictures at least and at most, in that same list.
    Images(&'static ImageRule, usize, usize),
    /// An object.
    Record(&'static Record),
    /// So many objects at least and at most.
    Records(&'static Record, usize, usize),
}

/// No limit: as many as the service takes.
pub const MANY: usize = u32::MAX as usize;
/// Any whole number, where the service states no limits.
pub const ANY_INT: Kind = Kind::Int32(i32::MIN, i32::MAX);
/// A number of pixels, or of anything countable, without a stated limit.
pub const POSITIVE: Kind = Kind::Int32(1, i32::MAX);

impl Kind {
    /// Whether it is a picture, or several.
    pub const fn is_image(&self) -> bool {
        matches!(self, Kind::Image(_) | Kind::Images(..))
    }

    /// Whether its whole numbers are never negative: pixels, steps, counts.
    pub fn is_unsigned(&self) -> bool {
        match self {
            Kind::Size(_) => true,
            Kind::Int32(min, _) => *min >= 0,
            Kind::OneOf(known) => known.iter().all(|number| *number >= 0),
            _ => false,
        }
    }

    /// Whether it is a size.
    pub const fn is_size(&self) -> bool {
        matches!(self, Kind::Size(_))
    }

    /// The record that it is, or is a list of.
    pub const fn record(&self) -> Option<&'static Record> {
        match self {
            Kind::Record(record) | Kind::Records(record, ..) => Some(record),
            _ => None,
        }
    }
}

/// Which numbers are taken, as far as the service says.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The least number.
    pub min: f64,
    /// The greatest number.
    pub max: f64,
    /// Whether the least number itself is refused.
    pub above: bool,
    /// Whether the greatest number itself is refused.
    pub below: bool,
}

impl Span {
    /// Whether a number is taken. A NaN never is.
    pub fn holds(&self, number: f64) -> bool {
        number.is_finite()
            && (self.min..=self.max).contains(&number)
            && !(self.above && number == self.min)
            && !(self.below && number == self.max)
    }
}

/// Numbers from one to another: both included.
macro_rules! span {
    ($min:expr, $max:expr) => {
        $crate::field::Kind::Float(&$crate::field::Span {
            min: $min,
            max: $max,
            above: false,
            below: false,
        })
    };
}

/// Numbers above one, up to another.
macro_rules! above {
    ($min:expr, $max:expr) => {
        $crate::field::Kind::Float(&$crate::field::Span {
            min: $min,
            max: $max,
            above: true,
            below: false,
        })
    };
}

/// Numbers from one to below another.
macro_rules! below {
    ($min:expr, $max:expr) => {
        $crate::field::Kind::Float(&$crate::field::Span {
            min: $min,
            max: $max,
            above: false,
            below: true,
        })
    };
}

pub(crate) use {above, below, span};

/// Any number, where the service states no limits.
pub const ANY_FLOAT: Kind = span!(f64::NEG_INFINITY, f64::INFINITY);

/// Which sizes are taken, as far as the service says.
#[derive(Clone, Copy, Debug)]
pub struct SizeRule {
    /// Least and most pixels of each side.
    pub sides: Option<(i32, i32)>,
    /// Least and most pixels in all.
    pub area: Option<(i64, i64)>,
    /// How many times the short side may go into the long one.
    pub ratio: Option<i64>,
}

/// Which pictures are taken, as far as the service says.
#[derive(Clone, Copy, Debug)]
pub struct ImageRule {
    /// The media types that are taken.
    pub types: &'static [&'static str],
    /// The most bytes of one file.
    pub bytes: Option<u32>,
    /// The least of the long side and of the short side, in pixels.
    pub min: Option<(u32, u32)>,
    /// The most of the long side and of the short side, in pixels.
    pub max: Option<(u32, u32)>,
    /// How many times the short side may go into the long one.
    pub ratio: Option<u32>,
}

impl ImageRule {
    /// Nothing is said.
    pub const ANY: ImageRule = ImageRule {
        types: &[],
        bytes: None,
        min: None,
        max: None,
        ratio: None,
    };
}

/// A closed set of values: a WIT enum.
#[derive(Debug)]
pub struct Choices {
    /// Name of the enum, in kebab case.
    pub name: &'static str,
    /// What is chosen.
    pub doc: Text,
    /// Our name, the service's value, and what it means.
    pub cases: &'static [(&'static str, &'static str, Text)],
}

/// A nested object: a WIT record.
#[derive(Debug)]
pub struct Record {
    /// Name of the record, in kebab case.
    pub name: &'static str,
    /// What it is.
    pub doc: Text,
    /// Its members.
    pub fields: &'static [Field],
}

impl Field {
    /// An optional argument without a default or a meaning yet.
    pub const fn new(name: &'static str, wire: &'static str, kind: Kind) -> Field {
        Field {
            name,
            wire,
            kind,
            required: false,
            may_be_empty: false,
            default: None,
            doc: text("", ""),
        }
    }

    /// A picture, required.
    pub const fn image(name: &'static str, rule: &'static ImageRule) -> Field {
        Field::new(name, "image_urls", Kind::Image(rule)).required()
    }

    /// So many pictures, at least and at most; required.
    pub const fn images(
        name: &'static str,
        rule: &'static ImageRule,
        (min, max): (usize, usize),
    ) -> Field {
        Field::new(name, "image_urls", Kind::Images(rule, min, max)).required()
    }

    /// A size, which the service takes as `width` and `height`.
    pub const fn size(rule: &'static SizeRule) -> Field {
        Field::new("size", "width", Kind::Size(rule))
    }

    /// Every name that it is sent under.
    pub fn wires(&self) -> impl Iterator<Item = &'static str> {
        self.wire.split('|')
    }

    /// Whether it is sent under this name of the service's.
    pub fn sends(&self, name: &str) -> bool {
        match self.kind {
            Kind::Size(_) => name == "width" || name == "height",
            Kind::Image(_) | Kind::Images(..) => name == self.wire || name == "binary_data_base64",
            _ => self.wires().any(|wire| wire == name),
        }
    }

    /// Whether it is the address of a picture, or of several.
    pub fn names_picture(&self) -> bool {
        let is_link = matches!(self.kind, Kind::Link | Kind::Links(..) | Kind::Joined(..));
        is_link
            && ["image", "img", "mask"]
                .iter()
                .any(|word| self.wire.contains(word))
    }

    /// The service insists on it.
    pub const fn required(self) -> Field {
        Field {
            required: true,
            ..self
        }
    }

    /// The service takes it or leaves it.
    pub const fn optional(self) -> Field {
        Field {
            required: false,
            ..self
        }
    }

    /// The service insists on the member, and takes an empty text.
    pub const fn may_be_empty(self) -> Field {
        Field {
            may_be_empty: true,
            ..self
        }
    }

    /// The service's names for it, where its pages disagree.
    pub const fn sent_as(self, wire: &'static str) -> Field {
        Field { wire, ..self }
    }

    /// What the service assumes in its absence, as JSON.
    pub const fn default(self, json: &'static str) -> Field {
        Field {
            default: Some(json),
            ..self
        }
    }

    /// What it means.
    pub const fn doc(self, en: &'static str, zh: &'static str) -> Field {
        Field {
            doc: text(en, zh),
            ..self
        }
    }
}
