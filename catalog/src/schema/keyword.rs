//! The keywords of a tool's schema that JSON Schema does not have.

/// What a value is, where its type does not tell: one of the next five.
pub const KIND: &str = "x-kind";
/// [`KIND`] of an image: a URL, or an object with `url` or `base64`.
pub const IMAGE: &str = "image";
/// [`KIND`] of a list of images.
pub const IMAGES: &str = "images";
/// [`KIND`] of the URL of an image, where only a URL is taken.
pub const IMAGE_URL: &str = "image-url";
/// [`KIND`] of any other URL.
pub const LINK: &str = "link";
/// [`KIND`] of an object with width and height.
pub const SIZE: &str = "size";
/// Minimum and maximum number of pixels of a size.
pub const AREA: &str = "x-area";
/// Maximum ratio of the long side to the short side of a size.
pub const RATIO: &str = "x-ratio";
/// The limits of an image, an object with the next five members.
pub const LIMITS: &str = "x-limits";
/// Member of [`LIMITS`]: the media types.
pub const TYPES: &str = "types";
/// Member of [`LIMITS`]: the maximum size of the file, in bytes.
pub const BYTES: &str = "bytes";
/// Member of [`LIMITS`]: minimum pixels of the long side and of the short side.
pub const MIN: &str = "min";
/// Member of [`LIMITS`]: maximum pixels of the long side and of the short side.
pub const MAX: &str = "max";
/// Member of [`LIMITS`]: maximum ratio of the long side to the short side.
pub const MAX_RATIO: &str = "ratio";
