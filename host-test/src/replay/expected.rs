//! What a caller was told, beside what a capture expects.

use serde_json::{Value, json};
use visual_host::Error;
use visual_host::types::{Media, MediaContent, Outcome};

type Told = Result<Outcome, Error>;

/// Where the answer is not the expected one.
pub(super) fn judge(told: &Told, expect: &Value) -> Vec<String> {
    let actual = summary(told);
    let expected = expect.as_object().expect("what is expected is an object");
    let mut flaws = Vec::new();
    for (name, value) in expected {
        if name == "says" {
            let text = actual["message"].as_str().unwrap_or_default();
            let part = value.as_str().expect("a text");
            if !text.contains(part) {
                flaws.push(format!("it does not say `{part}`: {text}"));
            }
        } else if actual[name] != *value {
            flaws.push(format!("{name} is {}, not {value}", actual[name]));
        }
    }
    if let Err(error) = told
        && (error.message.is_empty() || error.message_zh.is_ascii())
    {
        flaws.push("it does not say so in both languages".to_owned());
    }
    flaws
}

/// The answer in a line.
pub(super) fn shown(told: &Told) -> String {
    let value = summary(told);
    let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    match told {
        Ok(Outcome::Done(done)) => {
            let media = done.media.iter().map(|media| {
                let media = product(media);
                let part = |name: &str| media[name].as_str().unwrap_or_default().to_owned();
                format!("{} {} {}", part("mime_type"), part("form"), part("host"))
            });
            let media: Vec<String> = media.map(|text| text.trim_end().to_owned()).collect();
            match media.is_empty() {
                true => "done: a report".to_owned(),
                false => format!("done: {}", media.join(", ")),
            }
        }
        Ok(Outcome::Pending(_)) => format!("pending: {}", text("status")),
        Err(_) => format!(
            "error: {} {}, purchase {}, {}",
            text("code"),
            text("kind"),
            text("purchase"),
            text("advice")
        ),
    }
}

/// What captures may expect something of.
fn summary(told: &Told) -> Value {
    match told {
        Ok(Outcome::Done(done)) => json!({
            "outcome": "done",
            "media": done.media.iter().map(product).collect::<Vec<_>>(),
            "details": serde_json::from_str::<Value>(&done.details).expect("details are JSON"),
            "warnings": done.warnings,
            "hosts": done.media.iter().map(|media| product(media)["host"].clone()).collect::<Vec<_>>(),
            "report": done.report_json(),
        }),
        Ok(Outcome::Pending(pending)) => {
            json!({ "outcome": "pending", "status": pending.status })
        }
        Err(error) => {
            let mut value = serde_json::json!(error);
            value["outcome"] = json!("error");
            value
        }
    }
}

fn product(media: &Media) -> Value {
    let rendered = json!(media);
    let form = match media.content {
        MediaContent::Url(_) => "url",
        MediaContent::Bytes(_) => "bytes",
        MediaContent::Base64(_) => "base64",
    };
    let mut value = json!({
        "kind": rendered["kind"],
        "mime_type": rendered["mime_type"],
        "form": form,
    });
    if let MediaContent::Url(link) = &media.content {
        let uri: http::Uri = link.parse().expect("an address");
        value["host"] = json!(uri.host());
        value["expires_at"] = json!(media.expires_at);
    }
    value
}
