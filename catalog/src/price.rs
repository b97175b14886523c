//! What tools cost, as far as dated sources say. A tool without an entry has no known
//! price: nothing here guesses one.

mod estimate;
mod kinds;
mod measures;
mod quantity;
mod table;

pub use estimate::Estimate;
pub use kinds::{Count, Price, Unit};
pub use measures::{Measures, video_seconds};
pub use quantity::Quantity;

/// The price of a tool, by its name; nothing where none is known.
pub fn price(tool: &str) -> Option<&'static Price> {
    table::PRICES.iter().find(|price| price.tool == tool)
}

/// Every price that is known.
pub fn prices() -> &'static [Price] {
    table::PRICES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seen::days;
    use crate::{Kind, Product, find};

    #[test]
    fn every_price_is_of_a_tool_and_has_a_date_and_a_source() {
        for price in prices() {
            let tool = find(price.tool).unwrap_or_else(|| panic!("{} is no tool", price.tool));
            assert_eq!(tool.name, price.tool);
            let entries = prices().iter().filter(|other| other.tool == price.tool);
            assert_eq!(entries.count(), 1, "{}", price.tool);
            assert!(days(price.seen.date).is_some(), "{}", price.seen.date);
            assert!(price.source.contains("idx"), "{}", price.source);
            let free = price.count == Count::Free;
            assert_eq!(price.per_unit.micros == 0, free, "{}", price.tool);
        }
    }

    #[test]
    fn what_is_counted_is_what_the_tool_makes_and_takes() {
        for price in prices() {
            let tool = find(price.tool).unwrap();
            let has = |name: &str| tool.fields.iter().any(|field| field.wire == name);
            match price.count {
                Count::Images(max) => {
                    assert_eq!(price.unit, Unit::Image);
                    assert!(matches!(tool.product, Product::Images), "{}", tool.name);
                    assert_eq!(tool.max_media, Some(max), "{}", tool.name);
                    assert_eq!(max > 1, has("force_single"), "{}", tool.name);
                }
                Count::Frames => {
                    let frames = tool.fields.iter().find(|field| field.name == "frames");
                    let Some(Kind::OneOf(known)) = frames.map(|field| field.kind) else {
                        panic!("{} has no frames", tool.name);
                    };
                    assert_eq!((known, price.unit), (&[121, 241][..], Unit::Second));
                }
                Count::Input(min, max) => assert!(min <= max && price.unit == Unit::Second),
                Count::Unstated => assert_eq!(price.unit, Unit::Second),
                Count::Agent { .. } => assert_eq!(price.unit, Unit::Credit),
                Count::Free => {}
            }
        }
    }
}
