//! A server that is not who it should be.

use visual_host::types::{Advice, ErrorKind};

use crate::servers::secure;
use crate::told::{Told, host_for};

const UNTRUSTED: Told = Told {
    code: "TLS-certificate-error",
    kind: ErrorKind::Network,
    advice: Advice::FixAccount,
    unsent: true,
    says: [
        "its certificate does not prove who it is",
        "证书无法证明其身份",
    ],
};

#[tokio::test]
async fn f17_a_certificate_of_nobody() {
    for certificate in ["here", "elsewhere"] {
        let server = secure(certificate, ([127, 0, 0, 1], 9).into()).await;
        UNTRUSTED
            .check(&host_for(&format!("https://{}", server.address)))
            .await;
    }
}

/// Where trust comes from a file that can be named: in a process of its own.
#[cfg(target_os = "linux")]
mod trusted {
    use host_test::program::Shell;
    use host_test::{Rig, Server};
    use serde_json::Value;
    use volc_sim::{Config, Keys};

    use crate::servers::{authority, confused, secure};
    use crate::told::{SECRET, TOKEN, assert_no_key};

    fn shell(server: &Server) -> Shell {
        let keys = Keys::new("AKLTvisible", SECRET).with_token(TOKEN);
        let trust = authority().display().to_string();
        Shell::with_keys(&keys, &format!("https://{}", server.address))
            .set("VOLC_SESSION_TOKEN", TOKEN)
            .set("SSL_CERT_FILE", &trust)
    }

    async fn error(server: &Server, words: &[&str]) -> Value {
        let ran = shell(server).run(&[words, &["--json"]].concat()).await;
        assert_no_key(&ran.out);
        assert_no_key(&ran.err);
        ran.object()["error"].clone()
    }

    #[tokio::test]
    async fn f17_a_certificate_for_another_name() {
        let keys = Keys::new("AKLTvisible", SECRET).with_token(TOKEN);
        let rig = Rig::of(keys, Config::default()).await;
        let simulator = rig
            .simulator
            .endpoint()
            .trim_start_matches("http://")
            .parse();
        let simulator = simulator.expect("an address");

        // The right name is trusted: it is the name that is wrong with the other.
        let right = secure("here", simulator).await;
        let (exit, checked) = shell(&right).json(&["check"]).await;
        assert_eq!(exit, 0, "{checked}");

        let wrong = secure("elsewhere", simulator).await;
        let asked = rig.simulator.requests().len();
        for words in [&["check"][..], &["run", "general-3.0", "--prompt", "a cat"]] {
            let error = error(&wrong, words).await;
            assert_eq!(error["code"], "TLS-certificate-error", "{error}");
            assert_eq!(error["kind"], "network");
            assert_eq!(error["advice"], "fix-account");
            assert_eq!(error["field"], "endpoint");
            assert_eq!(error["purchase"], "not-made");
        }
        assert_eq!(rig.simulator.requests().len(), asked);
    }

    /// What TLS says after the request has left proves nothing.
    #[tokio::test]
    async fn a_secure_line_that_breaks_later_leaves_a_purchase_open() {
        let server = confused("here").await;
        let error = error(&server, &["run", "general-3.0", "--prompt", "a cat"]).await;
        assert_eq!(error["kind"], "outcome-unknown", "{error}");
        assert_eq!(error["purchase"], "unknown");
        assert_eq!(error["code"], "connection-terminated");
        assert_eq!(server.connections(), 1, "it was sent again");
    }
}
