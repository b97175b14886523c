//! What a call costs, about, before it is made.

use crate::tools::Request;
use crate::types::ErrorKind;
use crate::{Error, VisualHost};
use serde::{Serialize, Serializer};
use visual_catalog::{
    Count, Currency, Estimate, Kind, Measures, Money, Price, Quantity, Unit, find,
};

/// What a call costs, about, by a price that was seen on a date. It is an estimate: the
/// account's bill has the last word, and only what is returned is billed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Quote {
    /// The tool's name.
    pub tool: String,
    /// Whether a price is known.
    pub known: bool,
    /// The price; absent where none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<QuotedPrice>,
    /// How many units the call takes; absent where none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<Range<Quantity>>,
    /// What that costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Range<Money>>,
}

/// The price of a unit, as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuotedPrice {
    /// The amount of one unit; zero where the vendor does not bill.
    #[serde(serialize_with = "Text::text")]
    pub amount: Money,
    /// Its currency.
    #[serde(serialize_with = "Text::text")]
    pub currency: Currency,
    /// The unit.
    #[serde(serialize_with = "Text::text")]
    pub unit: Unit,
    /// The day or month on which it was seen.
    pub seen: &'static str,
    /// Whether the source bears that date; otherwise an undated source was read then.
    pub dated: bool,
    /// How it was seen: `page`, `capture` or `client`.
    pub how: &'static str,
    /// The source, as `docs/service-api.md` names it.
    pub source: &'static str,
}

/// From one value up to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Range<T: Text> {
    /// The minimum.
    #[serde(serialize_with = "Text::text")]
    pub min: T,
    /// The maximum; absent where no source bounds it.
    #[serde(
        serialize_with = "text_of_option",
        skip_serializing_if = "Option::is_none"
    )]
    pub max: Option<T>,
}

/// What is written as text: amounts and quantities are decimals of any size.
pub trait Text: Copy {
    /// The text.
    fn to_text(self) -> String;

    /// Serializes it.
    #[doc(hidden)]
    fn text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text())
    }
}

impl Text for Money {
    fn to_text(self) -> String {
        self.decimal()
    }
}

impl Text for Currency {
    fn to_text(self) -> String {
        self.code().to_owned()
    }
}

impl Text for Unit {
    fn to_text(self) -> String {
        self.word().to_owned()
    }
}

impl Text for Quantity {
    fn to_text(self) -> String {
        self.to_string()
    }
}

fn text_of_option<T: Text, S: Serializer>(
    value: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => value.text(serializer),
        None => serializer.serialize_none(),
    }
}

impl VisualHost {
    /// What a call costs, about. Nothing is sent, and no keys are needed; arguments that
    /// do not decide the price may be missing, and are not checked.
    pub async fn price(&self, request: impl Into<Request>) -> Result<Quote, Error> {
        let request = request.into();
        let plan = self.plan(&request).await?;
        let price = match request.actions() {
            None => visual_catalog::price(&plan.tool),
            Some(_) => None,
        };
        let Some(price) = price else {
            return Ok(Quote {
                tool: plan.tool,
                known: false,
                price: None,
                units: None,
                amount: None,
            });
        };
        let measures = Measures::read(request.arguments());
        check(price, &measures)?;
        Ok(Quote::from(&price.estimate(&measures)))
    }
}

/// Refuses a length that the tool does not make.
fn check(price: &Price, measures: &Measures) -> Result<(), Error> {
    let (Count::Frames, Some(frames)) = (price.count, measures.frames) else {
        return Ok(());
    };
    let fields = find(price.tool).map_or(&[][..], |tool| tool.fields);
    let known = fields.iter().find_map(|field| match field.kind {
        Kind::OneOf(known) if field.name == "frames" => Some(known),
        _ => None,
    });
    let known = known.unwrap_or_default();
    if known
        .iter()
        .any(|number| u64::try_from(*number) == Ok(frames))
    {
        return Ok(());
    }
    let listed: Vec<_> = known.iter().map(ToString::to_string).collect();
    let texts = (
        format!(
            "`frames` is {frames}; it must be one of {}",
            listed.join(", ")
        ),
        format!("`frames` 为 {frames}，可选值：{}", listed.join("、")),
    );
    Err(Error::refused(ErrorKind::InvalidInput, "frames", texts))
}

impl From<&Estimate> for Quote {
    fn from(estimate: &Estimate) -> Quote {
        let Price {
            tool,
            per_unit,
            unit,
            seen,
            source,
            ..
        } = *estimate.price;
        Quote {
            tool: tool.to_owned(),
            known: true,
            price: Some(QuotedPrice {
                amount: per_unit,
                currency: per_unit.currency,
                unit,
                seen: seen.date,
                dated: seen.dated,
                how: seen.how.word(),
                source,
            }),
            units: Some(Range {
                min: estimate.min,
                max: estimate.max,
            }),
            amount: Some(Range {
                min: estimate.from(),
                max: estimate.up_to(),
            }),
        }
    }
}
