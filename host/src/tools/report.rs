//! What tools answer whose product is facts, not media.

use serde_json::Value as Json;
use visual_catalog::{Field, Product, snake};
use volcengine_visual::call::report::read;
use volcengine_visual::input::arguments::{Value, Values};

/// The facts that a tool answers with, as
/// [`Done::report`](crate::Done::report) reads them. Each of its members is
/// absent where the answer lacks it.
pub trait Report: FromValues {
    /// A tool that answers so.
    #[doc(hidden)]
    const TOOL: &'static str;

    /// Reads the [`details`](crate::Done::details) of an answer.
    fn from_details(details: &str) -> Self {
        let product = visual_catalog::find(Self::TOOL).map(|tool| tool.product);
        Self::from_values(match product {
            Some(Product::Report(report)) => read(report, details),
            _ => Values::new(),
        })
    }
}

/// What only the reports of the catalogue are made by.
pub trait FromValues: Sized {
    /// Takes the members, in the catalogue's order.
    fn from_values(values: Values) -> Self;
}

/// A member of a report.
pub(super) trait Fact: Sized {
    fn from_value(value: Value) -> Option<Self>;
}

impl<T: FromValues> Fact for Vec<T> {
    fn from_value(value: Value) -> Option<Vec<T>> {
        match value {
            Value::Records(items) => Some(items.into_iter().map(T::from_values).collect()),
            _ => None,
        }
    }
}

/// The facts in the details of an answer of a tool, as JSON; `None` where it has none.
pub(crate) fn json(tool: &str, details: &str) -> Option<Json> {
    match visual_catalog::find(tool)?.product {
        Product::Report(report) => Some(object(report.fields, read(report, details))),
        _ => None,
    }
}

fn object(fields: &[Field], values: Values) -> Json {
    let pairs = fields.iter().zip(values);
    let given = pairs.filter_map(|(field, value)| {
        let json = match value? {
            Value::Bool(flag) => flag.into(),
            Value::Int(number) => number.into(),
            Value::Float(number) => number.into(),
            Value::Text(text) => text.into(),
            Value::Texts(texts) => texts.into(),
            Value::Records(items) => {
                let fields = field.kind.record().map_or(&[][..], |record| record.fields);
                items.into_iter().map(|item| object(fields, item)).collect()
            }
            _ => return None,
        };
        Some((snake(field.name), json))
    });
    Json::Object(given.collect())
}

macro_rules! facts {
    ($($ty:ty: $case:ident($value:ident) => $fact:expr,)*) => {
        $(impl Fact for $ty {
            fn from_value(value: Value) -> Option<$ty> {
                match value {
                    Value::$case($value) => $fact,
                    _ => None,
                }
            }
        })*
    };
}

facts! {
    bool: Bool(flag) => Some(flag),
    i32: Int(number) => i32::try_from(number).ok(),
    f64: Float(number) => Some(number),
    String: Text(text) => Some(text),
    Vec<String>: Texts(texts) => Some(texts),
}

#[cfg(test)]
mod tests {
    use crate::Done;
    use crate::tools::{PictureScores, Report, RoleCheck, SubjectMasks};

    #[test]
    fn a_report_is_read_from_the_details() {
        let done = Done {
            details: r#"{"has_black_edge":1,"score_total":0.5}"#.to_owned(),
            ..Done::default()
        };
        let scores: PictureScores = done.report();
        assert_eq!(scores.has_black_edge, Some(true));
        assert_eq!(scores.score_total, Some(0.5));
        assert_eq!(scores.brightness, None);
        let masks = SubjectMasks::from_details(
            r#"{"resp_data":{"code":7,"object_detection_result":{"mask":{"url":["a","b"]}}}}"#,
        );
        assert_eq!(masks.code, Some(7));
        assert_eq!(masks.mask_url, Some(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn what_the_answer_lacks_is_absent() {
        for details in ["", "null", "[]", "{}", r#"{"status":"maybe"}"#] {
            assert_eq!(RoleCheck::from_details(details), RoleCheck::default());
        }
    }
}
