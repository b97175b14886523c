//! Instances that stop in their second call: what wore out in earlier calls fails
//! no order, and buys nothing twice.

use host_test::calls::Calls;
use host_test::rig;
use host_test::server::{Server, local};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use visual_host::tools::Actions;
use visual_host::types::Purchase;
use visual_host::{Egress, Error, Keys, StaticKeys, VisualHost};

use crate::foreign::guest::{Guest, answer};
use crate::foreign::network::ONE;

/// How many calls the instance served.
const CALLS: &str = "(global $calls (mut i32) (i32.const 0))";

/// The first call takes the keys and answers.
fn answers_once() -> String {
    format!(
        "(call $keys (i32.const 512))
         (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
         (if (i32.eq (global.get $calls) (i32.const 1)) (then (return {})))",
        answer()
    )
}

fn host(guest: Guest) -> VisualHost {
    let more = format!("{} {CALLS}", guest.more);
    let host = VisualHost::builder()
        .component(&guest.more(more).component())
        .cache(None)
        .credentials(StaticKeys::new(Keys::new("AKLTforeign", "c2VjcmV0")))
        .egress(Egress::default().loopback(true));
    let host = host.build().expect("a host");
    host.with_rest(Duration::from_secs(3600))
}

async fn order(host: &VisualHost) -> Result<(), Error> {
    let key = ("some_key", Actions::Process);
    let options = rig::wait(60_000);
    host.custom(key, "{}", Some(&options)).await.map(drop)
}

#[tokio::test]
async fn an_instance_that_wore_out_is_replaced() {
    let stops = format!("{} unreachable", answers_once());
    let host = host(Guest::with("custom", stops));
    for _ in 0..3 {
        order(&host).await.expect("an answer");
    }
}

#[tokio::test]
async fn a_purchase_that_may_have_left_is_not_repeated() {
    let server = Server::on(local().await, |mut stream| async move {
        host_test::server::head(&mut stream).await;
        let reply = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        _ = stream.write_all(reply.as_bytes()).await;
    });
    let host = host(ONE.guest_after(&answers_once(), ("custom", server.address)));
    order(&host).await.expect("an answer");
    assert_eq!(server.connections(), 0);
    let error = order(&host).await.expect_err("it stopped");
    assert_eq!(error.purchase, Purchase::Unknown);
    assert_eq!(server.connections(), 1);
}
