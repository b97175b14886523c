//! The README, in two languages.

use std::fs;

use super::root;

const ENGLISH: &str = "README.md";
const CHINESE: &str = "README.zh-CN.md";
const LONGEST: usize = 200;

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name))
        .unwrap()
        .replace('\r', "")
}

#[test]
fn the_readme_fits_on_few_screens() {
    for name in [ENGLISH, CHINESE] {
        let lines = read(name).lines().count();
        assert!(lines <= LONGEST, "{name} has {lines} lines");
    }
}

/// How deep the headings are.
fn headings(text: &str) -> Vec<usize> {
    let levels = outside(text).map(|line| line.chars().take_while(|c| *c == '#').count());
    levels.filter(|level| *level > 0).collect()
}

/// The lines outside of blocks of code.
fn outside(text: &str) -> impl Iterator<Item = &str> {
    text.split("```").step_by(2).flat_map(str::lines)
}

/// The blocks of code without their comments.
fn blocks(text: &str) -> Vec<String> {
    let blocks = text.split("```").skip(1).step_by(2);
    let command = |line: &str| {
        line.split(" # ")
            .next()
            .unwrap_or_default()
            .trim_end()
            .to_owned()
            + "\n"
    };
    blocks
        .map(|block| block.lines().map(command).collect())
        .collect()
}

/// Where its links lead, those to headings of its own aside.
fn links(text: &str) -> Vec<&str> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.starts_with('#')).collect()
}

#[test]
fn both_languages_say_the_same() {
    let (english, chinese) = (read(ENGLISH), read(CHINESE));
    assert_eq!(headings(&english), headings(&chinese));
    assert_eq!(blocks(&english), blocks(&chinese));
    assert_eq!(links(&english), links(&chinese));
    let rows = |text: &str| outside(text).filter(|line| line.starts_with('|')).count();
    assert_eq!(rows(&english), rows(&chinese));
    let items = |text: &str| outside(text).filter(|line| line.starts_with("- ")).count();
    assert_eq!(items(&english), items(&chinese));
}

/// What runs elsewhere relies on this order.
#[test]
fn the_first_commands_are_the_demo_and_the_tests() {
    let text = read(ENGLISH);
    let commands: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("cargo "))
        .collect();
    assert!(commands[0].starts_with("cargo xtask demo "), "{commands:?}");
    assert!(commands[1].starts_with("cargo xtask test "), "{commands:?}");
}

#[test]
fn the_numbers_of_tools_are_those_of_the_catalogue() {
    let typed = visual_catalog::tools().filter(|tool| tool.typed).count();
    let others = visual_catalog::tools().filter(|tool| !tool.typed).count();
    let all = typed + others;
    let priceless =
        visual_catalog::tools().filter(|tool| visual_catalog::price(tool.name).is_none());
    let priceless = priceless.count();
    for (name, facts) in [
        (
            ENGLISH,
            [
                format!("{all} tools, from text"),
                format!("{typed} of them are typed functions"),
                format!("{priceless} of the {all} tools"),
            ],
        ),
        (
            CHINESE,
            [
                format!("其中 {typed} 个有类型化接口"),
                format!("其余 {others} 个"),
                format!("{all} 个工具中有 {priceless} 个价格未知"),
            ],
        ),
    ] {
        let text = read(name);
        for fact in facts {
            assert!(text.contains(&fact), "{name}: {fact}");
        }
    }
}
