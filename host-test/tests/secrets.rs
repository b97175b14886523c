//! Secrets occur in nothing that a caller can print: not in products, not in
//! errors, not in what `Debug` shows of the host's own values, not in what is
//! traced (I8).

use host_test::calls::Calls;
use std::fmt::Debug;

use host_test::server::header;
use host_test::trace::Trace;
use host_test::{Rig, Server, ear, options, rig};
use serde_json::json;
use visual_host::types::Outcome;
use visual_host::{Egress, Error, Keys, RawCall, RawParameters, StaticKeys, VisualHost};
use volc_sim::{Config, Fault, Target, What};

const GENERAL: &str = "high-aes-general-v30l-zt2i";
const PROCESS: &str = "jimeng-high-aes-general-v21-l";

/// Every text that a caller got to see.
#[derive(Default)]
struct Shown(Vec<String>);

impl Shown {
    fn debug(&mut self, value: &impl Debug) {
        self.0.extend([format!("{value:?}"), format!("{value:#?}")]);
    }

    fn outcome(&mut self, answer: Result<Outcome, Error>) -> Option<Outcome> {
        self.debug(&answer);
        match answer {
            Ok(outcome) => {
                self.0.push(serde_json::json!(outcome).to_string());
                Some(outcome)
            }
            Err(error) => {
                self.error(&error);
                None
            }
        }
    }

    fn error(&mut self, error: &Error) {
        self.0.push(error.to_string());
        self.0
            .push(serde_json::json!({ "error": error }).to_string());
        self.debug(&error.host);
    }

    async fn call(&mut self, host: &VisualHost, tool: &str, prompt: &str) -> Option<Outcome> {
        let asked = options::read(&json!({
            "wait_ms": 5_000,
            "output": { "watermark": { "text": "mark" }, "label": { "producer_id": "p" } },
        }));
        let arguments = json!({ "prompt": prompt }).to_string();
        self.outcome(host.invoke(tool, &arguments, Some(&asked)).await)
    }

    async fn check(&mut self, host: &VisualHost) {
        let answer = host.check_credentials().await;
        self.answer(&answer);
    }

    fn answer(&mut self, answer: &Result<impl Debug, Error>) {
        self.debug(answer);
        if let Err(error) = answer {
            self.error(error);
        }
    }

    /// Everything that can be asked, of what is not the service.
    async fn ask_all(&mut self, host: &VisualHost) {
        self.check(host).await;
        self.call(host, PROCESS, "a cat").await;
        let task = rig::task("7392616336519610409", 60);
        self.answer(&host.task_status(&task).await);
        self.answer(&host.task_cancel(&task).await);
        let body = RawParameters::Json(r#"{"req_key":"x"}"#.to_owned());
        let call = RawCall::new("CVProcess", "2022-08-31", body);
        self.debug(&call);
        self.answer(&host.raw(&call).await);
    }
}

/// A text of its own at each place, so that any part of it can be found.
fn long(seed: u64) -> String {
    let mut state = seed;
    let letters = (0..320).map(|_| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        char::from(b'a' + (state >> 33) as u8 % 26)
    });
    letters.collect()
}

/// The secret texts of a run: the secret key, the token, and every signature,
/// as they are and in the forms in which they might be written elsewhere.
fn secrets(rig: &Rig, heads: Vec<String>) -> Vec<String> {
    use base64::Engine as _;
    let base64 = |text: &str| base64::engine::general_purpose::STANDARD_NO_PAD.encode(text);
    let mut secrets = Vec::new();
    for long in [
        Some(&rig.keys.secret_access_key),
        rig.keys.session_token.as_ref(),
    ] {
        let long = long.expect("an account with a token");
        // No part of it either.
        let parts = long
            .as_bytes()
            .chunks(20)
            .map(|part| String::from_utf8_lossy(part));
        secrets.extend(parts.map(String::from));
        secrets.push(base64(long).chars().take(100).collect());
    }
    let calls = rig.calls();
    let signed = calls.iter().filter_map(|call| call.header("authorization"));
    let proxied = heads
        .iter()
        .map(|head| header(head, "authorization").expect("a signed request"));
    for authorization in signed.chain(proxied) {
        let signature = authorization
            .split("Signature=")
            .nth(1)
            .expect("a signature");
        assert_eq!(signature.len(), 64);
        secrets.extend([
            signature.to_owned(),
            signature.to_uppercase(),
            base64(signature),
        ]);
    }
    assert_secret_key_stays(rig, &heads);
    secrets
}

/// That no request holds a part of the secret key, however it is written.
fn assert_secret_key_stays(rig: &Rig, heads: &[String]) {
    use base64::Engine as _;
    let mut sent = heads.concat();
    for call in rig.calls() {
        sent += &format!("{} {:?} ", call.query, call.headers);
        sent += &String::from_utf8_lossy(&call.body);
    }
    assert!(!sent.is_empty(), "nothing was sent");
    let key = &rig.keys.secret_access_key;
    let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    let base64 = base64::engine::general_purpose::STANDARD.encode(key);
    for form in [key, &hex, &base64] {
        for piece in form.as_bytes().chunks_exact(16) {
            let piece = str::from_utf8(piece).expect("ASCII");
            assert!(!sent.contains(piece), "a part of the secret key was sent");
        }
    }
}

