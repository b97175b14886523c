//! What trying costs, said before.

use super::visit::Visit;
use crate::output::language::tr;
use crate::output::price;
use serde_json::Value;
use visual_catalog::Tool;
use visual_host::{Quote, Request};

/// The estimate for these arguments, where there is one.
pub async fn quote(visit: &Visit, tool: &Tool, arguments: &Value) -> Option<Quote> {
    let request = Request::new(tool.name, arguments.to_string());
    let quote = visit.tenant.host.price(request).await;
    quote.ok()
}

/// The estimate in a sentence.
pub fn text(is_simulated: bool, tool: &Tool, quote: Option<&Quote>) -> String {
    let cost = match quote {
        Some(quote) => price::cost(quote),
        None => price::of_tool(tool.name),
    };
    let is_known = quote.is_none_or(|quote| quote.known);
    match (is_simulated, is_known) {
        (true, _) => tr!(
            "Simulator: not billed. With an account: {cost}.",
            "模拟器：不计费。使用账号时：{cost}。"
        ),
        (false, true) => tr!(
            "Billed if it delivers a result: {cost}.",
            "生成结果后计费：{cost}。"
        ),
        (false, false) => tr!(
            "Billed if it delivers a result; {cost}.",
            "生成结果后计费；{cost}。"
        ),
    }
}
