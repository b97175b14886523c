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
        let quantity = price::quantity((units.min, max), known.unit);
        let per = price::per_unit(known);
        lines.push(tr!("{quantity}; {per}", "{quantity}；{per}"));
    }
    if quote.known {
        lines.push(price::basis(visual_catalog::price(&quote.tool)));
    }
    Ok(Report::prose(json!({ "price": quote }), &lines))
}
