//! How results come back, from the query of a request: the names are those of
//! the program's flags.

/// How results come back, and how they are marked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// The form of media.
    pub delivery: Option<Delivery>,
    /// A visible watermark.
    pub watermark: Option<Watermark>,
    /// A label in the file's metadata.
    pub label: Option<Label>,
}

/// The form of media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Links.
    Url,
    /// Inline.
    Base64,
}

/// A visible watermark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watermark {
    /// Its text; the service's own if there is none.
    pub text: Option<String>,
    /// Its corner.
    pub position: Option<Position>,
    /// The language of the service's own text.
    pub language: Option<Language>,
    /// From 0 to 1.
    pub opacity: Option<f64>,
}

/// A corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Position {
    BottomRight,
    BottomLeft,
    TopLeft,
    TopRight,
}

/// A language of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Language {
    Chinese,
    English,
}

/// A label of AI-generated content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Identifier of the production.
    pub producer_id: String,
    /// Name of the content's producer.
    pub content_producer: Option<String>,
    /// Name of who spreads it.
    pub content_propagator: Option<String>,
    /// Identifier of its spreading.
    pub propagate_id: Option<String>,
}

/// What a query asks for, or what is wrong with it.
pub fn options(query: Vec<(String, String)>) -> Result<Option<Output>, String> {
    let mut given = Given(query);
    given.refuse_twice()?;
    let delivery = match given.take("delivery").as_deref() {
        None => None,
        Some("url") => Some(Delivery::Url),
        Some("base64") => Some(Delivery::Base64),
        Some(_) => return Err(one_of("delivery", "url, base64")),
    };
    let watermark = watermark(&mut given)?;
    let label = label(&mut given)?;
    if let Some((name, _)) = given.0.first() {
        return Err(format!("`{name}` is no parameter of this request"));
    }
    let is_given = delivery.is_some() || watermark.is_some() || label.is_some();
    Ok(is_given.then_some(Output {
        delivery,
        watermark,
        label,
    }))
}

/// What is left of a query.
struct Given(Vec<(String, String)>);

impl Given {
    fn refuse_twice(&self) -> Result<(), String> {
        let mut seen = Vec::new();
        for (name, _) in &self.0 {
            if seen.contains(&name) {
                return Err(format!("`{name}` is given twice"));
            }
            seen.push(name);
        }
        Ok(())
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(place).1)
    }
}

fn watermark(given: &mut Given) -> Result<Option<Watermark>, String> {
    let text = given.take("watermark");
    let position = match given.take("watermark_position").as_deref() {
        None => None,
        Some("bottom-right") => Some(Position::BottomRight),
        Some("bottom-left") => Some(Position::BottomLeft),
        Some("top-left") => Some(Position::TopLeft),
        Some("top-right") => Some(Position::TopRight),
        Some(_) => {
            let places = "bottom-right, bottom-left, top-left, top-right";
            return Err(one_of("watermark_position", places));
        }
    };
    let language = match given.take("watermark_language").as_deref() {
        None => None,
        Some("chinese") => Some(Language::Chinese),
        Some("english") => Some(Language::English),
        Some(_) => return Err(one_of("watermark_language", "chinese, english")),
    };
    let opacity = given.take("watermark_opacity").map(|text| {
        let number = text.parse::<f64>().ok();
        let number = number.filter(|number| (0.0..=1.0).contains(number));
        number.ok_or("`watermark_opacity` is a number from 0 to 1")
    });
    let opacity = opacity.transpose()?;
    let is_given = text.is_some() || position.is_some() || language.is_some() || opacity.is_some();
    Ok(is_given.then(|| Watermark {
        text: text.filter(|text| !text.is_empty()),
        position,
        language,
        opacity,
    }))
}

fn label(given: &mut Given) -> Result<Option<Label>, String> {
    let producer_id = given.take("label_producer_id");
    let content_producer = given.take("label_content_producer");
    let content_propagator = given.take("label_content_propagator");
    let propagate_id = given.take("label_propagate_id");
    match producer_id {
        Some(producer_id) => Ok(Some(Label {
            content_producer,
            producer_id,
            content_propagator,
            propagate_id,
        })),
        None if content_producer.is_none()
            && content_propagator.is_none()
            && propagate_id.is_none() =>
        {
            Ok(None)
        }
        None => Err("a label needs `label_producer_id`".to_owned()),
    }
}

fn one_of(name: &str, words: &str) -> String {
    format!("`{name}` is one of {words}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query;

    fn parse(text: &str) -> Result<Option<Output>, String> {
        options(query::parse(text).unwrap())
    }

    #[test]
    fn options_are_read() {
        assert!(parse("").unwrap().is_none());
        let output = parse("delivery=base64&watermark=&watermark_opacity=0.5")
            .unwrap()
            .unwrap();
        assert_eq!(output.delivery, Some(Delivery::Base64));
        let watermark = output.watermark.unwrap();
        assert_eq!((watermark.text, watermark.opacity), (None, Some(0.5)));
        let output = parse("label_producer_id=7&label_propagate_id=8")
            .unwrap()
            .unwrap();
        let label = output.label.unwrap();
        assert_eq!(label.producer_id, "7");
        assert_eq!(label.propagate_id.as_deref(), Some("8"));
    }

    #[test]
    fn whatever_is_not_known_is_refused() {
        for (query, wanted) in [
            ("deliver=url", "`deliver` is no parameter"),
            ("delivery=bytes", "one of url, base64"),
            ("delivery=url&delivery=url", "given twice"),
            ("watermark_position=middle", "one of bottom-right"),
            ("watermark_language=latin", "one of chinese"),
            ("watermark_opacity=NaN", "from 0 to 1"),
            ("watermark_opacity=1.1", "from 0 to 1"),
            ("label_propagate_id=8", "label_producer_id"),
        ] {
            let error = parse(query).err().unwrap();
            assert!(error.contains(wanted), "{query}: {error}");
        }
    }
}
