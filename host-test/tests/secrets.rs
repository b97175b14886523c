//! Secrets occur in nothing that a caller can print: not in products, not in
//! errors, not in what `Debug` shows of the host's own values.

use std::fmt::Debug;

use host_test::{Rig, ear, options, rig};
use serde_json::json;
use visual_host::types::Outcome;
use visual_host::{CallError, Keys, StaticKeys, VisualHost, json as render};
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

    fn outcome(&mut self, answer: Result<Outcome, CallError>) -> Option<Outcome> {
        self.debug(&answer);
        match answer {
            Ok(outcome) => {
                self.0.push(render::outcome(&outcome, None).to_string());
                Some(outcome)
            }
            Err(error) => {
                self.error(&error);
                None
            }
        }
    }

    fn error(&mut self, error: &CallError) {
        self.0.push(error.to_string());
        self.0.push(render::error(&error.error, None).to_string());
        self.debug(&error.host);
    }

    async fn call(&mut self, host: &VisualHost, tool: &str, prompt: &str) -> Option<Outcome> {
        let asked = options::read(&json!({
            "wait_ms": 1_500,
            "output": { "watermark": { "text": "mark" }, "label": { "producer_id": "p" } },
        }));
        let arguments = json!({ "prompt": prompt }).to_string();
        self.outcome(host.invoke(tool, &arguments, Some(&asked)).await)
    }

    async fn check(&mut self, host: &VisualHost) {
        let answer = host.check_credentials().await;
        self.debug(&answer);
        if let Err(error) = &answer {
            self.error(error);
        }
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
fn secrets(rig: &Rig) -> Vec<String> {
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
    for call in rig.calls() {
        let authorization = call.header("authorization").expect("a signed request");
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
    secrets
}

#[tokio::test]
async fn nothing_that_can_be_printed_holds_a_secret() {
    let keys = volc_sim::Keys::new("AKLTvisible", long(1)).with_token(long(2));
    let rig = Rig::of(keys.clone(), Config::default()).await;
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
    shown.0.push(host.task_format(&pending.task).await.unwrap());
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
        What::Answer {
            status: 502,
            content_type: "text/html".to_owned(),
            body: "<html>bad gateway</html>".to_owned(),
        },
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
        let fault = What::GatewayCode {
            status: 401,
            number: Some(100_026),
            code: "InvalidSecretToken".to_owned(),
            message: format!("Invalid secret token, msg: {:.length$}", long(2)),
        };
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
    let nowhere = rig::handed(&keys, &ear::closed().await);
    shown
        .check(&host.with_credentials(StaticKeys::new(nowhere)))
        .await;
    shown.debug(&simulator.requests());

    let secrets = secrets(&rig);
    assert!(shown.0.len() > 60 && secrets.len() > 60);
    for secret in &secrets {
        for text in &shown.0 {
            let found = text.contains(secret.as_str());
            // Neither is printed here: the log of a test is read by many.
            assert!(!found, "a secret of {} bytes is shown", secret.len());
        }
    }
}
