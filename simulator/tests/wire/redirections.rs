//! Redirections of downloads and of the API.

use crate::wire::client::{Client, Reply};
use crate::wire::quick::{self, SUBMIT, job, quick};
use volc_sim::{Fault, Simulator, Target, What};

/// A simulator, a client, and the link of a film that has been made.
async fn film() -> (Simulator, Client, String) {
    let (simulator, client) = quick().await;
    let link = quick::link(&client).await;
    (simulator, client, link)
}

fn onward(reply: &Reply) -> (u16, Option<&str>) {
    (reply.status, reply.header("location"))
}

#[tokio::test]
async fn a_redirection_takes_the_place_of_a_file_or_of_the_work() {
    let (simulator, client, link) = film().await;
    for location in [
        "https://elsewhere.example/x.mp4",
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "data:,x",
        "/relative",
        "",
    ] {
        let what = What::redirect(307, location);
        simulator.inject(Fault {
            on: Target::Any,
            times: Some(2),
            what,
        });
        let expected = (307, Some(location));
        assert_eq!(onward(&client.get(&link).await.unwrap()), expected);
        assert_eq!(onward(&client.call(SUBMIT, &job()).await), expected);
    }
    let reply = What::reply(302, &[("Location", "/x")], b"moved");
    simulator.inject(Fault::once(Target::Download, reply));
    let reply = client.get(&link).await.unwrap();
    assert_eq!(onward(&reply), (302, Some("/x")));
    assert_eq!(reply.body, b"moved");
    let meter = simulator.meter();
    assert_eq!((meter.accepted, meter.downloads), (1, 0));
}

#[tokio::test]
async fn a_chain_of_hops_ends_at_the_file() {
    let (simulator, client, link) = film().await;
    let hops = What::Hops {
        status: 308,
        count: 30,
    };
    simulator.inject(Fault::always(Target::Any, hops));
    for _ in 0..2 {
        let mut at = link.clone();
        for hop in 1..=30 {
            let reply = client.get(&at).await.unwrap();
            assert_eq!(reply.status, 308);
            at = reply.header("location").unwrap().to_owned();
            assert!(at.starts_with(&format!("{link}&hop={hop}&")), "{at}");
        }
        assert_eq!(client.get(&at).await.unwrap().status, 200);
    }
    assert_eq!(client.call(SUBMIT, &job()).await.status, 200);
    assert_eq!(simulator.meter().downloads, 2);
}

#[tokio::test]
async fn a_hop_needs_a_link_that_works() {
    let (_simulator, client, link) = film().await;
    let status = async |link: &str| client.get(link).await.unwrap().status;
    let (file, _) = link.split_once('?').unwrap();
    assert_eq!(status(&format!("{file}?x=y&hop=1&of=9&as=302")).await, 403);
    assert_eq!(status(&format!("{link}&hop=1&of=9&as=302")).await, 302);
    let last = u32::MAX;
    let link = format!("{link}&hop={last}&of={last}&as=302");
    assert_eq!(status(&link).await, 200);
}

#[tokio::test]
async fn a_loop_leads_to_itself() {
    let (simulator, client, link) = film().await;
    simulator.inject(Fault {
        on: Target::Download,
        times: Some(30),
        what: What::RedirectToItself(302),
    });
    for _ in 0..30 {
        let reply = client.get(&link).await.unwrap();
        assert_eq!(onward(&reply), (302, Some(link.as_str())));
    }
    assert_eq!(client.get(&link).await.unwrap().status, 200);
}
