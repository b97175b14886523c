//! The text form of a task: whole, or refused.

use crate::common::{BEGIN, GENERAL, ID, JIMENG, PORTRAIT, T2V, task};
use volcengine_visual::call::task_text::{format, parse};
use volcengine_visual::types::{
    AigcLabel, Delivery, OutputOptions, Task, Watermark, WatermarkLanguage, WatermarkPosition,
};

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

fn full() -> Task {
    Task {
        tool: GENERAL.into(),
        id: ID.into(),
        submitted_at: BEGIN,
        output: Some(OutputOptions {
            delivery: Some(Delivery::Base64),
            watermark: Some(Watermark {
                text: Some("水印“一”\n🐱\"\\".into()),
                position: Some(WatermarkPosition::TopRight),
                language: Some(WatermarkLanguage::English),
                opacity: Some(0.35),
            }),
            label: Some(AigcLabel {
                content_producer: Some("作者".into()),
                producer_id: "p-1".into(),
                content_propagator: Some("平台".into()),
                propagate_id: Some(String::new()),
            }),
        }),
    }
}

fn shown(task: &Task) -> String {
    format!("{task:?}")
}

fn comes_back(task: &Task) {
    let text = format(task);
    let read = parse(&text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    assert_eq!(shown(&read), shown(task));
}

#[test]
fn every_task_comes_back_whole() {
    comes_back(&full());
    comes_back(&task(T2V, 0));
    comes_back(&task(PORTRAIT, 99));
    for id in [
        "7392616336519610409",
        "00000000000000000007",
        "99999999999999999999",
        "a-b_C",
    ] {
        comes_back(&Task {
            id: id.into(),
            submitted_at: u64::MAX,
            ..task(GENERAL, 0)
        });
    }
}

#[test]
fn every_option_comes_back() {
    let with = |change: &dyn Fn(&mut OutputOptions)| {
        let mut changed = full();
        change(changed.output.as_mut().unwrap());
        comes_back(&changed);
    };
    for delivery in [Delivery::Url, Delivery::Bytes, Delivery::Base64] {
        with(&|output| output.delivery = Some(delivery));
    }
    for position in [
        WatermarkPosition::BottomRight,
        WatermarkPosition::BottomLeft,
        WatermarkPosition::TopLeft,
        WatermarkPosition::TopRight,
    ] {
        with(&|output| output.watermark.as_mut().unwrap().position = Some(position));
    }
    for language in [WatermarkLanguage::Chinese, WatermarkLanguage::English] {
        with(&|output| output.watermark.as_mut().unwrap().language = Some(language));
    }
    for opacity in [0.0, 1.0, 0.1, 1e-9, 1.0 / 3.0] {
        with(&|output| output.watermark.as_mut().unwrap().opacity = Some(opacity));
    }
    with(&|output| output.delivery = None);
    with(&|output| output.watermark = None);
    with(&|output| output.label = None);
    with(&|output| {
        output.watermark = Some(Watermark {
            text: None,
            position: None,
            language: None,
            opacity: None,
        });
    });
    with(&|output| {
        output.label = Some(AigcLabel {
            content_producer: None,
            producer_id: "p".into(),
            content_propagator: None,
            propagate_id: None,
        });
    });
    with(&|output| {
        *output = OutputOptions {
            delivery: None,
            watermark: None,
            label: None,
        };
    });
}

#[test]
fn the_text_is_one_url_safe_word() {
    for task in [full(), task(T2V, 0)] {
        let text = format(&task);
        assert!(text.starts_with("vt1."));
        assert!(text.chars().all(|c| ALPHABET.contains(c)), "{text}");
        assert_eq!(text, format(&task), "the same task has the same text");
    }
}

#[test]
fn blanks_around_the_text_do_no_harm() {
    let text = format(&full());
    let read = parse(&format!(" \t{text}\r\n")).unwrap();
    assert_eq!(shown(&read), shown(&full()));
}

#[test]
fn every_changed_character_is_noticed() {
    let text = format(&full());
    for place in 0..text.len() {
        for other in ALPHABET.chars().chain(['=', '+', '/', ' ', '水']) {
            if text[place..].starts_with(other) {
                continue;
            }
            let mut changed = text.clone();
            changed.replace_range(place..=place, &other.to_string());
            // A blank in place of an end is a cut.
            let fault = parse(&changed).expect_err(&changed);
            assert_eq!(fault.field, "task");
            assert!(!fault.en.is_empty() && !fault.zh.is_empty());
        }
    }
}

#[test]
fn every_cut_and_every_lost_or_doubled_character_is_noticed() {
    let text = format(&full());
    for place in 0..text.len() {
        assert!(parse(&text[..place]).is_err(), "cut at {place}");
        assert!(parse(&text[place + 1..]).is_err(), "begun at {place}");
        let mut lost = text.clone();
        let gone = lost.remove(place);
        assert!(parse(&lost).is_err(), "lost at {place}");
        lost.insert(place, gone);
        lost.insert(place, gone);
        assert!(parse(&lost).is_err(), "doubled at {place}");
    }
    assert!(parse(&format!("{text}.")).is_err());
    assert!(parse(&format!("{text}.x")).is_err());
}

#[test]
fn a_bare_identifier_and_other_versions_are_told_apart_from_damage() {
    for text in ["", ID, "vt1", GENERAL, "{}", "vt 1.a.b"] {
        assert!(parse(text).is_err(), "{text}");
    }
    let other = format(&full()).replacen("vt1.", "vt2.", 1);
    for text in [ID, other.as_str()] {
        let fault = parse(text).unwrap_err();
        assert!(fault.en.contains("expected `vt1."), "{}", fault.en);
    }
    let text = format(&full());
    let fault = parse(&text[..text.len() - 1]).unwrap_err();
    assert!(fault.en.contains("damaged"), "{}", fault.en);
}

#[test]
fn a_task_of_no_tool_with_tasks_is_refused() {
    for name in ["no-such-tool", "", JIMENG, "jimeng-2.1"] {
        let fault = parse(&format(&task(name, 0))).unwrap_err();
        assert_eq!(fault.field, "task");
    }
    let fault = parse(&format(&task("no-such-tool", 0))).unwrap_err();
    assert!(fault.en.contains("no-such-tool") && fault.zh.contains("no-such-tool"));
    let fault = parse(&format(&task(JIMENG, 0))).unwrap_err();
    assert!(fault.en.contains("no tasks"), "{}", fault.en);
}

#[test]
fn a_strange_identifier_is_refused() {
    let long = "7".repeat(129);
    for id in ["", "7 7", "7\n", "七", "7\",\"x\":\"", long.as_str()] {
        let task = Task {
            id: id.into(),
            ..task(GENERAL, 0)
        };
        assert!(parse(&format(&task)).is_err(), "{id:?}");
    }
}

#[test]
fn a_text_is_found_as_it_was_pasted() {
    let text = format(&full());
    let (head, tail) = text.split_at(text.len() / 2);
    for pasted in [
        format!("pending: {text}"),
        format!("collect it with: visual task wait {text}\n"),
        format!("\"{text}\""),
        format!("'{text}',"),
        format!("  \u{201c}{text}\u{201d} "),
        format!("\"text\":\"{text}\"}}"),
        format!("{head}\r\n  {tail}\n"),
        format!("task: {head}\n{tail}\nbought: yes"),
        format!("pending: {text}\nstatus: in_queue\nbought: yes"),
    ] {
        assert_eq!(
            parse(&pasted).map(|task| task.id),
            Ok(ID.into()),
            "{pasted}"
        );
    }
    for other in [
        format!("x{text}"),
        format!("pending: {head}"),
        "pending: vt1.".into(),
    ] {
        assert!(parse(&other).is_err(), "{other}");
    }
}
