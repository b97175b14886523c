//! A server that is not who it should be.

use visual_host::types::{Advice, ErrorKind};

use crate::unreachable::servers::secure;
use crate::unreachable::told::{Told, host_for};

const UNTRUSTED: Told = Told {
    code: "TLS-certificate-error",
    kind: ErrorKind::Network,
    advice: Advice::FixAccount,
    unsent: true,
    says: [
        "the server's certificate could not be verified",
        "无法验证服务器证书",
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

    use crate::unreachable::servers::{authority, confused, secure};
    use crate::unreachable::told::{SECRET, TOKEN, assert_no_key};

    /// Who saves a video in a process of its own, and where the link host is.
    const SAVING: &str = "VISUAL_TEST_LINK_HOST";
    const LINK_HOST: &str = "v26-aiop.aigc-cloud.com";

    /// Every video of today is on this host.
    #[tokio::test]
    async fn a_video_on_the_link_host_of_today_is_saved() {
        let Ok(address) = std::env::var(SAVING) else {
            return in_a_process_that_trusts_us().await;
        };
        let (endpoint, address) = address.split_once(' ').expect("two addresses");
        let keys = Keys::new("AKLTvisible", SECRET);
        let handed = host_test::rig::handed(&keys, endpoint);
        let egress = visual_host::Egress::default().loopback(true);
        let address = address.parse().expect("an address");
        let host = host_test::rig::host(visual_host::StaticKeys::new(handed))
            .with_egress(egress.resolve(LINK_HOST, address));
        let waves = serde_json::json!({ "prompt": "waves" });
        let done = host
            .order(("jimeng-video-3.0", waves))
            .await
            .expect("it is done");
        let visual_host::types::MediaContent::Url(link) = &done.media[0].content else {
            panic!("no link");
        };
        assert!(link.starts_with(&format!("https://{LINK_HOST}/")), "{link}");
        let home = tempfile::tempdir().expect("a directory");
        let path = home.path().join("sea.mp4");
        let saved = host.download(link, None, &path).await.expect("it is saved");
        assert_eq!(saved.mime_type, "video/mp4");
        let film = std::fs::read(path).expect("the film");
        assert_eq!(film.len() as u64, saved.bytes);
    }

    /// Trust comes from the environment of a process.
    async fn in_a_process_that_trusts_us() {
        let keys = Keys::new("AKLTvisible", SECRET);
        let config = Config {
            captured_links: true,
            video_link_base: Some(format!("https://{LINK_HOST}")),
            ..Config::default()
        };
        let rig = Rig::with_keys(keys, config).await;
        let endpoint = rig.simulator.endpoint();
        let simulator = endpoint.trim_start_matches("http://").parse();
        let films = secure("results", simulator.expect("an address")).await;
        let name = "unreachable::trust::trusted::a_video_on_the_link_host_of_today_is_saved";
        let program = std::env::current_exe().expect("this program");
        let mut again = tokio::process::Command::new(program);
        let again = again.args(["--exact", name, "--nocapture"]);
        let again = again
            .env("SSL_CERT_FILE", authority())
            .env(SAVING, format!("{endpoint} {}", films.address))
            .kill_on_drop(true);
        let ended = again.output().await.expect("it runs");
        assert!(ended.status.success(), "{ended:?}");
        assert_eq!(rig.meter().downloads, 1);
        assert_eq!(films.connections(), 1);
    }

    fn shell(server: &Server) -> Shell {
        let keys = Keys::new("AKLTvisible", SECRET).with_token(TOKEN);
        let trust = authority().display().to_string();
        Shell::with_keys(&keys, &format!("https://{}", server.address))
            .set("VOLC_SESSION_TOKEN", TOKEN)
            .set("SSL_CERT_FILE", &trust)
    }

    async fn error(server: &Server, words: &str) -> Value {
        let ran = shell(server).run(&format!("{words} --json")).await;
        assert_no_key(&ran.out);
        assert_no_key(&ran.err);
        ran.object()["error"].clone()
    }

    #[tokio::test]
    async fn f17_a_certificate_for_another_name() {
        let keys = Keys::new("AKLTvisible", SECRET).with_token(TOKEN);
        let rig = Rig::with_keys(keys, Config::default()).await;
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
        for words in ["check", "run general-3.0 --prompt 'a cat'"] {
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
        let error = error(&server, "run general-3.0 --prompt 'a cat'").await;
        assert_eq!(error["kind"], "outcome-unknown", "{error}");
        assert_eq!(error["purchase"], "unknown");
        assert_eq!(error["code"], "connection-terminated");
        assert_eq!(server.connections(), 1, "it was sent again");
    }
}
