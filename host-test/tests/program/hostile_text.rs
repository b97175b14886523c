//! What a service, a component or a journal puts into a text is printed without
//! a character that a terminal acts on or an eye does not see, and begins no
//! line of its own.

use host_test::program::{Ran, Shell};
use host_test::{Server, place};
use serde_json::{Value, json};
use visual_catalog::find;

const INLINE: [&str; 4] = ["run", "jimeng-2.1", "--prompt", "a cat"];
const QUEUED: [&str; 4] = ["run", "general-3.0", "--prompt", "a cat"];
const PHOTO: &str = "https://example.com/a.png";

/// C0, DEL, C1, what reorders text, and what takes no room.
fn hostile() -> Vec<char> {
    ('\0'..='\u{1f}')
        .chain('\u{7f}'..='\u{9f}')
        .chain('\u{200b}'..='\u{200f}')
        .chain('\u{2028}'..='\u{202e}')
        .chain('\u{2060}'..='\u{206f}')
        .chain("\u{ad}\u{34f}\u{61c}\u{180e}\u{feff}\u{fff9}\u{e0001}\u{e0041}".chars())
        .collect()
}

/// All of them between letters, then a line that is not the program's own.
fn text() -> String {
    let all: String = hostile().iter().map(|c| format!("x{c}")).collect();
    format!("{all}\r\nforged: line")
}

fn assert_clean(ran: &Ran, about: &str) {
    let hostile = hostile();
    for printed in [&ran.out, &ran.err] {
        let shown = printed.chars().find(|c| *c != '\n' && hostile.contains(c));
        assert_eq!(shown, None, "{about}: {printed:?}");
        let forged = printed.lines().any(|line| line.starts_with("forged"));
        assert!(!forged, "{about}: {printed:?}");
    }
}

/// Runs the words for people and for programs; returns what programs read.
async fn both(shell: &Shell, words: &[&str], about: &str) -> Value {
    let about = format!("{about}: {words:?}");
    assert_clean(&shell.run(words).await, &about);
    let ran = shell.run(&[words, &["--json"]].concat()).await;
    assert_clean(&ran, &about);
    ran.object()
}

/// A service that answers submissions and queries with these bodies.
async fn service(submit: Value, query: Value) -> (Server, Shell) {
    let (submit, query) = (submit.to_string(), query.to_string());
    let server = Server::answering(move |head| {
        let body = match head.lines().next() {
            Some(first) if first.contains("GetResult") => &query,
            _ => &submit,
        };
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
    });
    let server = server.await;
    let keys = volc_sim::Keys::new("AKLTgood", "c2VjcmV0LXRoYXQtaXMtbm90LXNob3du");
    let shell = Shell::with_keys(&keys, &server.endpoint());
    (server, shell)
}

fn done(data: Value) -> Value {
    json!({"code": 10000, "message": text(), "request_id": text(), "data": data})
}

#[tokio::test]
async fn refusals_of_a_hostile_service() {
    let t = text();
    for body in [
        json!({"code": 50412, "message": t, "request_id": t, "status": t, "data": null}),
        json!({"code": t, "message": t, "request_id": t}),
        json!({"ResponseMetadata": {"RequestId": t, "Action": t,
               "Error": {"CodeN": 100010, "Code": t, "Message": t}}}),
        json!({"code": 10000, "data": {"task_id": t}, "request_id": t}),
        json!(t),
    ] {
        let (server, shell) = service(body.clone(), body.clone()).await;
        for words in [&INLINE[..], &QUEUED, &["check"]] {
            both(&shell, words, &body.to_string()).await;
        }
        let json = ["--body-json", "{}", "--wait", "0"];
        both(&shell, &[&["custom", "x"], &json[..]].concat(), "custom").await;
        let raw = ["raw", "CVProcess", "--api-version", "2022-08-31"];
        both(&shell, &[&raw, &json[..2]].concat(), "raw").await;
        both(&shell, &["task", "list"], "list").await;
        assert!(server.connections() >= 10, "{}", server.connections());
    }
}

