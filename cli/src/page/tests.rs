//! Every page is well-formed, every control has a name for people, and nothing that somebody
//! entered becomes markup.

use super::arguments::Files;
use super::entered::Entered;
use super::form::Form;
use super::uploads::Uploads;
use super::verdict::Verdict;
use super::{home, tool};
use crate::output::language::in_language;
use std::collections::{BTreeMap, BTreeSet};
use visual_catalog::{Tool, tools};

/// Elements without an end.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// An element: its name, its attributes, and whether it ends another.
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
    is_end: bool,
}

/// The tags of a page. Templates write every attribute in double quotes.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        if tag.starts_with('!') {
            continue;
        }
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap();
        let mut attributes = BTreeMap::new();
        let mut text = tag.trim_start_matches('/')[name.len()..].trim_start();
        while !text.is_empty() {
            let end = text.find(['=', ' ']).unwrap_or(text.len());
            let key = &text[..end];
            text = &text[end..];
            let value = match text.strip_prefix("=\"") {
                Some(quoted) => {
                    let (value, after) = quoted.split_once('"').expect("a quote ends");
                    text = after;
                    value
                }
                None => "",
            };
            assert!(
                attributes
                    .insert(key.to_owned(), value.to_owned())
                    .is_none(),
                "{key} twice in <{tag}>"
            );
            text = text.trim_start();
        }
        tags.push(Tag {
            name: name.to_owned(),
            attributes,
            is_end: tag.starts_with('/'),
        });
    }
    tags
}

/// Holds a page to what every page keeps.
fn check(html: &str, whose: &str) {
    let tags = tags(html);
    let mut open = Vec::new();
    let mut ids = BTreeSet::new();
    for tag in &tags {
        if tag.is_end {
            assert_eq!(open.pop(), Some(&tag.name), "{whose}");
        } else if !VOID.contains(&tag.name.as_str()) {
            open.push(&tag.name);
        }
        for name in tag.attributes.keys() {
            assert!(
                !name.starts_with("on") && name != "style",
                "{whose}: {name}"
            );
        }
        if let Some(id) = tag.attributes.get("id") {
            assert!(ids.insert(id.clone()), "{whose}: two of {id}");
        }
    }
    assert!(open.is_empty(), "{whose}: {open:?}");
    let labelled: BTreeSet<_> = tags
        .iter()
        .filter(|tag| tag.name == "label")
        .filter_map(|tag| tag.attributes.get("for").cloned())
        .collect();
    for tag in tags.iter().filter(|tag| !tag.is_end) {
        let get = |name: &str| tag.attributes.get(name).map(String::as_str);
        if let Some(id) = get("for") {
            assert!(ids.contains(id), "{whose}: nothing has the id {id}");
        }
        for id in get("aria-describedby")
            .into_iter()
            .flat_map(str::split_whitespace)
        {
            assert!(ids.contains(id), "{whose}: nothing has the id {id}");
        }
        let is_control = matches!(tag.name.as_str(), "input" | "select" | "textarea");
        // A box in a label is named by that.
        let is_inside = get("name").is_some_and(|name| name.ends_with(".drop"));
        if is_control && get("type") != Some("hidden") && !is_inside {
            let is_named =
                get("aria-label").is_some() || get("id").is_some_and(|id| labelled.contains(id));
            assert!(is_named, "{whose}: {:?} has no label", tag.attributes);
        }
    }
}

fn form_of(tool: &'static Tool, entered: &Entered, verdict: &Verdict) -> String {
    let uploads = Uploads::default();
    let files = Files {
        uploads: &uploads,
        tenant: "t",
    };
    let form = Form {
        tool,
        entered,
        verdict,
        files,
        key: "k",
    };
    tool::page(&form, "cost", false).into_string()
}

#[test]
fn every_tool_has_a_form_in_both_languages() {
    let (entered, verdict) = (Entered::default(), Verdict::default());
    for tool in tools() {
        for is_chinese in [false, true] {
            let html = in_language(is_chinese, || form_of(tool, &entered, &verdict));
            check(&html, tool.alias);
            let title = if is_chinese {
                tool.title.zh
            } else {
                tool.title.en
            };
            assert!(
                html.contains(&maud::html! { (title) }.into_string()),
                "{}",
                tool.alias
            );
            for field in tool.fields {
                let [en, zh] = field.label();
                let label = if is_chinese { zh } else { en };
                assert!(html.contains(&label), "{}: {label}", tool.alias);
            }
        }
    }
}

#[test]
fn every_fault_is_shown_at_its_control_and_linked() {
    for tool in tools() {
        let verdict = Verdict::new(tool, &serde_json::Map::new(), Vec::new());
        let html = form_of(tool, &Entered::default(), &verdict);
        check(&html, tool.alias);
        let linked = tags(&html);
        let linked = linked.iter().filter_map(|tag| {
            tag.attributes
                .get("href")?
                .strip_prefix('#')
                .map(str::to_owned)
        });
        for id in linked {
            assert!(
                html.contains(&format!("id=\"{id}\"")),
                "{}: {id}",
                tool.alias
            );
        }
    }
}

#[test]
fn what_was_entered_stays_text() {
    let hostile = "\"><script>alert(1)</script><b a='\n&lt;</textarea>";
    for tool in tools() {
        let mut entered = Entered::default();
        let html = form_of(tool, &entered, &Verdict::default());
        for tag in tags(&html) {
            if let Some(name) = tag.attributes.get("name").filter(|name| *name != "_do") {
                entered.add(name, hostile);
            }
        }
        let mut verdict = Verdict {
            general: vec![hostile.to_owned()],
            ..Verdict::default()
        };
        for field in tool.fields {
            verdict
                .fields
                .insert(visual_catalog::snake(field.name), hostile.to_owned());
        }
        let html = form_of(tool, &entered, &verdict);
        check(&html, tool.alias);
        assert!(
            !html.contains("<script") && !html.contains("<b "),
            "{}",
            tool.alias
        );
        if tool.fields.iter().any(|field| field.name == "prompt") {
            assert!(html.contains("&lt;script&gt;"), "{}", tool.alias);
        }
    }
}

#[test]
fn the_list_holds_every_tool_and_search_finds_words_of_both_languages() {
    let all: Vec<_> = tools().collect();
    for is_chinese in [false, true] {
        let html = in_language(is_chinese, || home::page(&all, "").into_string());
        check(&html, "home");
        for tool in &all {
            assert!(
                html.contains(&format!("href=\"/tools/{}\"", tool.alias)),
                "{}",
                tool.alias
            );
        }
        for search in ["inpaint", "换脸", "SEEDEDIT 3.0"] {
            let html = in_language(is_chinese, || home::page(&all, search).into_string());
            check(&html, search);
            let cards = html.matches("class=\"card\"").count();
            assert!((1..40).contains(&cards), "{search}: {cards}");
        }
        let nothing = home::page(&all, "<i>nothing like this").into_string();
        check(&nothing, "nothing");
        assert_eq!(nothing.matches("class=\"card\"").count(), 0);
    }
}
