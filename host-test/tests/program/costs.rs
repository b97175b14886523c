//! Prices, limits on their sum, usage, and the age of tools, at the command line.

use host_test::program::Shell;
use serde_json::json;

#[tokio::test]
async fn a_price_is_an_estimate_with_a_date() {
    let shell = Shell::new();
    for (words, expected) in [
        (
            "jimeng-4.0",
            "about 0.22 to 3.30 CNY, by the price seen on 2026-06-22",
        ),
        ("jimeng-4.0 --force-single", "about 0.22 CNY,"),
        (
            "jimeng-video-3.0-pro --frames 241",
            "about 10.00 CNY, by the price seen on 2026-06-30",
        ),
        (
            "omnihuman-1.5",
            "up to about 60.00 CNY, by the price in an undated source",
        ),
        ("jimeng-video-2.0", "about 0.65 CNY per second"),
        ("general-3.0", "no price is known"),
    ] {
        let ran = shell.run(&format!("price {words}")).await;
        assert_eq!(ran.exit, 0, "{ran:?}");
        assert!(ran.out.starts_with(expected), "{ran:?}");
    }
    let (exit, told) = shell.json("price jimeng-video-3.0-pro --frames 100").await;
    assert_eq!((exit, &told["error"]["field"]), (2, &json!("frames")));
    let (exit, told) = shell.json("describe jimeng-4.0").await;
    assert_eq!(
        (exit, &told["tool"]["price"]["price"]["seen"]),
        (0, &json!("2026-06-22"))
    );
    assert_eq!(told["tool"]["seen"]["how"], "page");
}

#[tokio::test]
async fn a_cost_holds_over_processes_and_usage_says_what_was_spent() {
    let (simulator, shell) = Shell::simulated().await;
    let single = "run jimeng-4.0 --prompt x --force-single --max-cost 0.50";
    let ran = shell.run(single).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.err.contains("note: about 0.22 CNY"), "{ran:?}");
    let (exit, told) = shell.json(single).await;
    assert_eq!(
        (exit, &told["done"]["price"]["amount"]["max"]),
        (0, &json!("0.22"))
    );
    let (exit, told) = shell.json(single).await;
    assert_eq!((exit, &told["error"]["field"]), (2, &json!("max-cost")));
    assert_eq!(told["error"]["purchase"], "not-made");
    assert_eq!(simulator.meter().accepted, 2);
    assert_eq!(shell.json("run general-3.0 --prompt x").await.0, 0);

    let (exit, told) = shell.json("task list --usage").await;
    assert_eq!(exit, 0);
    let day = &told["usage"][0];
    assert_eq!(
        (&day["calls"], &day["without_price"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(day["account"], told["account"]);
    let amount = json!({
        "currency": "CNY", "min": "0.44", "max": "0.44", "prices_seen": ["2026-06-22"],
    });
    assert_eq!(day["amounts"], json!([amount]));
    let list = shell.run("task list --usage").await.out;
    assert!(list.contains("this account  3 calls"), "{list}");
    assert!(
        list.contains("about 0.44 CNY by prices seen on 2026-06-22"),
        "{list}"
    );
}

#[tokio::test]
async fn a_cost_that_cannot_be_kept_is_refused_before_anything_is_sent() {
    let (simulator, shell) = Shell::simulated().await;
    for (tool, value, said) in [
        ("jimeng-4.0", "-1", "`-1`; the minimum is 0"),
        ("jimeng-4.0", "NaN", "such as 12.50"),
        ("jimeng-4.0", "1.1234567", "6 decimals"),
        ("jimeng-4.0", "5EUR", "`EUR`; use CNY or USD"),
        ("jimeng-4.0", "5USD", "not added"),
        ("general-3.0", "5", "--max-calls"),
        ("jimeng-video-2.0", "5", "--max-calls"),
    ] {
        let words = format!("run {tool} --prompt x --max-cost {value}");
        let (exit, told) = shell.json(&words).await;
        assert_eq!(
            (exit, &told["error"]["field"]),
            (2, &json!("max-cost")),
            "{told}"
        );
        let message = told["error"]["message"].as_str().unwrap();
        assert!(message.contains(said), "{message}");
    }
    assert!(simulator.requests().is_empty());
}

#[tokio::test]
async fn a_successor_is_run_when_asked_and_where_the_arguments_fit() {
    let (simulator, shell) = Shell::simulated().await;
    let words = "run general-1.4 --prompt x --prefer-current";
    let (exit, told) = shell.json(&format!("{words} --ddim-steps 20")).await;
    assert_eq!((exit, &told["error"]["field"]), (2, &json!("ddim_steps")));
    assert!(simulator.requests().is_empty());
    let ran = shell.run(words).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(
        ran.err.contains("running general-3.0, the successor of"),
        "{ran:?}"
    );
    let accepted = simulator.meter().accepted_by_req_key;
    assert_eq!(accepted["high_aes_general_v30l_zt2i"], 1);
    let described = shell.run("describe general-1.4").await.out;
    assert!(described.contains("Successor  general-3.0"), "{described}");
}

#[tokio::test]
async fn old_facts_are_listed() {
    let shell = Shell::new();
    let (exit, told) = shell.json("tools --stale 0").await;
    assert_eq!(exit, 0);
    let tools = told["tools"].as_array().unwrap();
    assert!(tools.len() > 100, "{}", tools.len());
    assert!(tools.iter().all(|tool| tool["seen"]["date"].is_string()));
    let (_, told) = shell.json("tools general-1.4 --stale 100").await;
    assert_eq!(told["tools"][0]["seen"]["date"], "2024-07");
    let (_, told) = shell.json("tools --stale 4000000").await;
    assert_eq!(told["tools"], json!([]));
}
