//! What stands between the host and the service fails, each thing in its own
//! way (F17): every failure has its own code, says who must act and what was
//! bought, and repeats no key. Nothing here leaves the machine but the question
//! for a name that cannot exist.

mod answers;
mod lines;
mod servers;
mod told;
mod trust;
