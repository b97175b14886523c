//! A journal in PostgreSQL whose database fails at one statement of a purchase, for every
//! statement: what was bought, and who knows of it.
//!
//! The purchase is made by one machine, whose way to the database leads through a proxy. Its client
//! then asks another machine for the same with the same key, until it is told of the product.

mod play;
mod resources;
mod schedule;
mod tally;

use std::time::Duration;

use test_postgres::{Fault, Postgres, Proxy};

pub use play::{Record, connect};
pub use resources::{connections, disk};
pub use schedule::{Outage, Schedule};
pub use tally::{LAST_WORD, Tally};

/// How many outages of a server that stays up are played at once.
const AT_ONCE: usize = 8;

/// Plays outages at every statement of a purchase, or at every so many of them. With `same` false
/// the client's second machine has a database of its own: the control, which buys twice.
pub async fn run(outages: &[Outage], every: usize, same: bool) -> Option<Tally> {
    let mut server = Postgres::start(&[])?;
    let statements = count(&server).await;
    let mut tally = Tally {
        statements,
        ..Tally::default()
    };
    let schedules = outages.iter().flat_map(|outage| {
        let places = (0..statements).step_by(every);
        places.map(|statement| Schedule {
            outage: *outage,
            statement,
            same,
        })
    });
    let (ending, staying): (Vec<Schedule>, Vec<Schedule>) =
        schedules.partition(|schedule| schedule.outage.ends_server());
    for some in staying.chunks(AT_ONCE) {
        let played = some.iter().map(|schedule| play::play(schedule, &server));
        let played = play::all(played).await;
        tally.add(some.iter().zip(played));
    }
    for schedule in &ending {
        let record = play::play_ending(schedule, &mut server).await;
        tally.add([(schedule, record)]);
    }
    Some(tally)
}

/// How many statements a purchase is, with the first connections.
async fn count(server: &Postgres) -> usize {
    let schedule = Schedule {
        outage: Outage::Cut(Fault::CutBefore),
        statement: usize::MAX,
        same: true,
    };
    play::play(&schedule, server).await.statements
}

/// A purchase while every statement takes so much longer.
pub async fn slow(delay: Duration) -> Option<Tally> {
    let server = Postgres::start(&[])?;
    let schedule = Schedule {
        outage: Outage::Slow(delay),
        statement: 0,
        same: true,
    };
    let mut tally = Tally::default();
    let record = play::play(&schedule, &server).await;
    tally.add([(&schedule, record)]);
    Some(tally)
}

/// A way to a database of its own.
fn way(server: &Postgres) -> (String, Proxy) {
    (server.database(), Proxy::before(server.port))
}
