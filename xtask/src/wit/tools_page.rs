//! `docs/tools.md`: every tool, in a table for each family.

use visual_catalog::{Family, Status, Tool};

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
        "\n## {}: {} {}\n\n| tool | alias | service's key | what it does | makes | tasks |\n|---|---|---|---|---|---|\n",
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
        let (name, alias) = (tool.name, tool.alias);
        let note = note(tool);
        out += &format!(
            "| `{name}` | `{alias}` | `{}` | {}{note} {} | {product} | {tasks} |\n",
            tool.req_key, tool.summary.en, tool.summary.zh
        );
    }
    out
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