#[tokio::test]
async fn nothing_that_can_be_printed_holds_a_secret() {
    let keys = volc_sim::Keys::new("AKLTvisible", long(1)).with_token(long(2));
    let rig = Rig::with_keys(keys.clone(), Config::default()).await;
    let trace = Trace::begin();
    let (host, simulator) = (&rig.host, &rig.simulator);
    let mut shown = Shown::default();

    let handed = rig::handed(&keys, &simulator.endpoint());
    shown.debug(&handed);
    shown.debug(&StaticKeys::new(handed));

    // What works.
    shown.check(host).await;
    shown.debug(&host.list_tools().await);
    shown.debug(&host.describe(GENERAL).await);
    let done = shown.call(host, GENERAL, "a cat").await;
    assert!(matches!(done, Some(Outcome::Done(_))), "{done:?}");
    let done = shown.call(host, PROCESS, "a cat").await;
    assert!(matches!(done, Some(Outcome::Done(_))), "{done:?}");
    let arguments = json!({ "prompt": "a cat" }).to_string();
    let submitted = host.invoke(GENERAL, &arguments, Some(&rig::wait(0))).await;
    let Some(Outcome::Pending(pending)) = shown.outcome(submitted) else {
        panic!("not pending");
    };
    shown.0.push(pending.task.to_string());
    shown.debug(&host.task_cancel(&pending.task).await);
    shown.outcome(host.task_status(&pending.task).await);

    // What the service refuses.
    for prompt in [
        "[moderate-text]",
        "[moderate-output]",
        "[refuse-50400]",
        "[fail-50215]",
    ] {
        assert!(shown.call(host, GENERAL, prompt).await.is_none());
    }
    // What breaks.
    let faults = [
        What::Hang,
        What::Reset,
        What::CloseAfter(40),
        What::Raw(b"HTTP/1.1 nonsense\r\n\r\n".to_vec()),
        What::answer(502, "text/html", "<html>bad gateway</html>"),
    ];
    for fault in faults {
        for (tool, target) in [(PROCESS, Target::AnySubmit), (GENERAL, Target::AnyQuery)] {
            simulator.inject(Fault::once(target, fault.clone()));
            shown.call(host, tool, "a cat").await;
            simulator.clear_faults();
        }
    }
    // What repeats the token, whole or cut short.
    for length in [320, 100] {
        let fault = What::gateway(
            401,
            Some(100_026),
            "InvalidSecretToken",
            format!("Invalid secret token, msg: {:.length$}", long(2)),
        );
        simulator.inject(Fault::once(Target::Any, fault));
        shown.check(host).await;
    }
    // Keys that are not accepted, or not usable.
    for changed in [
        volc_sim::Keys::new("AKLTother", &keys.secret_access_key).with_token(long(2)),
        volc_sim::Keys::new("AKLTvisible", long(3)).with_token(long(2)),
        volc_sim::Keys::new("AKLTvisible", &keys.secret_access_key).with_token(long(4)),
    ] {
        shown.check(&rig.host_of(&changed)).await;
        shown.call(&rig.host_of(&changed), GENERAL, "a cat").await;
    }
    for secret in [format!("{} {}", long(1), long(1)), long(1).repeat(20)] {
        let bad = Keys::new("AKLTvisible", &secret).with_endpoint(&simulator.endpoint());
        shown.debug(&bad);
        let host = host.with_credentials(StaticKeys::new(bad));
        shown.check(&host).await;
        shown.call(&host, GENERAL, "a cat").await;
    }
    // What is not the service: nobody, the wrong one, a proxy that shows what was asked.
    let proxy = Server::answering(|head| {
        let length = head.len();
        format!("HTTP/1.1 407 No\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{head}")
    })
    .await;
    for endpoint in [
        ear::closed().await,
        proxy.endpoint(),
        simulator.endpoint().replacen("http:", "https:", 1),
        "https://no-such-host.invalid".to_owned(),
        "https://224.0.0.1".to_owned(),
        "https://not-allowed.example".to_owned(),
    ] {
        let name = endpoint.trim_start_matches("https://");
        let allowed = Egress::default().loopback(true);
        let allowed = match name.contains("not-allowed") {
            true => allowed,
            false => allowed.allow_api_host(name),
        };
        let keys = StaticKeys::new(rig::handed(&keys, &endpoint));
        let host = host.with_credentials(keys).with_egress(allowed);
        shown.ask_all(&host).await;
    }
    shown.debug(&simulator.requests());

    let traced = trace.lines();
    assert!(traced.len() > 100, "{}", traced.len());
    shown.0.extend(traced);
    let secrets = secrets(&rig, proxy.heads());
    assert!(shown.0.len() > 160 && secrets.len() > 60);
    for secret in &secrets {
        for text in &shown.0 {
            let found = text.contains(secret.as_str());
            // Neither is printed here: the log of a test is read by many.
            assert!(!found, "a secret of {} bytes is shown", secret.len());
        }
    }
}