#[tokio::test]
async fn products_of_a_hostile_service() {
    let t = text();
    let link = format!("https://p3-aiop-sign.byteimg.com/{t}~x.image?x-expires=1");
    let products = json!({
        "task_id": "7", "status": "done", "image_urls": [link], "video_url": t,
        "resp_data": json!({&t: t, "video_url": t, "msg": [t]}).to_string(),
        "algorithm_base_resp": {"status_code": 0, "status_message": t}, &t: {&t: t},
    });
    let (_server, shell) = service(done(products.clone()), done(products)).await;
    for words in [&INLINE[..], &QUEUED] {
        let printed = both(&shell, words, "links").await;
        let url = &printed["done"]["media"][0]["content"]["url"];
        assert!(url.is_string(), "{printed}");
        both(&shell, &[words, &["-o", "cat.png"]].concat(), "saving").await;
    }
    let words = ["run", "score-picture", "--image", PHOTO];
    let printed = both(&shell, &words, "facts").await;
    assert_eq!(printed["done"]["details"]["resp_data"][&t], t, "{printed}");
    let raw = ["raw", "CVProcess", "--api-version", "2022-08-31"];
    let printed = both(&shell, &[&raw[..], &["--body-json", "{}"]].concat(), "raw").await;
    assert_eq!(printed["raw"]["data"][&t], json!({ &t: t }), "{printed}");
}

#[tokio::test]
async fn tasks_of_a_hostile_service() {
    let t = text();
    let running = done(json!({"task_id": "7", "status": t, &t: t}));
    let (_server, shell) = service(running.clone(), running).await;
    // An argument of a process cannot hold a NUL, a key no control character.
    let refused = t.replace('\0', "");
    let words = [&QUEUED[..], &["--idempotency-key", &refused]].concat();
    both(&shell, &words, "an invalid key").await;
    let key = t.replace(char::is_control, "");
    let words = [&QUEUED[..], &["--idempotency-key", &key, "--wait", "1"]].concat();
    let printed = both(&shell, &words, "pending").await;
    let task = printed["pending"]["task"]["text"].as_str().unwrap();
    for action in ["status", "cancel"] {
        both(&shell, &["task", action, task], action).await;
    }
    let printed = both(&shell, &["task", "list"], "list").await;
    assert_eq!(printed["tasks"][0]["idempotency_key"], key);
    both(&shell, &["task", "forget", &key], "forget").await;
    both(&shell, &["task", "status", &key], "an invalid task").await;
    both(&shell, &["run", &key], "an unknown tool").await;
    both(&shell, &["describe", &key], "an unknown tool").await;
}

/// The component with other words, as long as its own, about one tool.
fn altered() -> Vec<u8> {
    let tool = find("jimeng-2.1").expect("the tool");
    let documented = tool.fields.iter().map(|field| field.doc.en);
    let own = [tool.title.en, tool.summary.en]
        .into_iter()
        .chain(documented);
    let mut component = place::component();
    for word in own.filter(|word| word.len() > 20) {
        let other = "a\u{1b}[2J\nforged:\u{9b}\u{202e}\u{200b}\r\u{7}";
        let other: Vec<u8> = other.bytes().chain([b'y'; 400]).take(word.len()).collect();
        assert!(str::from_utf8(&other).is_ok(), "{word}");
        let places = component.windows(word.len()).enumerate();
        let places: Vec<usize> = places
            .filter(|(_, window)| *window == word.as_bytes())
            .map(|(at, _)| at)
            .collect();
        assert!(!places.is_empty(), "the component does not hold `{word}`");
        for at in places {
            component[at..at + word.len()].copy_from_slice(&other);
        }
    }
    component
}

#[tokio::test]
async fn descriptions_of_a_hostile_component() {
    let shell = Shell::new();
    std::fs::write(shell.path("other.wasm"), altered()).unwrap();
    let other = ["--component", "other.wasm"];
    for words in [&["tools"][..], &["describe", "jimeng-2.1"]] {
        let printed = both(&shell, &[&other, words].concat(), "catalogue").await;
        assert!(printed.to_string().contains("forged"), "{words:?}");
    }
    for words in [
        &["run", "jimeng-2.1", "--help"][..],
        &["run", "jimeng-2.1", "--simulate"],
        &["run", "jimeng-2.1", "--no-such-flag"],
    ] {
        let ran = shell.run(&[&other, words].concat()).await;
        assert_clean(&ran, &format!("{words:?}"));
    }
}
