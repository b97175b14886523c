//! Words that this project does not use: the field has its own.

use super::files;

/// Old words and phrases, and what is written in their place.
const OLD: &[(&str, &str)] = &[
    ("wish", "request, order"),
    ("seed of chance", "random seed"),
    ("nobody can know", "unknown"),
    ("no way leads", "no route to host"),
    ("link has ended", "the link has expired"),
    ("which parts addresses", "the separator of this list"),
    ("in the making", "incremental"),
    ("waits for nothing", "does not wait"),
    ("nothing_left", "request_sent"),
    ("within_ms", "timeout_ms"),
    ("most_purchases", "MAX_SUBMIT_RETRIES"),
    ("oddity", "UnexpectedReply"),
    ("between_the_lines", "scan_request_id"),
    ("tell_aside", "record_in_background"),
    ("usual_place", "default_path"),
    ("letters levelled", "case-folded"),
    ("field::of(", "Field::new("),
    ("agent::of(", "Agent::in_rig("),
    ("most_mib", "max_mib"),
    ("whoever", "the caller, the reader"),
    (" taker", "import"),
    ("x-least", "min"),
    ("x-most", "max"),
    ("action-pair", "actions"),
    ("you: change", "hint: check"),
    ("collect it with", "get the result with"),
    ("意图", "幂等键"),
    ("应答", "响应"),
];

/// Names in code: each is a whole word there.
const NAMES: &[(&str, &str)] = &[
    ("least", "min"),
    ("most", "max"),
    ("Parcel", "MediaFetcher"),
    ("Wish", "DeliveryOptions"),
    ("Pair", "Actions"),
    ("too_late", "give_up"),
    ("essence", "canonical_form"),
];

/// The same in the component.
const CORE_NAMES: &[(&str, &str)] = &[
    ("Blind", "ProbeError"),
    ("Trouble", "DownloadError"),
    ("Elsewhere", "Redirect"),
    ("Ask", "ApiRequest"),
    ("turned", "exif_orientation"),
];

const ROOMS: [&str; 11] = [
    "catalog",
    "src",
    "host",
    "cli",
    "simulator",
    "host-test",
    "xtask",
    "adapters",
    "http-api",
    "shared-journal",
    "fuzz",
];

#[test]
fn old_words_are_gone() {
    let mut texts = Vec::new();
    for room in ROOMS {
        texts.extend(files(room, "rs"));
    }
    texts.extend(files("shared-journal", "sql"));
    texts.extend(files("plugins", "py"));
    texts.extend(
        files("wit", "wit")
            .into_iter()
            .filter(|(name, _)| !name.starts_with("wit/deps")),
    );
    texts.extend(
        files("docs", "md")
            .into_iter()
            .filter(|(name, _)| name == "docs/errors.md"),
    );
    assert!(texts.len() > 500, "{} files", texts.len());
    let mut found = Vec::new();
    for (name, text) in &texts {
        for (number, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let old = OLD.iter().filter(|(old, _)| lower.contains(old));
            found.extend(old.map(|(old, new)| format!("{name}:{}: `{old}`: {new}", number + 1)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn old_names_are_gone() {
    let mut found = Vec::new();
    for (name, text) in ROOMS.iter().flat_map(|room| files(room, "rs")) {
        for (number, line) in text.lines().enumerate() {
            let code = without_strings(line.split("//").next().unwrap_or_default());
            let core = CORE_NAMES.iter().filter(|_| name.starts_with("src/"));
            let names: Vec<_> = NAMES.iter().chain(core).collect();
            let words = super::words(&code).filter_map(|word| {
                let old = names.iter().find(|(old, _)| *old == word);
                old.map(|(old, new)| format!("{name}:{}: `{old}`: {new}", number + 1))
            });
            found.extend(words);
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A line of code without what stands between its quotes.
fn without_strings(line: &str) -> String {
    line.split('"').step_by(2).collect::<Vec<_>>().join("\"")
}
