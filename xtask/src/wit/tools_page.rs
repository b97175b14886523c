//! `docs/tools.md`: every tool, in a table for each family.

use visual_catalog::{Count, Family, Status, Tool, price};

use super::interface::tools_of;

const HEAD: &str = "\
# Tools

<!-- `cargo xtask wit` writes this file from the catalogue. -->

Every tool of the catalogue, by family. `visual describe TOOL` prints the arguments, limits and defaults of one tool;
[wit/](../wit/) has them as typed records. TOOL is a name, an alias or the service's key (`req_key`).

- **makes**: `picture`, `video`, or `facts` (a report in place of media). A tool of Pippit returns facts beside its media,
  for the next step.
- **tasks**: `yes` means that the tool submits a task which can be collected later; `no` means that the reply to the one
  request holds the result.
- **price**: of one unit, and the day on which it was seen; *undated* is a source without a date of its own, read on that
  day. `unknown` means that no source has one, not that calls are free. Nothing here is an offer: the account's bill has the
  last word. [Sources](service-api.md#prices); `visual price TOOL` reckons a call.
- **by `invoke` only**: the tool has no typed function; call it by name with JSON arguments. The program and the library
  do that for every tool.
- **unconfirmed**: known from one source only. A call is refused unless its arguments hold `accept_unconfirmed: true`.
- **legacy**, **being retired**: the vendor's documentation says so.

For a key that is not listed there is [`visual custom`](cli.md#tools-that-are-not-listed), and `custom` in
[wit/catalog.wit](../wit/catalog.wit). Identity verification and readers of cards and licences are left out on purpose.
";

/// The whole page.
pub fn page() -> String {
    let tables = Family::ALL.iter().map(|family| table(*family));
    HEAD.to_owned() + &tables.collect::<String>()
}

fn table(family: Family) -> String {
    let mut out = format!(
        "\n## {}: {} {}\n\n| tool | alias | service's key | what it does | makes | tasks | price |\n|---|---|---|---|---|---|---|\n",
        family.name(),
        family.doc().en,
        family.doc().zh
    );
    for tool in tools_of(family) {
        let product = match tool.product.word() {
            "image" => "picture",
            "video" => "video",
            _ => "facts",
        };
        let tasks = if tool.actions.query().is_some() {
            "yes"
        } else {
            "no"
        };
        let (name, alias, cost) = (tool.name, tool.alias, cost(tool));
        let note = note(tool);
        out += &format!(
            "| `{name}` | `{alias}` | `{}` | {}{note} {} | {product} | {tasks} | {cost} |\n",
            tool.req_key, tool.summary.en, tool.summary.zh
        );
    }
    out
}

/// The price of a tool and its date.
fn cost(tool: &Tool) -> String {
    let Some(price) = price(tool.name) else {
        return "unknown".to_owned();
    };
    let (amount, unit) = (price.per_unit, price.unit.word());
    let cost = match price.count {
        Count::Free => "not billed".to_owned(),
        Count::Agent { credits, .. } => format!("{credits} credits a second, {amount} each"),
        _ => format!("{amount} per {unit}"),
    };
    let undated = if price.seen.dated { "" } else { ", undated" };
    format!("{cost} ({}{undated})", price.seen.date)
}

/// What sets a tool apart that is not like the others.
fn note(tool: &Tool) -> String {
    let status = match tool.status {
        Status::Current => None,
        Status::Legacy => Some("legacy"),
        Status::Retiring => Some("being retired"),
        Status::Unconfirmed => Some("unconfirmed"),
    };
    let typed = (!tool.typed).then_some("by `invoke` only");
    let words: Vec<&str> = [status, typed].into_iter().flatten().collect();
    match words.as_slice() {
        [] => String::new(),
        _ => format!(" ({})", words.join(", ")),
    }
}
