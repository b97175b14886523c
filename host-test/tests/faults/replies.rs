//! F6, F9: answers that are not what the service documents. A million more are
//! tried natively, in `tests/replies_made_up.rs`.

use host_test::calls::Calls;
use host_test::{Rig, rig};
use serde_json::{Value, json};
use visual_host::types::{Error, ErrorKind, Outcome, Purchase};
use volc_sim::{Fault, Target, What};

use crate::faults::{GENERAL, OLD, PROCESS, SOME, assert_clean, run_for, submits};

const ID: &str = "20250102110405AB12CD34EF567890AB";

/// An answer as the service writes it.
fn envelope(data: &Value) -> String {
    format!(
        r#"{{"code":10000,"data":{data},"message":"Success","request_id":"{ID}","status":10000,"time_elapsed":"84.448µs"}}"#
    )
}

/// What a broken answer is called at each place, and which request id is told.
struct Expected<'a> {
    at_submit: (ErrorKind, Purchase),
    at_query: ErrorKind,
    request_id: Option<&'a str>,
}

const UNREADABLE: Expected<'static> = Expected {
    at_submit: (ErrorKind::OutcomeUnknown, Purchase::Unknown),
    at_query: ErrorKind::BadReply,
    request_id: None,
};

/// Answers a submit, a call of `CVProcess` and a query with it, and judges the
/// three errors.
async fn check(rig: &Rig, what: &What, expected: &Expected<'_>, shown: &str) {
    let bought = rig.meter().accepted;
    for tool in [GENERAL, PROCESS] {
        let before = submits(rig);
        let once = Fault::once(Target::AnySubmit, what.clone());
        rig.simulator.inject(once);
        let error = run_for(&rig.host, tool, 5_000).await.error();
        let told = (error.kind, error.purchase);
        assert_eq!(told, expected.at_submit, "{shown}: {error:?}");
        judge(&error, expected, shown);
        assert_eq!(submits(rig), before + 1, "{shown}");
    }
    let once = Fault::once(Target::AnyQuery, what.clone());
    rig.simulator.inject(once);
    let answer = rig.host.task_status(&rig::task(SOME, OLD)).await;
    let error = rig::failure(answer);
    let told = (error.kind, error.purchase);
    assert_eq!(
        told,
        (expected.at_query, Purchase::Made),
        "{shown}: {error:?}"
    );
    assert_eq!(error.task.as_ref().map(|task| task.id.as_str()), Some(SOME));
    judge(&error, expected, shown);
    assert_eq!(rig.meter().accepted, bought, "{shown}");
}

fn judge(error: &Error, expected: &Expected<'_>, shown: &str) {
    assert_eq!(
        error.request_id.as_deref(),
        expected.request_id,
        "{shown}: {error:?}"
    );
    assert_clean(&error.message);
    assert_clean(&error.message_zh);
}

fn text(body: impl Into<Vec<u8>>) -> What {
    What::reply(200, &[("content-type", "application/json")], body)
}

#[tokio::test]
async fn f6_json_cut_at_any_place_is_no_answer() {
    let rig = Rig::start().await;
    let whole = envelope(&json!({ "task_id": SOME, "status": "in_queue" }));
    let id_ends = whole.find(ID).unwrap() + ID.len() + 1;
    let offsets = (0..whole.len())
        .step_by(6)
        .chain([id_ends - 1, id_ends, whole.len() - 1]);
    for offset in offsets {
        let expected = Expected {
            request_id: (offset >= id_ends).then_some(ID),
            ..UNREADABLE
        };
        let part = whole.as_bytes()[..offset].to_vec();
        check(&rig, &text(part), &expected, &format!("cut at {offset}")).await;
    }
    // The same of what the simulator itself would answer, after it accepted.
    for bytes in [0, 1, 20, 60] {
        let cut = Fault::once(Target::AnySubmit, What::CutBody(bytes));
        rig.simulator.inject(cut);
        let error = run_for(&rig.host, GENERAL, 5_000).await.error();
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{bytes}");
    }
    assert_eq!(rig.meter().accepted, 4);
}

