//! The shape of a catalogue entry. Facts only: nothing here does anything.

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

/// Short for a [`Text`] constant.
pub const fn text(en: &'static str, zh: &'static str) -> Text {
    Text { en, zh }
}

/// One tool of the service: one entry here, one exported function.
#[derive(Debug)]
pub struct Tool {
    /// Our name: the `req_key` in kebab case.
    pub name: &'static str,
    /// A short name that people can type.
    pub alias: &'static str,
    /// The service's name for it.
    pub req_key: &'static str,
    /// Where it belongs.
    pub family: Family,
    /// The actions a call uses.
    pub pair: Pair,
    /// Title.
    pub title: Text,
    /// What it does, in a sentence.
    pub summary: Text,
    /// Where it stands in the service's life.
    pub status: Status,
    /// What it makes.
    pub product: Product,
    /// Its arguments, in the order of the record.
    pub fields: &'static [Field],
    /// The pages of the vendor, or other sources, that state these facts.
    pub source: &'static str,
}

impl Tool {
    /// How long a call waits when nobody says, in milliseconds. A tool without
    /// tasks answers in one reply: field reports ask for a read time-out of
    /// 60 to 120 s there (§7).
    pub const fn usual_wait_ms(&self) -> u32 {
        match self.pair {
            Pair::Process => 120_000,
            _ => self.product.usual_wait_ms(),
        }
    }
}

/// A family: an interface of related tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Pictures from words.
    TextToImage,
    /// Pictures from pictures.
    ImageEdit,
    /// Pictures of people.
    Portrait,
    /// Videos from words or pictures.
    Video,
}

impl Family {
    /// Every family, in the order of the documentation.
    pub const ALL: &'static [Family] = &[
        Family::TextToImage,
        Family::ImageEdit,
        Family::Portrait,
        Family::Video,
    ];

    /// The name of its interface.
    pub const fn name(self) -> &'static str {
        match self {
            Family::TextToImage => "text-to-image",
            Family::ImageEdit => "image-edit",
            Family::Portrait => "portrait",
            Family::Video => "video",
        }
    }

    /// What its tools have in common.
    pub const fn doc(self) -> Text {
        match self {
            Family::TextToImage => text("Pictures from words.", "文生图。"),
            Family::ImageEdit => text("Pictures edited by words.", "图像编辑。"),
            Family::Portrait => text("Pictures of people.", "人像写真。"),
            Family::Video => text("Videos from words or a picture.", "视频生成。"),
        }
    }
}

/// The actions that a call uses (§4.1 of the API document).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// `CVProcess`: the answer is the product.
    Process,
    /// `CVSync2AsyncSubmitTask`, then `CVSync2AsyncGetResult`.
    Sync2Async,
    /// `CVSubmitTask`, then `CVGetResult`.
    Async,
}

/// The version that every generic action is called with.
pub const VERSION: &str = "2022-08-31";
/// The action that cancels a task, and the version that it has alone.
pub const CANCEL: (&str, &str) = ("CVCancelTask", "2024-06-06");

impl Pair {
    /// The action that buys.
    pub const fn submit(self) -> &'static str {
        match self {
            Pair::Process => "CVProcess",
            Pair::Sync2Async => "CVSync2AsyncSubmitTask",
            Pair::Async => "CVSubmitTask",
        }
    }

    /// The action that collects, where the tool has tasks.
    pub const fn query(self) -> Option<&'static str> {
        match self {
            Pair::Process => None,
            Pair::Sync2Async => Some("CVSync2AsyncGetResult"),
            Pair::Async => Some("CVGetResult"),
        }
    }
}

/// Where a tool stands in the service's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Offered, and described by its vendor.
    Current,
    /// Offered still; a newer tool does the same better.
    Legacy,
    /// Its end is announced.
    Retiring,
    /// Seen in one source only.
    Unconfirmed,
}

/// What a tool makes, which decides how its answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// `data.image_urls` or `data.binary_data_base64`, as asked.
    Images,
    /// `data.video_url`: always a link.
    Video,
}

impl Product {
    /// How long the service keeps a link, in seconds (§4.1: images 24 h, videos 1 h).
    pub const fn link_seconds(self) -> u64 {
        match self {
            Product::Images => 24 * 3600,
            Product::Video => 3600,
        }
    }

    /// How long a call waits when nobody says, in milliseconds. Clients of
    /// the service allow 5 minutes for images and 10 for videos (§4.1).
    pub const fn usual_wait_ms(self) -> u32 {
        match self {
            Product::Images => 300_000,
            Product::Video => 600_000,
        }
    }

    /// When to ask first for a task, and how far apart to ask at most, in
    /// milliseconds. Clients ask every 2-10 s for images, 5-15 s for videos.
    pub const fn pace_ms(self) -> (u64, u64) {
        match self {
            Product::Images => (1_000, 5_000),
            Product::Video => (2_000, 10_000),
        }
    }

    /// Whether the service draws a visible watermark on it.
    pub const fn takes_watermark(self) -> bool {
        matches!(self, Product::Images)
    }
}

/// One argument of a tool.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Our name, in kebab case.
    pub name: &'static str,
    /// The service's name for it.
    pub wire: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// Whether the service insists on it.
    pub required: bool,
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
    /// A public http or https address.
    Link,
    /// A whole number within bounds, both included.
    Int(i64, i64),
    /// A whole number of 32 bits within bounds, both included.
    Pixels(i32, i32),
    /// A number within bounds, both included.
    Float(f64, f64),
    /// True or false.
    Bool,
    /// One of a closed set.
    Choice(&'static Choices),
    /// Width and height together: neither has an effect alone.
    Size(SizeRule),
    /// Exactly one picture: `image_urls` or `binary_data_base64` with one item.
    Image,
}

impl Kind {
    /// Whether it is a picture.
    pub const fn is_image(&self) -> bool {
        matches!(self, Kind::Image)
    }

    /// Whether it is a size.
    pub const fn is_size(&self) -> bool {
        matches!(self, Kind::Size(_))
    }
}

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

impl Field {
    /// An optional argument without a default or a meaning yet.
    pub const fn of(name: &'static str, wire: &'static str, kind: Kind) -> Field {
        Field {
            name,
            wire,
            kind,
            required: false,
            default: None,
            doc: text("", ""),
        }
    }

    /// Exactly one picture, under the two names that the service has for it.
    pub const fn image() -> Field {
        Field::of("image", "image_urls", Kind::Image).required()
    }

    /// A size, which the service takes as `width` and `height`.
    pub const fn size(rule: SizeRule) -> Field {
        Field::of("size", "width", Kind::Size(rule))
    }

    /// Whether it is sent under this name of the service's.
    pub fn sends(&self, name: &str) -> bool {
        match self.kind {
            Kind::Size(_) => name == "width" || name == "height",
            Kind::Image => name == "image_urls" || name == "binary_data_base64",
            _ => name == self.wire,
        }
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
