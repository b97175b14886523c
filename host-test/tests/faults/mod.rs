//! The faults of the menu, each against the real component in a real host: how
//! long a call takes, how often the service is asked, what was bought, and what
//! is said. F2 and F20 take hours and are tortured elsewhere; F12 and the
//! download half of F10 and F11 are tested in `tests/downloads`.

mod cancelling;
mod clocks;
mod limits;
mod lines;
mod memory;
mod outages;
mod polling;
mod redirects;
mod replies;
mod sandbox;
mod sizes;
mod tenants;
mod uploads;
mod vaults;

use std::fmt;
use std::time::{Duration, Instant};

use host_test::{Rig, rig};
use visual_host::VisualHost;
use visual_host::types::{Done, Error, Options, Outcome, Pending};
use volc_sim::{Fault, Target, What};

const GENERAL: &str = "high-aes-general-v30l-zt2i";
const PROCESS: &str = "jimeng-high-aes-general-v21-l";
const VIDEO: &str = "jimeng-vgfm-t2v-l20";
const CAT: &str = r#"{"prompt":"a cat"}"#;

/// Long past the time in which a new task may not be found yet.
const OLD: u64 = 600;
/// Some task; the simulator does not know it.
const SOME: &str = "7392616336519610409";

/// Less than it would take to end without the deadline, which is a minute, and far more than a busy machine adds. How
/// exactly deadlines are kept is measured by `cargo xtask torture`.
const SLACK: Duration = Duration::from_secs(30);

/// A call in a sandbox of its own.
struct Ran {
    answer: Result<Outcome, Error>,
    took: Duration,
    /// The memory that the component took, in bytes.
    memory: usize,
}

/// Calls a tool. A trap ends the test.
async fn run(host: &VisualHost, tool: &str, options: &Options) -> Ran {
    let begun = Instant::now();
    let ran = host.invoke_unrecorded((tool, CAT), options).await;
    let (answer, memory) = ran.expect("an instance");
    let fault = answer.as_ref().err().and_then(|error| error.host.as_ref());
    assert_eq!(fault, None, "the component does not trap");
    Ran {
        answer,
        took: begun.elapsed(),
        memory,
    }
}

/// The same with nothing but a wait.
async fn run_for(host: &VisualHost, tool: &str, wait_ms: u32) -> Ran {
    run(host, tool, &rig::wait(wait_ms)).await
}

impl Ran {
    /// That it ended in time.
    fn assert_within(&self, wait_ms: u32) {
        let limit = Duration::from_millis(wait_ms.into()) + SLACK;
        assert!(self.took <= limit, "{:?} of {wait_ms} ms", self.took);
    }

    fn error(self) -> Error {
        match self.answer {
            Err(error) => error,
            Ok(outcome) => panic!("no error: {outcome:?}"),
        }
    }

    fn done(self) -> Done {
        match self.answer {
            Ok(Outcome::Done(done)) => done,
            other => panic!("not done: {other:?}"),
        }
    }

    fn pending(self) -> Pending {
        match self.answer {
            Ok(Outcome::Pending(pending)) => pending,
            other => panic!("not pending: {other:?}"),
        }
    }
}

/// One thing that goes wrong, by its name.
#[derive(Clone)]
struct Case {
    name: String,
    on: Target,
    times: Option<u32>,
    what: What,
}

impl Case {
    /// It happens every time.
    fn always(name: impl fmt::Display, on: Target, what: What) -> Case {
        Case {
            name: format!("{name} at {on:?}"),
            on,
            times: None,
            what,
        }
    }

    /// It happens so many times.
    fn times(self, times: u32) -> Case {
        Case {
            name: format!("{}, {times} times", self.name),
            times: Some(times),
            ..self
        }
    }

    fn is_of_submits(&self) -> bool {
        self.on == Target::AnySubmit
    }

    /// A simulator where it happens.
    async fn rig(&self) -> Rig {
        let rig = Rig::start().await;
        self.befall(&rig);
        rig
    }

    fn befall(&self, rig: &Rig) {
        rig.simulator.inject(Fault {
            on: self.on.clone(),
            times: self.times,
            what: self.what.clone(),
        });
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// How many requests handed in a job.
fn submits(rig: &Rig) -> usize {
    rig.count("Submit") + rig.count("CVProcess")
}

/// That a text is one line that can be shown: no control characters, and none
/// that reorder what stands around them.
fn assert_clean(text: &str) {
    let strange = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.is_empty() && !text.contains(strange), "{text:?}");
    assert!(text.chars().count() < 600, "{text}");
}
