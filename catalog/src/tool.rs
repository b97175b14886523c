//! The shape of a catalogue entry.

use crate::action::Actions;
use crate::field::Field;
use crate::text::{Text, text};

/// One tool of the service: one entry here, one exported function.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// Our name: the `req_key` in kebab case.
    pub name: &'static str,
    /// A short name that people can type.
    pub alias: &'static str,
    /// The service's name for it. Where a field chooses the key, the
    /// beginning that all of its keys share.
    pub req_key: &'static str,
    /// Its family.
    pub family: Family,
    /// The actions that a call uses.
    pub actions: Actions,
    /// Title.
    pub title: Text,
    /// What it does, in one sentence.
    pub summary: Text,
    /// Its status.
    pub status: Status,
    /// Whether it has an exported function besides `catalog.invoke`.
    pub typed: bool,
    /// What it makes.
    pub product: Product,
    /// Maximum number of images or videos of one call; `None` where the
    /// caller decides, or no source says.
    pub max_media: Option<u32>,
    /// The output options it takes.
    pub output: Output,
    /// Its arguments, in the order of the record.
    pub fields: &'static [Field],
    /// Rules between its arguments.
    pub rules: &'static [Rule],
    /// The pages of the vendor, or other sources, that state these facts.
    pub source: &'static str,
}

impl Tool {
    /// The defaults of an entry: a current, typed tool that makes images,
    /// by the actions that most pages prescribe.
    pub const fn pictures(family: Family) -> Tool {
        Tool {
            name: "",
            alias: "",
            req_key: "",
            family,
            actions: Actions::Sync2Async,
            title: text("", ""),
            summary: text("", ""),
            status: Status::Current,
            typed: true,
            product: Product::Images,
            max_media: Some(1),
            output: Output::ALL,
            fields: &[],
            rules: &[],
            source: "",
        }
    }

    /// The defaults of an entry that makes a video.
    pub const fn video(family: Family) -> Tool {
        Tool {
            product: Product::Video,
            output: Output::LABEL,
            ..Tool::pictures(family)
        }
    }
}

/// A family: an interface of related tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Images from text.
    TextToImage,
    /// Images from images.
    ImageEdit,
    /// Images of people.
    Portrait,
    /// Images in another style.
    Style,
    /// Parts of an image repainted, erased or added.
    Inpaint,
    /// Larger and better images and videos.
    Upscale,
    /// Images for e-commerce.
    Commerce,
    /// Faces and outlines.
    Face,
    /// Videos from text or images.
    Video,
    /// Videos and short plays by Pippit's agents.
    Pippit,
    /// Ready-made effects.
    VideoEffects,
    /// People that speak and move.
    DigitalHuman,
    /// Speech and lips of existing videos.
    Dubbing,
}

impl Family {
    /// Every family, in the order of the documentation.
    pub const ALL: &'static [Family] = &[
        Family::TextToImage,
        Family::ImageEdit,
        Family::Portrait,
        Family::Style,
        Family::Inpaint,
        Family::Upscale,
        Family::Commerce,
        Family::Face,
        Family::Video,
        Family::Pippit,
        Family::VideoEffects,
        Family::DigitalHuman,
        Family::Dubbing,
    ];

    /// The name of its interface.
    pub const fn name(self) -> &'static str {
        match self {
            Family::TextToImage => "text-to-image",
            Family::ImageEdit => "image-edit",
            Family::Portrait => "portrait",
            Family::Style => "style",
            Family::Inpaint => "inpaint",
            Family::Upscale => "upscale",
            Family::Commerce => "commerce",
            Family::Face => "face",
            Family::Video => "video",
            Family::Pippit => "pippit",
            Family::VideoEffects => "video-effects",
            Family::DigitalHuman => "digital-human",
            Family::Dubbing => "dubbing",
        }
    }

    /// Its title, for people. The component has no need of it.
    pub const fn title(self) -> Text {
        match self {
            Family::TextToImage => text("Text to image", "文生图"),
            Family::ImageEdit => text("Image editing", "图片编辑"),
            Family::Portrait => text("Portraits", "人像写真"),
            Family::Style => text("Styles", "风格化"),
            Family::Inpaint => text("Inpainting and outpainting", "局部重绘与扩图"),
            Family::Upscale => text("Upscaling and scoring", "超分、增强与评分"),
            Family::Commerce => text("E-commerce", "电商"),
            Family::Face => text("Faces and cut-outs", "人脸、发型与抠图"),
            Family::Video => text("Video generation", "视频生成"),
            Family::Pippit => text("Pippit agents", "小云雀智能体"),
            Family::VideoEffects => text("Effects", "特效"),
            Family::DigitalHuman => text("Digital humans", "数字人"),
            Family::Dubbing => text("Dubbing and lip sync", "配音与口型"),
        }
    }

    /// What its tools have in common.
    pub const fn doc(self) -> Text {
        match self {
            Family::TextToImage => text("Images from words.", "文生图。"),
            Family::ImageEdit => text("Images edited by instructions.", "图片编辑。"),
            Family::Portrait => text("Images of people.", "人像写真。"),
            Family::Style => text("Images in another style.", "风格化。"),
            Family::Inpaint => text(
                "Parts of an image erased, repainted or added.",
                "局部重绘、消除与扩图。",
            ),
            Family::Upscale => text(
                "Larger, cleaner and better scored images and videos.",
                "超分、画质增强与评分。",
            ),
            Family::Commerce => text(
                "Images for e-commerce: virtual try-on, extraction of patterns and products.",
                "电商：虚拟换装与素材提取。",
            ),
            Family::Face => text(
                "Faces and hair changed, figures and things cut out.",
                "人脸、发型与抠图。",
            ),
            Family::Video => text("Videos from words or an image.", "视频生成。"),
            Family::Pippit => text(
                "Videos planned by Pippit's agents, and short plays made from a script in steps.",
                "小云雀智能体：策划成片，以及由剧本分步制作短剧。",
            ),
            Family::VideoEffects => text("Ready-made effects on an image.", "图片与视频特效模板。"),
            Family::DigitalHuman => text(
                "People in an image or video that speak and move.",
                "数字人与动作模仿。",
            ),
            Family::Dubbing => text(
                "Other speech, and lips that follow it, for existing videos.",
                "视频翻译与改口型。",
            ),
        }
    }
}

