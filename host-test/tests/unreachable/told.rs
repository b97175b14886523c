//! What a failure must tell, whatever was asked.

use host_test::calls::Calls;
use std::sync::atomic::{AtomicUsize, Ordering};

use host_test::rig;
use visual_host::types::{Advice, Error, ErrorKind, Purchase};
use visual_host::{Egress, VisualHost};

/// A tool whose submission is the whole call.
const PROCESS: &str = "jimeng-high-aes-general-v21-l";
const GENERAL: &str = "high-aes-general-v30l-zt2i";
const CAT: &str = r#"{"prompt":"a cat"}"#;
/// How long a purchase may take that fails by itself, in milliseconds.
const WAIT: u32 = 30_000;

pub const SECRET: &str = "WVdKalpHVm1aMmhwYW10c2JXNXZjSEZ5YzNSMWRuZDRlWG89MDEyMzQ1Njc4OQ==";
pub const TOKEN: &str = "STS2eyJMVEFjY2Vzc0tleUlkIjoiQUtMVG9mYXRlc3QiLCJQb2xpY3kiOiJub25lKy89In0=";

/// One way to fail.
pub struct Told {
    pub code: &'static str,
    pub kind: ErrorKind,
    pub advice: Advice,
    /// Whether it proves that nothing left.
    pub unsent: bool,
    /// What a person is told to look at, in both languages.
    pub says: [&'static str; 2],
}

/// A host with keys of its own for an endpoint, which it may reach.
pub fn host_for(endpoint: &str) -> VisualHost {
    host_with(&keys(), endpoint)
}

/// Keys that no other host here has: what may be tried again is bounded for each.
pub fn keys() -> volc_sim::Keys {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let id = format!("AKLTvisible{}", COUNT.fetch_add(1, Ordering::Relaxed));
    volc_sim::Keys::new(id, SECRET).with_token(TOKEN)
}

/// A host with these keys for an endpoint, which it may reach.
pub fn host_with(keys: &volc_sim::Keys, endpoint: &str) -> VisualHost {
    let name = endpoint.trim_start_matches("https://");
    rig::host(visual_host::StaticKeys::new(rig::handed(keys, endpoint)))
        .with_egress(Egress::default().loopback(true).allow_api_host(name))
}

impl Told {
    /// Asks in every way, and looks at every error.
    pub async fn check(&self, host: &VisualHost) {
        self.check_probe(host).await;
        self.check_query(host).await;
        self.check_purchase(host, WAIT).await;
    }

    async fn check_probe(&self, host: &VisualHost) {
        let probe = self.said(rig::failure(host.check_credentials().await));
        assert_eq!((probe.kind, probe.advice), (self.kind, self.advice));
        assert_eq!(
            (probe.purchase, probe.task.is_none()),
            (Purchase::NotMade, true)
        );
    }

    async fn check_query(&self, host: &VisualHost) {
        let task = rig::task("7392616336519610409", 60);
        let query = self.said(rig::failure(host.task_status(&task).await));
        assert_eq!((query.kind, query.purchase), (self.kind, Purchase::Made));
        assert_ne!(query.advice, Advice::RepeatLater);
        assert_eq!(query.task.clone().map(|kept| kept.id), Some(task.id));
    }

    /// A purchase alone, which may take so many milliseconds.
    pub async fn check_purchase(&self, host: &VisualHost, wait_ms: u32) {
        let expected = match self.unsent {
            true => (self.kind, self.advice, Purchase::NotMade),
            false => (
                ErrorKind::OutcomeUnknown,
                Advice::AskBeforeRepeating,
                Purchase::Unknown,
            ),
        };
        for tool in [PROCESS, GENERAL] {
            let bought = host.invoke(tool, CAT, Some(&rig::wait(wait_ms))).await;
            let bought = self.said(rig::failure(bought));
            assert_eq!((bought.kind, bought.advice, bought.purchase), expected);
            assert!(bought.task.is_none());
        }
    }

    /// The error, with the code and the words for it, and without a key.
    fn said(&self, error: Error) -> Error {
        let told = &error;
        assert_eq!(told.code.as_deref(), Some(self.code), "{told:?}");
        assert!(told.message.contains(self.says[0]), "{}", told.message);
        assert!(
            told.message_zh.contains(self.says[1]),
            "{}",
            told.message_zh
        );
        for text in [
            format!("{error:?}"),
            format!("{error:#?}"),
            error.to_string(),
        ] {
            assert_no_key(&text);
        }
        error
    }
}

/// That a text holds no part of a key, however it is written.
pub fn assert_no_key(text: &str) {
    for key in [SECRET, TOKEN] {
        let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
        for form in [key, &hex] {
            for piece in form.as_bytes().windows(16) {
                let piece = str::from_utf8(piece).expect("ASCII");
                // Not printed: the log of a test is read by many.
                assert!(!text.contains(piece), "a key is shown");
            }
        }
    }
}
