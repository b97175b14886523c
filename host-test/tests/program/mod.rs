//! The program `visual`, in processes of their own: what it prints, what it
//! saves, how it exits.

mod forget;
mod hints;
mod hostile_text;
#[cfg(unix)]
mod interrupts;
mod journal;
#[cfg(unix)]
mod kept;
#[cfg(unix)]
mod late;
mod links;
#[cfg(unix)]
mod outlets;
#[cfg(unix)]
mod output_names;
mod products;
mod refusals;
mod runs;
mod tasks;
