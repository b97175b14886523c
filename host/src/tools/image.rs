//! A picture as an argument.

use base64_simd::STANDARD;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// A picture as an argument: by its address, or the file itself.
///
/// A text becomes an address, bytes become a file:
///
/// ```
/// use visual_host::tools::Image;
///
/// assert_eq!(Image::from("https://a.example/cat.png"), Image::url("https://a.example/cat.png"));
/// assert_eq!(Image::from(b"\x89PNG".as_slice()), Image::base64("iVBORw=="));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Image(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Url(String),
    Base64(String),
}

impl Image {
    /// A public `http` or `https` address that the service fetches itself.
    pub fn url(address: impl Into<String>) -> Image {
        Image(Form::Url(address.into()))
    }

    /// The bytes of a file.
    pub fn bytes(file: impl AsRef<[u8]>) -> Image {
        Image(Form::Base64(STANDARD.encode_to_string(file)))
    }

    /// A file in base64, with or without a `data:` prefix.
    pub fn base64(text: impl Into<String>) -> Image {
        Image(Form::Base64(text.into()))
    }
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match &self.0 {
            Form::Url(url) => map.serialize_entry("url", url)?,
            Form::Base64(text) => map.serialize_entry("base64", text)?,
        }
        map.end()
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Url(url) => f.debug_tuple("Url").field(url).finish(),
            Form::Base64(text) => write!(f, "Base64({} characters)", text.len()),
        }
    }
}

impl From<&str> for Image {
    fn from(address: &str) -> Image {
        Image::url(address)
    }
}

impl From<String> for Image {
    fn from(address: String) -> Image {
        Image::url(address)
    }
}

impl From<&[u8]> for Image {
    fn from(file: &[u8]) -> Image {
        Image::bytes(file)
    }
}

impl From<Vec<u8>> for Image {
    fn from(file: Vec<u8>) -> Image {
        Image::bytes(file)
    }
}
