//! `docs/errors.md` says what the code does.

#[path = "../examples/errors/kinds.rs"]
mod kinds;
#[path = "../examples/errors/page.rs"]
mod page;

use volcengine_visual::errors::service_codes::CODES;
use volcengine_visual::errors::transport_codes::TRANSPORT_CODES;

const PAGE: &str = include_str!("../docs/errors.md");
const TYPES: &str = include_str!("../wit/types.wit");

#[test]
fn the_page_is_current() {
    assert!(PAGE == page::page(), "run `cargo xtask wit` and commit");
}

#[test]
fn every_kind_of_the_wit_has_a_row() {
    let (_, rest) = TYPES.split_once("enum error-kind {").unwrap();
    let (cases, _) = rest.split_once('}').unwrap();
    let cases = cases.lines().map(str::trim);
    let cases = cases.filter(|line| !line.is_empty() && !line.starts_with("//"));
    let cases: Vec<String> = cases
        .map(|line| line.trim_end_matches(',').into())
        .collect();
    assert_eq!(kinds::KINDS.map(page::word).to_vec(), cases);
    for kind in kinds::KINDS {
        let [who, bought, en, zh] = kinds::row(kind);
        assert!(!who.is_empty() && !bought.is_empty());
        assert!(en.is_ascii() && en.ends_with(['.', ')']), "{en}");
        assert!(zh.ends_with(['。', '）']), "{zh}");
    }
}

#[test]
fn every_code_has_a_row() {
    let codes = CODES.iter().map(|row| row.code);
    for code in codes.chain(TRANSPORT_CODES.iter().map(|row| row.code)) {
        let row = format!("\n| `{code}`");
        assert_eq!(PAGE.matches(&row).count(), 1, "{code}");
    }
    let rows: Vec<_> = PAGE
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    assert!(rows.len() >= CODES.len() + TRANSPORT_CODES.len());
    for row in rows {
        assert!(!row.contains("|  |") && row.contains("<br>"), "{row}");
    }
}
