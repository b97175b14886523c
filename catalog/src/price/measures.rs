//! What of a call's arguments decides its price, read without keeping the rest: a
//! file of megabytes among them is skipped.

use serde_core::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// How long a video with so many frames lasts, in seconds: 24 frames a second after the first.
pub const fn video_seconds(frames: u64) -> u64 {
    frames.saturating_sub(1) / 24
}

/// Texts longer than this decide no price.
const MAX_TEXT: usize = 64;

/// The arguments of a call that may decide its price.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// `frames`.
    pub frames: Option<u64>,
    /// `force_single`.
    pub single: bool,
    /// How many pictures are in the list of pictures.
    pub images: u32,
    /// How many videos are in the list of videos.
    pub videos: u32,
    /// The numbers in `duration`: `40～60s` has two.
    pub duration: Vec<u64>,
}

impl Measures {
    /// Reads the arguments of a call, a JSON object. What is no such object
    /// decides nothing.
    pub fn read(arguments: &str) -> Measures {
        let text = arguments.strip_prefix('\u{feff}').unwrap_or(arguments);
        serde_json::from_str(text).unwrap_or_default()
    }

    fn take(&mut self, name: &str, fact: Fact) {
        match (name.replace('-', "_").as_str(), fact) {
            ("frames", Fact::Number(frames)) => self.frames = Some(frames),
            // What a command line gives is refused as a number would be.
            ("frames", Fact::Text(text)) => self.frames = text.parse().ok(),
            ("force_single", Fact::Bool(single)) => self.single = single,
            ("images" | "image_urls" | "img_url_list", Fact::List(count)) => self.images = count,
            ("videos" | "video_urls" | "video_url_list", Fact::List(count)) => self.videos = count,
            ("duration", Fact::Text(text)) => self.duration = numbers(&text),
            _ => {}
        }
    }
}

/// The whole numbers in a text.
fn numbers(text: &str) -> Vec<u64> {
    let parts = text.split(|c: char| !c.is_ascii_digit());
    parts.filter_map(|digits| digits.parse().ok()).collect()
}

impl<'de> Deserialize<'de> for Measures {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Measures, D::Error> {
        from.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Measures;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Measures, A::Error> {
        let mut measures = Measures::default();
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            let fact: Fact = members.next_value()?;
            measures.take(&name, fact);
        }
        Ok(measures)
    }
}

/// What is kept of a value.
enum Fact {
    Number(u64),
    Bool(bool),
    Text(String),
    List(u32),
    Other,
}

impl<'de> Deserialize<'de> for Fact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Fact, D::Error> {
        from.deserialize_any(FactReader)
    }
}

struct FactReader;

impl<'de> Visitor<'de> for FactReader {
    type Value = Fact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Fact, E> {
        Ok(Fact::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Fact, E> {
        Ok(Fact::Number(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Fact, E> {
        Ok(Fact::Other)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Fact, E> {
        // 121.0 is 121 to the component as well.
        let whole = value.trunc() == value && (0.0..1e9).contains(&value);
        Ok(match whole {
            true => Fact::Number(value as u64),
            false => Fact::Other,
        })
    }

    fn visit_str<E>(self, value: &str) -> Result<Fact, E> {
        Ok(match value.len() <= MAX_TEXT {
            true => Fact::Text(value.to_owned()),
            false => Fact::Other,
        })
    }

    fn visit_unit<E>(self) -> Result<Fact, E> {
        Ok(Fact::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Fact, A::Error> {
        let mut count = 0u32;
        while items.next_element::<IgnoredAny>()?.is_some() {
            count = count.saturating_add(1);
        }
        Ok(Fact::List(count))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Fact, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Fact::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decides_a_price_is_read_and_the_rest_skipped() {
        let text = r#"{"prompt":"a \"cat\"","frames":241,"force_single":true,"seed":-1,
            "images":[{"url":"u"},{"base64":"aGk="}],"duration":"40～60s","scale":0.5,"x":null}"#;
        let expected = Measures {
            frames: Some(241),
            single: true,
            images: 2,
            videos: 0,
            duration: vec![40, 60],
        };
        assert_eq!(Measures::read(text), expected);
        assert_eq!(Measures::read(r#"{"frames":121.0}"#).frames, Some(121));
        for text in [
            "",
            "[]",
            "{",
            "null",
            r#"{"frames":"x"}"#,
            r#"{"frames":1.5}"#,
        ] {
            assert_eq!(Measures::read(text), Measures::default(), "{text}");
        }
    }
}
