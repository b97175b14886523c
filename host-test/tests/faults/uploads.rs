//! Large submissions on lines that take them slowly: a request that was not sent
//! whole bought nothing, whichever side noticed.

use host_test::server::local;
use host_test::{Rig, Server, rig};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use visual_host::tools::Actions;
use visual_host::types::{Advice, Error, ErrorKind, Purchase};
use visual_host::{Request, StaticKeys, VisualHost};
use volc_sim::{Cut, Fault, Target, What};

const WAIT: u32 = 3_000;
const PAIRS: [Actions; 3] = [Actions::Process, Actions::Sync2Async, Actions::Task];

/// More than two sockets hold, and less than a request may have.
fn large() -> String {
    let picture = "QUJD".repeat(9 << 18);
    format!(r#"{{"prompt":"a cat","binary_data_base64":["{picture}"]}}"#)
}

fn host_at(endpoint: &str) -> VisualHost {
    let keys = rig::handed(&volc_sim::Keys::generate(), endpoint);
    rig::host(StaticKeys::new(keys))
}

/// Orders something of a key that the catalogue does not list.
async fn order(host: &VisualHost, pair: Actions, body: &str) -> Error {
    let options = rig::wait(WAIT);
    let order = host.order(Request::custom("some_key", pair, body));
    rig::failure(order.options(options).outcome().await)
}

/// Takes a connection and reads so many bytes, or all that come.
async fn lazy(bytes: Option<usize>) -> Server {
    Server::on(local().await, move |mut stream: TcpStream| async move {
        match bytes {
            Some(bytes) => {
                let mut read = vec![0; bytes];
                let _ = stream.read_exact(&mut read).await;
            }
            None => _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await,
        }
        std::future::pending::<()>().await;
    })
}

#[tokio::test]
async fn what_was_not_sent_whole_at_the_deadline_was_not_bought() {
    let body = large();
    for pair in PAIRS {
        for bytes in [0, 100, 100_000] {
            let server = lazy(Some(bytes)).await;
            let error = order(&host_at(&server.endpoint()), pair, &body).await;
            assert_eq!(error.purchase, Purchase::NotMade, "{pair:?} {error:?}");
            assert_eq!(error.kind, ErrorKind::TimedOut, "{error:?}");
            assert_eq!(error.advice, Advice::RepeatLater, "{error:?}");
            assert_eq!(server.connections(), 1, "there was no time for another");
        }
    }
}

/// The same line, once everything was sent: the outcome is unknown.
#[tokio::test]
async fn what_was_sent_whole_may_have_been_bought() {
    for body in [large(), r#"{"prompt":"a cat"}"#.to_owned()] {
        for pair in PAIRS {
            let server = lazy(None).await;
            let error = order(&host_at(&server.endpoint()), pair, &body).await;
            assert_eq!(error.purchase, Purchase::Unknown, "{pair:?} {error:?}");
            assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
            assert_eq!(server.connections(), 1, "it was sent again");
        }
    }
}

/// A line that breaks before everything was sent: it is sent again.
#[tokio::test]
async fn a_large_request_that_broke_off_is_sent_again() {
    let rig = Rig::start().await;
    for pair in PAIRS {
        let before = rig.calls().len();
        let cut = What::CutRequest(Cut::reset(100_000));
        rig.simulator.inject(Fault::once(Target::AnySubmit, cut));
        let options = rig::wait(30_000);
        let body = large();
        let order = rig.host.order(Request::custom("some_key", pair, &body));
        let answer = order.options(options).outcome().await;
        // The simulator does not know the key: what counts is that it was asked.
        let error = rig::failure(answer);
        assert_eq!(error.purchase, Purchase::NotMade, "{error:?}");
        assert_eq!(rig.calls().len() - before, 1, "{pair:?} {error:?}");
    }
}