/// The status of a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Offered and documented.
    Current,
    /// Still offered; a newer tool is better.
    Legacy,
    /// Its shutdown is announced.
    Retiring,
    /// Known from one source only; a call must accept that.
    Unconfirmed,
}

/// What a tool returns, which decides how its response is read.
#[derive(Clone, Copy, Debug)]
pub enum Product {
    /// `image_urls` or `binary_data_base64`, as asked.
    Images,
    /// A link to a video, in the data object or in `resp_data`.
    Video,
    /// Facts, in a record of their own, and the media whose links it names.
    Report(&'static Report),
    /// Unknown: whatever the response contains.
    Any,
}

impl Product {
    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Product::Images => "image",
            Product::Video => "video",
            Product::Report(report) => report.word(),
            Product::Any => "any",
        }
    }
}

/// The data that a tool returns in a record of its own.
#[derive(Debug)]
pub struct Report {
    /// Name of the record, in kebab case.
    pub name: &'static str,
    /// What it contains.
    pub doc: Text,
    /// Its members. Their wire names are paths, with dots, in the data object
    /// or in the JSON of `resp_data`; `*` stands for every item of a list. Any
    /// may be missing from a response.
    pub fields: &'static [Field],
    /// Members with links to videos, at any depth of the data object.
    pub videos: &'static [&'static str],
    /// Members with links to images.
    pub images: &'static [&'static str],
    /// How long the service keeps a link, in seconds.
    pub link_seconds: u64,
    /// How long a call waits by default, in milliseconds.
    pub usual_wait_ms: u32,
    /// When to ask first for a task, and how far apart to ask at most, in
    /// milliseconds.
    pub pace_ms: (u64, u64),
}

impl Report {
    /// The defaults of a report without media.
    pub const FACTS: Report = Report {
        name: "",
        doc: text("", ""),
        fields: &[],
        videos: &[],
        images: &[],
        link_seconds: 3600,
        usual_wait_ms: 300_000,
        pace_ms: (1_000, 5_000),
    };

    const fn word(&self) -> &'static str {
        match (self.videos, self.images) {
            ([], []) => "report",
            ([], _) => "image",
            _ => "video",
        }
    }
}

/// Which output options a tool takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Output {
    /// `return_url`: links in place of base64, or the other way round.
    pub link: bool,
    /// `logo_info`: a visible watermark.
    pub watermark: bool,
    /// `aigc_meta`: a label in the file's metadata.
    pub label: bool,
}

impl Output {
    /// Everything: the convention for images (`docs/service-api.md#conventions`).
    pub const ALL: Output = Output {
        link: true,
        watermark: true,
        label: true,
    };
    /// A label alone: the convention for videos (`docs/service-api.md#video`).
    pub const LABEL: Output = Output {
        link: false,
        watermark: false,
        label: true,
    };
    /// Links and a watermark: what pages of own actions list (`docs/service-api.md#actions-per-model`).
    pub const MARKED: Output = Output {
        link: true,
        watermark: true,
        label: false,
    };
    /// Nothing.
    pub const NONE: Output = Output {
        link: false,
        watermark: false,
        label: false,
    };
}

/// A rule between the arguments of a tool. Fields have our names.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// At least one of these must be given.
    AnyOf(&'static [&'static str]),
    /// The first cannot be used with the second.
    Excludes(&'static str, &'static str),
    /// The ratio of `size`, width to height, lies between these two fields;
    /// each with what the service assumes in its absence.
    RatioBetween((&'static str, f64), (&'static str, f64)),
    /// These lists together have at most so many items.
    TotalAtMost(&'static [&'static str], usize),
    /// These come from the result of a tool, given by its alias.
    ComesFrom(&'static [&'static str], &'static str),
    /// The first is an image of the same size as the second.
    SameSize(&'static str, &'static str),
}
