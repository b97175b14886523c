//! The arguments of a tool: their kinds and limits.

use crate::text::{Text, text};

/// One argument of a tool.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Our name, in kebab case.
    pub name: &'static str,
    /// The service's name for it. Where its pages disagree, all names,
    /// separated by `|`; all are sent.
    pub wire: &'static str,
    /// Type and limits of its value.
    pub kind: Kind,
    /// Whether it is required.
    pub required: bool,
    /// Whether a required text may be empty.
    pub may_be_empty: bool,
    /// The service's default, as JSON.
    pub default: Option<&'static str>,
    /// Documentation.
    pub doc: Text,
}

/// Type and limits of a value.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text, with its maximum length in characters where the service states one.
    Text(Option<usize>),
    /// Text from a growing vocabulary: these values are known, any value is sent.
    Known(&'static [&'static str]),
    /// A public http or https URL.
    Link,
    /// A list of URLs: minimum and maximum length.
    Links(usize, usize),
    /// A list of URLs, sent as one string with this separator: minimum and maximum length.
    Joined(char, usize, usize),
    /// A 32-bit integer: minimum and maximum.
    Int32(i32, i32),
    /// A random seed: a whole number of 64 bits, at least -1.
    Seed,
    /// One of these integers.
    OneOf(&'static [i32]),
    /// A list of integers of exactly this length.
    Ints(usize),
    /// A number.
    Float(&'static Span),
    /// True or false.
    Bool,
    /// One of a closed set.
    Choice(&'static Choices),
    /// Width and height, which have an effect only together.
    Size(&'static SizeRule),
    /// One image. All images of a call go into one list, in the order of the
    /// fields: `image_urls` or `binary_data_base64`. Under another wire name a
    /// URL is one string, not a list.
    Image(&'static ImageRule),
    /// Images in that same list: minimum and maximum number.
    Images(&'static ImageRule, usize, usize),
    /// An object.
    Record(&'static Record),
    /// A list of objects: minimum and maximum length.
    Records(&'static Record, usize, usize),
}

/// No maximum length.
pub const MANY: usize = u32::MAX as usize;
/// Any whole number, where the service states no limits.
pub const ANY_INT: Kind = Kind::Int32(i32::MIN, i32::MAX);
/// A count, such as pixels, without a stated limit.
pub const POSITIVE: Kind = Kind::Int32(1, i32::MAX);

impl Kind {
    /// Whether it is an image or a list of images.
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

/// A range of numbers, as documented by the service.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Minimum.
    pub min: f64,
    /// Maximum.
    pub max: f64,
    /// Whether the minimum is excluded.
    pub above: bool,
    /// Whether the maximum is excluded.
    pub below: bool,
}

impl Span {
    /// Whether a number is in the range. NaN is not.
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

/// Limits of a size, as documented by the service.
#[derive(Clone, Copy, Debug)]
pub struct SizeRule {
    /// Minimum and maximum pixels of each side.
    pub sides: Option<(i32, i32)>,
    /// Minimum and maximum pixels in total.
    pub area: Option<(i64, i64)>,
    /// Maximum ratio of the long side to the short side.
    pub ratio: Option<i64>,
}

/// Limits of an image, as documented by the service.
#[derive(Clone, Copy, Debug)]
pub struct ImageRule {
    /// The accepted media types.
    pub types: &'static [&'static str],
    /// Maximum size of a file, in bytes.
    pub bytes: Option<u32>,
    /// Minimum of the long side and of the short side, in pixels.
    pub min: Option<(u32, u32)>,
    /// Maximum of the long side and of the short side, in pixels.
    pub max: Option<(u32, u32)>,
    /// Maximum ratio of the long side to the short side.
    pub ratio: Option<u32>,
}

impl ImageRule {
    /// No documented limits.
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
    /// An optional argument without default or documentation.
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

    /// A required image.
    pub const fn image(name: &'static str, rule: &'static ImageRule) -> Field {
        Field::new(name, "image_urls", Kind::Image(rule)).required()
    }

    /// Required images: minimum and maximum number.
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

    /// The service's names for it.
    pub fn wires(&self) -> impl Iterator<Item = &'static str> {
        self.wire.split('|')
    }

    /// Whether the service knows it by this name.
    pub fn sends(&self, name: &str) -> bool {
        match self.kind {
            Kind::Size(_) => name == "width" || name == "height",
            Kind::Image(_) | Kind::Images(..) => name == self.wire || name == "binary_data_base64",
            _ => self.wires().any(|wire| wire == name),
        }
    }

    /// Whether it is the URL of an image, or a list of them.
    pub fn names_picture(&self) -> bool {
        let is_link = matches!(self.kind, Kind::Link | Kind::Links(..) | Kind::Joined(..));
        is_link
            && ["image", "img", "mask"]
                .iter()
                .any(|word| self.wire.contains(word))
    }

    /// Makes it required.
    pub const fn required(self) -> Field {
        Field {
            required: true,
            ..self
        }
    }

    /// Makes it optional.
    pub const fn optional(self) -> Field {
        Field {
            required: false,
            ..self
        }
    }

    /// Allows an empty text for a required argument.
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

    /// The service's default, as JSON.
    pub const fn default(self, json: &'static str) -> Field {
        Field {
            default: Some(json),
            ..self
        }
    }

    /// Documentation.
    pub const fn doc(self, en: &'static str, zh: &'static str) -> Field {
        Field {
            doc: text(en, zh),
            ..self
        }
    }
}
