//! What is printed of each tool, in both languages, is not wider than 80 columns.

use super::page;
use crate::args::help;
use crate::args::program::program;
use crate::args::{flags, schema};
use crate::output::language::in_language;
use crate::output::layout::columns;
use visual_catalog::schema::{facts, schema as schema_of};
use visual_catalog::{Tool, tools};
use visual_host::types::{ToolDescription, ToolInfo, ToolStatus};

/// The usual terminal.
const WIDTH: usize = 80;

fn described(tool: &Tool) -> ToolDescription {
    let mut info = ToolInfo::default();
    info.name = tool.name.to_owned();
    info.alias = tool.alias.to_owned();
    info.req_key = tool.req_key.to_owned();
    info.family = tool.family.name().to_owned();
    [info.title, info.title_zh] = [tool.title.en, tool.title.zh].map(str::to_owned);
    [info.summary, info.summary_zh] = [tool.summary.en, tool.summary.zh].map(str::to_owned);
    info.status = ToolStatus::Unconfirmed;
    let mut described = ToolDescription::default();
    described.info = info;
    described.schema = schema_of(tool).to_string();
    described.facts = facts(tool).to_string();
    described
}

/// An address cannot be broken.
fn is_too_wide(line: &&String) -> bool {
    columns(line) > WIDTH && !line.contains("https://")
}

fn assert_fits(lines: &[String], what: &str) {
    let wide: Vec<_> = lines.iter().filter(is_too_wide).collect();
    assert_eq!(wide, [""; 0], "{what}");
}

/// The help of a command with a tool, as it is printed.
fn help_of(command: &str, tool: &Tool, flag: &str) -> Vec<String> {
    let fields = schema::fields(&schema_of(tool), &facts(tool));
    let usage = flags::usage(tool.alias, &fields);
    let program = help::laid_out(program(Some(&usage), flags::define(&fields)));
    let asked = ["visual", command, tool.alias, flag];
    let text = program.try_get_matches_from(asked).unwrap_err().to_string();
    help::printed(&text)
}

#[test]
fn every_tool_is_described_within_80_columns() {
    for is_chinese in [false, true] {
        in_language(is_chinese, || {
            for tool in tools() {
                assert_fits(&page(&described(tool), WIDTH), tool.alias);
                for flag in ["-h", "--help"] {
                    assert_fits(&help_of("run", tool, flag), tool.alias);
                }
            }
        });
    }
}

#[test]
fn a_long_usage_goes_on_below() {
    let tool = visual_catalog::find("pippit-script").unwrap();
    let lines = help_of("price", tool, "-h");
    let usage = lines
        .iter()
        .position(|line| line.starts_with("Usage: visual price pippit-script"));
    let usage = &lines[usage.unwrap()..];
    assert!(usage[1].starts_with("        --"), "{usage:?}");
    let end = usage.iter().position(|line| line.ends_with("[OPTIONS]"));
    assert!(end.is_some_and(|end| end < 4), "{usage:?}");
}
