//! `visual price TOOL`.

use crate::output::failure::Failure;
use crate::output::language::tr;
use crate::output::price;
use crate::output::report::Report;
use serde_json::json;
use visual_host::{Request, VisualHost};

/// What a call costs, about. Nothing is sent.
pub async fn report(host: &VisualHost, request: Request) -> Result<Report, Failure> {
    let quote = host.price(request).await.map_err(Failure::from)?;
    let mut lines = vec![price::cost(&quote)];
    if let Some(units) = &quote.units
        && let Some(known) = visual_catalog::price(&quote.tool)
        && let Some(max) = units.max.filter(|max| max.thousandths > 0)
    {
        let (min, unit, per) = (
            units.min,
            price::unit_name(known.unit),
            price::per_unit(known),
        );
        let s = if max.thousandths == 1000 { "" } else { "s" };
        lines.push(match max == min {
            true => tr!("{max} {unit}{s}; {per}", "{max} {unit}；{per}"),
            false => tr!(
                "{min} to {max} {unit}{s}; {per}",
                "{min} 至 {max} {unit}；{per}"
            ),
        });
    }
    if quote.known {
        lines.push(tr!(
            "an estimate: only returned results are billed; your bill has the last word",
            "此为估算：仅对返回的结果计费，以控制台账单为准"
        ));
    }
    Ok(Report::done(json!({ "price": quote }), lines))
}
