//! The program `visual`, in processes of their own: what it prints, what it
//! saves, how it exits.

mod costs;
mod databases;
mod forget;
mod hints;
mod hostile_text;
#[cfg(unix)]
mod interrupts;
mod journal;
mod journal_moves;
#[cfg(unix)]
mod kept;
#[cfg(unix)]
mod late;
mod links;
mod masks;
#[cfg(unix)]
mod outlets;
#[cfg(unix)]
mod output_names;
mod plain_words;
mod products;
mod public_words;
mod refusals;
mod runs;
mod tasks;
mod unanswered;

#[cfg(unix)]
use volc_sim::{Fault, Gate, Simulator, Target, What};

/// Holds the reply to the next submission.
#[cfg(unix)]
fn held_reply(simulator: &Simulator) -> Gate {
    let gate = Gate::new();
    simulator.inject(Fault::once(Target::AnySubmit, What::Hold(gate.clone())));
    gate
}
