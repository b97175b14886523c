//! No line to the service.

use host_test::calls::Calls;
use std::collections::BTreeSet;

use host_test::server::local;
use host_test::{Rig, Server, ear, rig};
use tokio::net::TcpListener;
use visual_host::types::{Advice, ErrorKind};
use volc_sim::Config;

#[cfg(target_os = "linux")]
use crate::unreachable::servers::crowded;
use crate::unreachable::told::{Told, host_for, host_with, keys};

const NO_NAME: Told = Told {
    code: "DNS-error",
    kind: ErrorKind::Network,
    advice: Advice::RepeatLater,
    unsent: true,
    says: [
        "Check the address, the network and DNS",
        "域名不存在或无法解析",
    ],
};
const NO_WAY: Told = Told {
    code: "destination-unavailable",
    kind: ErrorKind::Network,
    advice: Advice::RepeatLater,
    unsent: true,
    says: [
        "an IPv6 address needs a network with IPv6",
        "需要支持 IPv6 的网络",
    ],
};
const REFUSED: Told = Told {
    code: "connection-refused",
    kind: ErrorKind::Network,
    advice: Advice::RepeatLater,
    unsent: true,
    says: ["Check the address, the port", "连接被拒绝"],
};
const TOO_LATE: Told = Told {
    code: "connection-timeout",
    kind: ErrorKind::TimedOut,
    advice: Advice::RepeatLater,
    unsent: true,
    says: ["the connection timed out", "连接超时"],
};
const NO_TLS: Told = Told {
    code: "TLS-protocol-error",
    kind: ErrorKind::Network,
    advice: Advice::RepeatLater,
    unsent: true,
    says: ["Check that the address supports https", "TLS 握手失败"],
};
const DENIED: Told = Told {
    code: "HTTP-request-denied",
    kind: ErrorKind::DeniedByHost,
    advice: Advice::FixAccount,
    unsent: true,
    says: ["allow it in the host", "宿主不允许访问该地址"],
};

#[test]
fn f17_every_failure_has_a_code_of_its_own() {
    let all = [NO_NAME, NO_WAY, REFUSED, TOO_LATE, NO_TLS, DENIED].map(|told| told.code);
    let others = ["TLS-certificate-error", "HTTP-407"];
    let different: BTreeSet<&str> = all.into_iter().chain(others).collect();
    assert_eq!(different.len(), 8);
}

#[tokio::test]
async fn f17_a_name_that_does_not_exist() {
    // Names that end so never do (RFC 6761).
    NO_NAME
        .check(&host_for("https://no-such-host.invalid"))
        .await;
}

#[tokio::test]
async fn f17_an_address_that_no_way_leads_to() {
    // No machine connects to many at once, and none of these is sent anything.
    for endpoint in ["https://[ff02::1]", "https://224.0.0.1"] {
        NO_WAY.check(&host_for(endpoint)).await;
    }
}

#[tokio::test]
async fn f17_a_service_that_has_ipv6_only() {
    let Ok(listener) = TcpListener::bind("[::1]:0").await else {
        println!("this machine has no IPv6: it must say so");
        return NO_WAY.check(&host_for("http://[::1]:9")).await;
    };
    let keys = keys();
    let rig = Rig::with_keys(keys.clone(), Config::default()).await;
    let simulator = rig
        .simulator
        .endpoint()
        .trim_start_matches("http://")
        .parse();
    let server = Server::passing_on(listener, simulator.expect("an address"));
    let host = host_with(&keys, &server.endpoint());
    host.check_credentials().await.expect("keys are accepted");
    let cat = r#"{"prompt":"a cat"}"#;
    let done = host
        .invoke("general-3.0", cat, Some(&rig::wait(20_000)))
        .await;
    assert!(
        matches!(done, Ok(visual_host::types::Outcome::Done(_))),
        "{done:?}"
    );
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn f17_a_closed_port() {
    REFUSED.check(&host_for(&ear::closed().await)).await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn f17_a_connection_that_is_not_made_in_time() {
    let (listener, _waiting) = crowded().await;
    let address = listener.local_addr().expect("an address");
    check_in_time(&format!("http://{address}")).await;
}

#[tokio::test]
async fn f17_a_handshake_that_is_not_made_in_time() {
    let silent = Server::on(local().await, |stream| async move {
        let _stream = stream;
        std::future::pending::<()>().await;
    });
    check_in_time(&format!("https://{}", silent.address)).await;
}

async fn check_in_time(endpoint: &str) {
    // Nothing but the deadline ends it.
    TOO_LATE.check_purchase(&host_for(endpoint), 4_000).await;
}

#[tokio::test]
async fn f17_a_server_without_tls() {
    let rig = Rig::start().await;
    let endpoint = rig.simulator.endpoint().replacen("http:", "https:", 1);
    NO_TLS.check(&host_for(&endpoint)).await;
    rig.assert_untouched();
}

#[tokio::test]
async fn an_address_that_is_not_allowed() {
    let host = host_for("https://gate.example").with_egress(visual_host::Egress::default());
    DENIED.check(&host).await;
}