#[tokio::test]
async fn f6_json_of_another_shape_is_no_answer() {
    let rig = Rig::start().await;
    let deep = |open: &str, close: &str| {
        let (open, close) = (open.repeat(10_000), close.repeat(10_000));
        format!(r#"{{"request_id":"{ID}","code":10000,"data":{open}0{close}}}"#)
    };
    let with = |member: &str| format!(r#"{{"request_id":"{ID}",{member}}}"#);
    let bodies = [
        // Wrong types.
        with(r#""code":null"#),
        with(r#""code":[10000]"#),
        with(r#""code":{"code":10000}"#),
        with(r#""code":true"#),
        with(r#""code":10000,"data":"x""#),
        with(r#""code":10000,"data":[{"task_id":"1"}]"#),
        with(r#""code":10000,"data":17"#),
        with(r#""data":{"task_id":"1"}"#),
        // No JSON.
        with(r#""code":NaN"#),
        with(r#""code":10000,"data":{"status":Infinity}"#),
        with(r#""code":10000,"data":{"status":"\ud800"}"#),
        with(r#""code":10000,"data":{"status":"\udc00\ud800"}"#),
        with(r#""code":10000,"data":{"status":"\u12"}"#),
        with(r#""code":10000,"data":{"status":'done'}"#),
        with(r#""code":10000,"data":{"status":"done",}"#),
        with(r#""code":1e99999"#),
        with("\"code\":10000,\"message\":\"a\nb\""),
        format!("{0}{0}", with(r#""code":10000"#)),
        deep("[", "]"),
        deep(r#"{"data":"#, "}"),
        deep(r#"{"binary_data_base64":["#, "]}"),
    ];
    for body in bodies {
        let expected = Expected {
            request_id: Some(ID),
            ..UNREADABLE
        };
        let shown: String = body.chars().take(90).collect();
        check(&rig, &text(body), &expected, &shown).await;
    }
    // Nothing in these can be read.
    let mut latin = with(r#""code":10000"#).into_bytes();
    latin.insert(20, 0xE9);
    let unknown: [&[u8]; 6] = [b"null", b"[]", b"\"x\"", b"{}", b"\xff\xfe\0{", &latin];
    for body in unknown {
        let shown = format!("{body:?}");
        check(&rig, &text(body), &UNREADABLE, &shown).await;
    }
    let numbers = r#"{"request_id":17,"code":{}}"#;
    let expected = Expected {
        request_id: Some("17"),
        ..UNREADABLE
    };
    check(&rig, &text(numbers), &expected, numbers).await;
    assert_eq!(rig.meter().accepted, 0);
}

/// The last of two members of one name counts, as it does for most readers.
#[tokio::test]
async fn f6_members_that_come_twice_are_read_one_way() {
    let rig = Rig::start().await;
    let twice = format!(
        r#"{{"code":50500,"request_id":"no","data":{{"task_id":"1"}},"code":10000,"request_id":"{ID}","data":{{"task_id":"2","task_id":"{SOME}"}}}}"#
    );
    rig.simulator
        .inject(Fault::once(Target::AnySubmit, text(twice)));
    let pending = run_for(&rig.host, GENERAL, 0).await.pending();
    assert_eq!(pending.task.id, SOME);
    assert_eq!(pending.request_id.as_deref(), Some(ID));
    let twice = r#"{"code":10000,"code":50215}"#;
    rig.simulator
        .inject(Fault::once(Target::AnyQuery, text(twice)));
    let error = rig::failure(rig.host.task_status(&rig::task(SOME, OLD)).await);
    assert_eq!(error.code.as_deref(), Some("50215"));
}

#[tokio::test]
async fn f9_what_is_no_answer_of_the_service_is_told_in_one_clean_line() {
    let rig = Rig::start().await;
    let page = "\r\n\u{1b}]0;title\u{7}<html>\u{1b}[31m\u{202e}busy\u{202c}\r\nsecond\u{0} line\u{2028}third</html>";
    for (status, kind, body) in [
        (200, "text/html; charset=utf-8", page.as_bytes()),
        (200, "application/json", page.as_bytes()),
        (200, "application/json", b"".as_slice()),
        (200, "text/plain", b"ok"),
        (200, "image/png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        (200, "application/octet-stream", &[0xff; 900]),
        (204, "application/json", b""),
        (205, "text/html", b""),
        (206, "application/json", b"{\"code\":"),
        (404, "text/plain", b"404 page not found\n"),
        (418, "", page.as_bytes()),
        (
            200,
            "application/x-gzip",
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        ),
    ] {
        let what = What::reply(status, &[("content-type", kind)], body);
        let shown = format!("{status} {kind}");
        check(&rig, &what, &UNREADABLE, &shown).await;
    }
    // Packed though nobody asked for it, and cut off.
    let packed = [("content-encoding", "gzip")];
    let what = What::reply(
        200,
        &packed,
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\x56\x4a".as_slice(),
    );
    check(&rig, &what, &UNREADABLE, "gzip").await;
    let long = "x".repeat(300_000);
    check(&rig, &What::reply(200, &[], long), &UNREADABLE, "long").await;
    let once = Fault::once(Target::AnyQuery, What::reply(200, &[], page));
    rig.simulator.inject(once);
    let error = rig::failure(rig.host.check_credentials().await);
    assert_eq!(error.kind, ErrorKind::BadReply);
}

/// What is labelled wrongly but is an answer is read: a job is not lost over a label.
#[tokio::test]
async fn f9_a_whole_answer_with_a_wrong_label_is_read() {
    let rig = Rig::start().await;
    for kind in ["text/html", "text/plain; charset=gbk", "image/png", ""] {
        for status in [200, 201, 206, 400, 500] {
            let accepted = envelope(&json!({ "task_id": SOME }));
            let what = What::reply(status, &[("content-type", kind)], accepted);
            rig.simulator.inject(Fault::once(Target::AnySubmit, what));
            let ran = run_for(&rig.host, GENERAL, 0).await;
            assert!(
                matches!(&ran.answer, Ok(Outcome::Pending(pending)) if pending.task.id == SOME),
                "{status} {kind}: {:?}",
                ran.answer
            );
        }
    }
}

/// Nothing is lost over a form of writing: a byte order mark, or gzip, whatever
/// the headers say of it.
#[tokio::test]
async fn f26_marked_and_packed_answers_are_read() {
    let rig = Rig::start().await;
    let marked = |data: &Value| format!("\u{feff}{}", envelope(data)).into_bytes();
    let packed = |data: &Value| host_test::packed::gzip(envelope(data).as_bytes());
    let plain = |data: &Value| envelope(data).into_bytes();
    let gzip = [("content-encoding", "gzip")];
    for (name, headers, body) in [
        ("marked", &[][..], &marked as &dyn Fn(&Value) -> Vec<u8>),
        ("packed", &gzip, &packed),
        ("packed, and not said to be", &[], &packed),
        ("said to be packed", &gzip, &plain),
        (
            "said to be packed otherwise",
            &[("content-encoding", "br")],
            &plain,
        ),
    ] {
        let accepted = What::reply(200, headers, body(&json!({ "task_id": SOME })));
        rig.simulator
            .inject(Fault::once(Target::AnySubmit, accepted));
        let ran = run_for(&rig.host, GENERAL, 0).await;
        assert_eq!(ran.pending().task.id, SOME, "{name}");

        let file = "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==";
        let done = json!({ "status": "done", "binary_data_base64": [file] });
        let done = What::reply(200, headers, body(&done));
        rig.simulator.inject(Fault::once(Target::AnyQuery, done));
        let asked = rig.host.task_status(&rig::task(SOME, OLD)).await;
        assert!(
            matches!(&asked, Ok(Outcome::Done(done)) if done.media.len() == 1),
            "{name}: {asked:?}"
        );
    }
    let strange = What::reply(
        200,
        &[("content-encoding", "br")],
        b"\x0b\x02\x80{}\x03".to_vec(),
    );
    rig.simulator.inject(Fault::once(Target::AnyQuery, strange));
    let error = rig::failure(rig.host.task_status(&rig::task(SOME, OLD)).await);
    assert_eq!(error.kind, ErrorKind::BadReply);
    assert!(error.message.contains("`br`"), "{}", error.message);
    let seen = rig.calls();
    let coding = |name: &str| name.eq_ignore_ascii_case("accept-encoding");
    for call in &seen {
        let value = call.headers.iter().find(|(name, _)| coding(name));
        assert_eq!(value.map(|(_, value)| value.as_str()), Some("identity"));
    }
}
