//! Quotas of single tools, what a refusal says, and what the meter shows of it.

use crate::wire::client::{Client, Reply, start};
use crate::wire::quick::{SUBMIT, VIDEO, at_once};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use volc_sim::{Busiest, Config, Fault, Keys, Simulator, Target, What};

const PICTURE: &str = "high_aes_general_v30l_zt2i";

async fn submit(client: &Client, req_key: &str, prompt: &str) -> Reply {
    let body = json!({"req_key": req_key, "prompt": prompt});
    client.call(SUBMIT, &body).await
}

fn only(req_key: &str, limit: u32) -> BTreeMap<String, u32> {
    BTreeMap::from([(req_key.to_owned(), limit)])
}

#[tokio::test]
async fn a_tool_can_have_quotas_of_its_own() {
    let (simulator, client) = start(Config {
        queue_ms: 3_600_000,
        concurrency: Some(1),
        concurrency_by_req_key: only(PICTURE, 3),
        ..Config::default()
    })
    .await;
    for (req_key, codes) in [
        (VIDEO, [10000, 50430, 50430, 50430]),
        (PICTURE, [10000, 10000, 10000, 50430]),
    ] {
        for code in codes {
            assert_eq!(submit(&client, req_key, "p").await.verdict().1, code);
        }
    }
    let meter = simulator.meter();
    assert_eq!((meter.accepted, meter.refused_by_concurrency), (4, 4));

    let (simulator, client) = start(Config {
        qps_by_req_key: only(VIDEO, 0),
        ..Config::default()
    })
    .await;
    assert_eq!(submit(&client, VIDEO, "p").await.verdict(), (429, 50429));
    assert_eq!(submit(&client, PICTURE, "p").await.verdict(), (200, 10000));
    let meter = simulator.meter();
    assert_eq!((meter.refused_by_qps, meter.refused_by_quota()), (1, 1));
}

#[tokio::test]
async fn a_refusal_can_say_when_to_come_again() {
    for text in [
        "0",
        "5",
        "1000000000",
        "-1",
        "soon",
        "",
        "Fri, 31 Dec 1999 23:59:59 GMT",
    ] {
        let (simulator, client) = start(Config {
            qps_by_req_key: only(VIDEO, 0),
            concurrency: Some(0),
            retry_after: Some(text.to_owned()),
            ..Config::default()
        })
        .await;
        for (req_key, code) in [(VIDEO, 50429), (PICTURE, 50430)] {
            let reply = submit(&client, req_key, "p").await;
            assert_eq!(reply.verdict(), (429, code));
            assert_eq!(reply.header("retry-after"), Some(text));
        }
        let busy = What::business(200, 50430, "");
        simulator.inject(Fault::once(Target::Any, busy));
        let reply = submit(&client, VIDEO, "p").await;
        assert_eq!(reply.header("retry-after"), Some(text));
        let other = submit(&client, "unknown", "p").await;
        assert_eq!(other.header("retry-after"), None);
    }
    let (_simulator, client) = start(Config {
        qps: Some(0),
        ..Config::default()
    })
    .await;
    let reply = submit(&client, VIDEO, "p").await;
    assert_eq!(reply.header("retry-after"), None);
}

#[tokio::test]
async fn the_busiest_second_is_known() {
    let other = Keys::generate();
    let (simulator, mut client) = start(Config {
        keys: vec![Keys::example(), other.clone()],
        qps: Some(3),
        ..at_once()
    })
    .await;
    let burst = async |client: &Client, count: usize| {
        let mut refused = 0;
        for _ in 0..count {
            refused += u64::from(submit(client, VIDEO, "p").await.status == 429);
        }
        refused
    };
    // A burst that a slow computer stretches over several seconds is repeated.
    let (mut sent, mut refused) = (0, 0);
    while refused == 0 {
        refused = burst(&client, 6).await;
        sent += 6;
    }
    simulator.advance_clock(60);
    client.clock_offset = 60;
    refused += burst(&client, 5).await;
    let stranger = Client {
        keys: other.clone(),
        ..client.clone()
    };
    refused += burst(&stranger, 1).await;
    let meter = simulator.meter();
    assert_eq!(meter.refused_by_qps, refused);
    assert_eq!(meter.accepted + refused, sent + 6);
    let of = |keys: &Keys| meter.busiest_second[&(keys.access_key_id.clone(), VIDEO.to_owned())];
    let one = Busiest {
        asked: 1,
        admitted: 1,
    };
    assert_eq!(of(&other), one);
    let first = of(&Keys::example());
    assert_eq!(meter.busiest_second_of(VIDEO), first);
    assert_eq!(first.admitted, 3);
    assert!((3..=sent).contains(&u64::from(first.asked)), "{first:?}");
}

#[tokio::test]
async fn purchases_are_counted_by_prompt() {
    let (simulator, client) = start(Config {
        concurrency_by_req_key: only(PICTURE, 0),
        keep_requests: 3,
        ..at_once()
    })
    .await;
    simulator.inject(Fault::once(Target::AnySubmit, What::CloseAfter(0)));
    let body = |prompt: &str| json!({"req_key": VIDEO, "prompt": prompt});
    assert!(client.try_call(SUBMIT, &body("a cat")).await.is_err());
    submit(&client, VIDEO, "a cat").await;
    submit(&client, VIDEO, "a dog").await;
    submit(&client, PICTURE, "a refused cat").await;
    submit(&client, VIDEO, "[moderate-text]").await;
    let process: Value = json!({"req_key": "seed3l_single_ip", "prompt": "at once",
        "image_urls": ["https://example.com/x.png"]});
    let reply = client.call("CVProcess", &process).await;
    assert_eq!(reply.verdict(), (200, 10000), "{}", reply.json());
    let counted = [("a cat", 2), ("a dog", 1), ("at once", 1)];
    let counted = counted.map(|(prompt, count)| (prompt.to_owned(), count));
    assert_eq!(simulator.accepted_by_prompt(), BTreeMap::from(counted));
    assert_eq!(simulator.accepted_with_prompt("a cat"), 2);
    assert_eq!(simulator.accepted_with_prompt("a refused cat"), 0);
    submit(&client, VIDEO, "one too many").await;
    assert_eq!(simulator.accepted_with_prompt("a cat"), 0);
    assert_eq!(simulator.accepted_with_prompt("one too many"), 1);
    assert_eq!(simulator.meter().accepted, 5);
}

#[tokio::test]
async fn quotas_that_cannot_work_are_refused() {
    let nobody = Config {
        qps_by_req_key: only("nothing", 1),
        ..Config::default()
    };
    let split = Config {
        retry_after: Some("5\r\nx: y".to_owned()),
        ..Config::default()
    };
    for (config, word) in [(nobody, "nothing"), (split, "retry_after")] {
        let fault = Simulator::start(config).await.err().unwrap().to_string();
        assert!(fault.contains(word), "{fault}");
    }
}
