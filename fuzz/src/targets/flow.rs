//! A call, driven by a script of answers, broken lines and a clock (`src/script.rs`),
//! and watched (`src/witness.rs`): it ends, buys once, and never loses what it bought.

use crate::script::Script;
use crate::witness::Witness;
use volcengine_visual::call::flow::{Event, Now, Step};

/// One input.
pub fn run(data: &[u8]) {
    let mut script = Script::read(data);
    let Some(mut flow) = script.flow() else {
        return;
    };
    let mut witness = Witness::new(&script);
    let usual = script.target.usual_wait_ms;
    let wait = u64::from(script.options.wait_ms.unwrap_or(usual));
    let mut elapsed = 0;
    let mut event = Event::Begin;
    // Pauses are seconds but for a few, and each link of an answer is one step.
    for _ in 0..wait / 100 + 200 + data.len() as u64 {
        let now = Now {
            unix: script.begin.saturating_add(elapsed / 1_000),
            ms: 77_000 + elapsed,
            noise: elapsed,
        };
        let step = flow.step(event, now);
        let ms;
        (ms, event) = match &step {
            Step::Finish(result) => return witness.ends(result),
            Step::Fetch(fetch) => script.file(fetch),
            Step::Wait(pause) => {
                assert!(elapsed + pause <= wait, "it waits past its end");
                (*pause, Event::Woke)
            }
            Step::Send(ask) => {
                witness.sends(ask);
                script.answer()
            }
            Step::Repeat(_) => {
                witness.repeats();
                script.answer()
            }
        };
        if matches!(step, Step::Send(_) | Step::Repeat(_)) {
            witness.hears(&event);
        }
        elapsed += ms;
    }
    panic!("the call does not end");
}
