//! The program `volc-sim`.

use crate::wire::client::Client;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use volc_sim::Side;

const PROGRAM: &str = env!("CARGO_BIN_EXE_volc-sim");

/// The program without keys from outside.
fn program() -> Command {
    let mut command = Command::new(PROGRAM);
    for name in ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN"] {
        command.env_remove(name);
    }
    command
}

/// A running program, ended with the test.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Running {
        Running(command.stdout(Stdio::piped()).spawn().unwrap())
    }

    fn lines(&mut self, count: usize) -> Vec<String> {
        let out = BufReader::new(self.0.stdout.as_mut().unwrap());
        out.lines().take(count).map(Result::unwrap).collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_says_where_it_listens_and_makes_a_pair() {
    let mut running = Running::start(&mut program());
    let lines = running.lines(3);
    let port: u16 = lines[0]
        .strip_prefix("listening on http://127.0.0.1:")
        .unwrap()
        .parse()
        .unwrap();
    assert_ne!(port, 0);
    assert!(lines[1].starts_with("VOLC_ACCESSKEY=AKLT"));
    assert!(lines[2].starts_with("VOLC_SECRETKEY="));
}

#[test]
fn it_takes_a_pair_and_does_not_print_it() {
    let mut running = Running::start(
        program()
            .env("VOLC_ACCESSKEY", "AKLTmine")
            .env("VOLC_SECRETKEY", "secret"),
    );
    assert!(running.lines(1)[0].starts_with("listening on "));
    running.0.kill().unwrap();
    assert_eq!(running.lines(9), Vec::<String>::new());
}

#[tokio::test]
async fn it_offers_unconfirmed_tools_when_told_to() {
    for (arguments, code) in [(&[][..], 50400), (&["--unconfirmed"][..], 10000)] {
        let (_running, client) = with_client(arguments);
        let body = json!({"req_key": "jimeng_ecom_product_img_v30", "prompt": "p"});
        let reply = client.call("CVSync2AsyncSubmitTask", &body).await;
        assert_eq!(reply.verdict().1, code);
    }
}

/// The program with these arguments, and a client that has its keys.
fn with_client(arguments: &[&str]) -> (Running, Client) {
    let keys = volc_sim::Keys::generate();
    let mut running = Running::start(
        program()
            .args(arguments)
            .env("VOLC_ACCESSKEY", &keys.access_key_id)
            .env("VOLC_SECRETKEY", &keys.secret_access_key),
    );
    let line = running.lines(1).remove(0);
    let client = Client {
        endpoint: line.trim_start_matches("listening on ").to_owned(),
        keys,
        clock_offset: 0,
        side: Side::China,
    };
    (running, client)
}

/// What the program answers to a submit, to another, and to a query of the first.
async fn answers(arguments: &[&str]) -> (i64, i64, String) {
    let (_running, client) = with_client(arguments);
    let mut body = json!({"req_key": "jimeng_vgfm_t2v_l20", "prompt": "p"});
    let first = client.call("CVSync2AsyncSubmitTask", &body).await;
    let second = client.call("CVSync2AsyncSubmitTask", &body).await;
    body["task_id"] = first.json()["data"]["task_id"].clone();
    let status = client.call("CVSync2AsyncGetResult", &body).await.json()["data"]["status"].clone();
    let status = status.as_str().unwrap_or_default().to_owned();
    (first.verdict().1, second.verdict().1, status)
}

#[tokio::test]
async fn times_and_quotas_can_be_chosen() {
    let (ok, hour) = (10000, "3600000");
    for (arguments, expected) in [
        (&["--queue-ms", hour][..], (ok, ok, "in_queue")),
        (
            &["--queue-ms=0", "--generate-ms", hour],
            (ok, ok, "generating"),
        ),
        (&["--queue-ms=0", "--generate-ms=0"], (ok, ok, "done")),
        (
            &["--concurrency", "1", "--queue-ms", hour],
            (ok, 50430, "in_queue"),
        ),
        (&["--trial", "--queue-ms", hour], (ok, 50430, "in_queue")),
        (&["--qps=0"], (50429, 50429, "")),
    ] {
        let (first, second, status) = answers(arguments).await;
        assert_eq!((first, second, status.as_str()), expected, "{arguments:?}");
    }
}

#[tokio::test]
async fn one_side_is_served_or_both() {
    let body = json!({
        "req_key": "realman_avatar_picture_omni15_cv", "image_url": "https://example.com/a.png",
        "audio_url": "https://example.com/a.mp3"
    });
    for (arguments, on_byteplus, on_china) in [
        (&[][..], 200, 401),
        (&["--side", "byteplus"], 200, 401),
        (&["--side=china"], 401, 401),
    ] {
        let (_running, client) = with_client(arguments);
        for (side, status) in [(Side::Byteplus, on_byteplus), (Side::China, on_china)] {
            let client = Client {
                side,
                ..client.clone()
            };
            let reply = client.call("CVSubmitTask", &body).await;
            assert_eq!(reply.status, status, "{arguments:?} {side:?}");
        }
    }
}

#[test]
fn wrong_use_is_explained() {
    let fails = |command: &mut Command, word: &str| {
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && text.contains(word), "{text}");
    };
    fails(program().args(["--port", "70000"]), "0 to 65535");
    fails(program().arg("--port"), "needs a value");
    fails(program().arg("--what"), "unknown argument --what");
    fails(program().arg("--what=1"), "unknown argument --what=1");
    fails(program().args(["--qps", "-1"]), "0 to 4294967295");
    fails(program().arg("--queue-ms=soon"), "not soon");
    fails(
        program().arg("--side=north"),
        "china or byteplus, not north",
    );
    let args = ["--unconfirmed", "--port"];
    fails(program().args(args), "needs a value");
    fails(program().env("VOLC_ACCESSKEY", "AKLTmine"), "or neither");
}
