//! What the journal says of purchases, against what the simulator bills for them.

use host_test::calls::Calls;
use host_test::torture::dice::Dice;
use host_test::{Rig, rig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::task::JoinSet;
use visual_host::types::{ErrorKind, Purchase};
use visual_host::{Journal, Money, Request, Unit, VisualHost};

/// A tool, its `req_key`, and the amount of a unit in millionths of a yuan.
const TOOLS: &[(&str, &str, u64)] = &[
    ("jimeng-4.0", "jimeng_t2i_v40", 220_000),
    ("jimeng-4.6", "jimeng_seedream46_cvtob", 220_000),
    ("jimeng-3.1", "jimeng_t2i_v31", 0),
    ("general-3.0", "high_aes_general_v30l_zt2i", 0),
    ("jimeng-video-3.0-pro", "jimeng_ti2v_v30_pro", 1_000_000),
    ("jimeng-video-3.0-1080p", "jimeng_t2v_v30_1080p", 630_000),
    ("jimeng-video-3.0", "jimeng_t2v_v30", 280_000),
];
/// Also how the order ends.
const PROMPTS: &[&str] = &[
    "a cat",
    "[images-3] cats",
    "[images-7] cats",
    "[moderate-output] a cat",
    "[moderate-text] a cat",
    "[fail-50215] a cat",
];

fn arguments(tool: &str, dice: &mut Dice) -> Value {
    let mut arguments = json!({ "prompt": dice.pick(PROMPTS) });
    if tool.contains("video") && dice.below(2) == 0 {
        arguments["frames"] = json!(dice.pick(&[121, 241]));
    }
    if matches!(tool, "jimeng-4.0" | "jimeng-4.6") && dice.below(3) == 0 {
        arguments["force_single"] = json!(true);
    }
    arguments
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn usage_is_what_the_simulator_bills_over_200_random_purchases() {
    let rig = Rig::start().await;
    let directory = tempfile::tempdir().unwrap();
    let journal = Journal::open(&directory.path().join("journal.db")).unwrap();
    let host = rig.host.with_journal(journal);
    let mut dice = Dice::new(15);
    let mut orders = JoinSet::new();
    for number in 0..200 {
        let (tool, ..) = dice.pick(TOOLS);
        let request = Request::new(tool, arguments(tool, &mut dice).to_string());
        let (host, named) = (host.clone(), dice.below(2) == 0);
        orders.spawn(async move {
            let mut order = host.order(request).wait(Duration::from_secs(120));
            if named {
                order = order.idempotency_key(format!("order {number}"));
            }
            order.outcome().await.map(drop)
        });
    }
    let ends = orders.join_all().await;
    let made = ends.iter().filter(|end| match end {
        Ok(()) => true,
        Err(error) => error.purchase == Purchase::Made,
    });
    let (made, meter) = (made.count() as u64, rig.meter());
    assert!(made > 100 && made < 200, "{made}");
    assert_eq!(made, meter.accepted);

    let usage = host.journal().usage().unwrap();
    let sum = |of: fn(&visual_host::DailyUsage) -> u64| usage.iter().map(of).sum::<u64>();
    assert_eq!(sum(|day| day.calls), meter.accepted);
    assert_eq!((sum(|day| day.open), sum(|day| day.unknown)), (0, 0));
    let mut units: BTreeMap<Unit, u64> = BTreeMap::new();
    let mut micros = 0;
    for day in &usage {
        for of_unit in &day.units {
            assert_eq!(of_unit.min, of_unit.max);
            *units.entry(of_unit.unit).or_default() += of_unit.max.thousandths;
        }
        for amount in &day.amounts {
            assert_eq!(amount.min, amount.max);
            assert!(!amount.prices_seen.is_empty());
            micros += amount.max.micros;
        }
    }
    let billed = meter.billed();
    assert_eq!(units[&Unit::Image], billed.pictures * 1000);
    assert_eq!(units[&Unit::Second], billed.seconds * 1000);
    let bill = TOOLS.iter().map(|(_, req_key, per_unit)| {
        let units = meter.billed_by_req_key.get(*req_key);
        let units = units.copied().unwrap_or_default();
        (units.pictures + units.seconds) * per_unit
    });
    assert_eq!(micros, bill.sum::<u64>());
}

fn limited(host: &VisualHost, max: &str) -> VisualHost {
    let max: Money = max.parse().unwrap();
    let host = host.with_journal(Journal::in_memory());
    host.with_max_cost(Some(max))
}

#[tokio::test]
async fn nothing_is_sent_beyond_a_cost() {
    let rig = Rig::start().await;
    let host = limited(&rig.host, "3.80 CNY");
    let single = r#"{"prompt":"a cat","force_single":true}"#;
    let set = r#"{"prompt":"a cat"}"#;
    let wait = rig::wait(20_000);
    let order = async |arguments: &str| host.invoke("jimeng-4.0", arguments, Some(&wait)).await;
    order(single).await.unwrap();
    order(set).await.unwrap();
    let asked = rig.calls().len();
    // 0.44 were spent; a set may cost 3.30, so one is left.
    order(set).await.unwrap();
    let sent = rig.calls().len();
    assert!(sent > asked);
    let error = rig::failure(order(set).await);
    assert_eq!(
        (error.kind, error.purchase),
        (ErrorKind::LimitReached, Purchase::NotMade)
    );
    assert_eq!(error.field.as_deref(), Some("max-cost"));
    for text in ["3.30 CNY", "0.66 CNY", "3.80 CNY"] {
        assert!(error.message.contains(text), "{}", error.message);
        assert!(error.message_zh.contains(text), "{}", error.message_zh);
    }
    // A single picture is within it.
    assert_eq!(rig.calls().len(), sent);
    order(single).await.unwrap();
}

#[tokio::test]
async fn a_cost_needs_a_known_price_in_its_currency() {
    let rig = Rig::start().await;
    for (max, tool, said) in [
        ("9 CNY", "general-3.0", "none is known"),
        ("9 CNY", "jimeng-video-2.0", "none is known"),
        ("9 USD", "jimeng-4.0", "not added"),
    ] {
        let host = limited(&rig.host, max);
        let answer = host.invoke(tool, r#"{"prompt":"a cat"}"#, None).await;
        let error = rig::failure(answer);
        assert_eq!(error.kind, ErrorKind::InvalidInput);
        assert_eq!(error.field.as_deref(), Some("max-cost"));
        assert!(error.message.contains(said), "{}", error.message);
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn a_price_is_told_without_keys_and_without_a_request() {
    let rig = Rig::start().await;
    let price = async |tool: &str, arguments: Value| {
        let quote = rig.host.price((tool, arguments)).await.unwrap();
        serde_json::to_value(quote).unwrap()
    };
    let video = price("jimeng-video-3.0-pro", json!({ "frames": 241 })).await;
    assert_eq!(video["amount"], json!({ "min": "10.00", "max": "10.00" }));
    assert_eq!(video["price"]["seen"], "2026-06-30");
    assert_eq!(price("general-3.0", json!({})).await["known"], false);
    let frames = rig
        .host
        .price(("jimeng-video-3.0-pro", json!({ "frames": 7 })))
        .await;
    let error = rig::failure(frames);
    assert_eq!(error.field.as_deref(), Some("frames"));
    assert!(error.message.contains("121, 241"), "{}", error.message);
    rig.assert_untouched();
}
