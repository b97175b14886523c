//! SIGTERM under load: no purchase is lost.

use host_test::served::{request, with};
use host_test::visual_serve::{VisualServe, answer, place, states};
use serde_json::json;
use volc_sim::{Fault, Gate, Target, What};

use super::PATH;

#[tokio::test]
async fn what_was_sent_is_waited_for_and_the_rest_is_not_bought() {
    const LOAD: usize = 24;
    let (simulator, shell) = place().await;
    let serve = VisualServe::start(&shell, "").await;
    let gate = Gate::new();
    let hold = What::Hold(gate.clone());
    simulator.inject(Fault::always(Target::AnySubmit, hold));
    let address = serve.address;
    let clients: Vec<_> = (0..LOAD)
        .map(|number| {
            let body = json!({ "prompt": format!("cat {number}") });
            let submit = with(
                request("POST", PATH, Some(&body)),
                "prefer",
                "respond-async",
            );
            tokio::spawn(answer(address, submit))
        })
        .collect();
    gate.reached(1).await;
    serve.running.signal("TERM").await;
    // New work is refused from now on.
    while serve
        .try_answer(request("GET", "/readyz", None))
        .await
        .is_ok()
    {
        tokio::task::yield_now().await;
    }
    gate.open();
    let mut told = [0, 0];
    for client in clients {
        let Ok(answer) = client.await.expect("a client") else {
            continue;
        };
        match answer.status {
            200 | 202 => told[0] += 1,
            503 => {
                assert_eq!(answer.json()["purchase"], "not-made");
                told[1] += 1;
            }
            other => panic!("{other}: {}", answer.text()),
        }
    }
    let (exit, _, err) = serve.running.left().await;
    assert_eq!(exit, Some(0), "{err}");
    let states = states(&shell.state_directory().join("journal.db"));
    let accepted = simulator.meter().accepted;
    assert!(accepted >= 1 && told[0] >= 1, "{told:?}");
    assert_eq!(states.len() as u64, accepted, "{states:?}");
    assert!(
        states
            .iter()
            .all(|state| ["pending", "done"].contains(&state.as_str())),
        "{states:?}"
    );
}
