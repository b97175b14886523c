//! The rows of the table: what goes wrong while both do the same.

use volc_sim::{Cut, Fault, Target, What};

use super::duel::{Duel, Nowhere, Plan};
use crate::torture::{Schedule, Subject};

/// How long the component's callers wait, in milliseconds. The SDK has no such
/// bound: 30 s for the connection, and 30 s between two bytes.
const WAIT_MS: u32 = 5_000;
/// How far the service's clock is ahead.
const SKEW_SECONDS: i64 = 20 * 60;

/// Every row.
pub fn all() -> Vec<Duel> {
    let mut all = vec![row("none", Plan::Wait)];
    all.extend(lines());
    all.extend(answers());
    all.extend(polling());
    all.extend(accounts());
    all
}

/// Lines that break, or never come about.
fn lines() -> Vec<Duel> {
    let cut = What::CutRequest(Cut::reset(300));
    let drip = What::Drip {
        bytes: 1,
        every_ms: 1_000,
    };
    vec![
        row(
            "the host name does not resolve",
            Plan::BuyNowhere(Nowhere::NoName),
        ),
        row(
            "connection refused",
            Plan::BuyNowhere(Nowhere::NobodyListens),
        ),
        submit(
            "connection reset before a byte is read",
            What::ResetRequestAfter(0),
        ),
        submit("request cut after 300 bytes", cut),
        submit("accepted, reply cut after 100 bytes", What::ResetAfter(100)),
        submit("accepted, no reply", What::Hang),
        submit("accepted, reply at one byte a second", drip),
        Duel {
            plan: Plan::BuyAgain,
            ..submit("idle connection reset by the submit", What::ResetReused)
        },
    ]
}

/// Replies to a submit that are not valid.
fn answers() -> Vec<Duel> {
    let page = |status| What::answer(status, "text/html", "<html>gateway</html>");
    let json = |body: &str| What::json(body);
    let after = |what| What::AfterWork(Box::new(what));
    let deep = format!(r#"{{"code":10000,"data":{}"#, "[".repeat(10_000));
    let endless = What::Endless(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"message\":\"".to_vec(),
        vec![b'x'; 1 << 16],
    );
    let limit = "Request Has Reached API Concurrent Limit, Please Try Later";
    let mut skewed = row("clock 20 minutes off", Plan::Buy);
    skewed.schedule.service.clock_offset_seconds = SKEW_SECONDS;
    vec![
        submit("HTTP 500", page(500)),
        submit("accepted, HTTP 500", after(page(500))),
        submit("accepted, an HTML page with status 200", after(page(200))),
        submit("accepted, an empty body with status 200", after(json(""))),
        submit("accepted, JSON cut after 40 bytes", What::CutBody(40)),
        submit(
            "accepted, JSON with two codes",
            after(json(r#"{"code":50413,"code":10000,"data":{}}"#)),
        ),
        submit("accepted, JSON 10,000 levels deep", after(json(&deep))),
        submit(
            "accepted, JSON with NaN",
            after(json(r#"{"code":10000,"data":NaN}"#)),
        ),
        submit("an endless reply", endless),
        submit(
            "HTTP 429 with code 50430, once",
            What::business(429, 50_430, limit),
        ),
        row("302 to another host", Plan::BuyElsewhere(302)),
        row("307 to another host", Plan::BuyElsewhere(307)),
        skewed,
    ]
}

/// What goes wrong after the purchase.
fn polling() -> Vec<Duel> {
    let broken = What::business(200, 50_500, "Internal Error");
    let gone = What::answer(403, "text/plain", "the link has expired");
    let mut left = row("the caller leaves after 0.5 s", Plan::Leave);
    left.schedule.service.generate_ms = 5_000;
    let mut cancelled = row("a queued task is cancelled", Plan::Cancel);
    cancelled.schedule.service.queue_ms = 60_000;
    cancelled.schedule.wait_ms = 0;
    vec![
        fault(
            row("the reply to a query is cut, once", Plan::Wait),
            Fault::once(Target::AnyQuery, What::ResetAfter(100)),
        ),
        fault(
            row("every query returns 50500", Plan::Wait),
            Fault::always(Target::AnyQuery, broken),
        ),
        row("the task does not exist", Plan::AskOld),
        fault(
            row("the link to the file has expired", Plan::Fetch),
            Fault::once(Target::Download, gone),
        ),
        left,
        cancelled,
    ]
}

/// More than one call.
fn accounts() -> Vec<Duel> {
    let mut tenants = row("two accounts in one process", Plan::Tenants);
    tenants.schedule.wait_ms = 0;
    let mut crowd = row("four calls, one task at a time", Plan::Crowd);
    crowd.schedule.service.concurrency = Some(1);
    crowd.schedule.service.generate_ms = 700;
    crowd.schedule.wait_ms = 30_000;
    vec![
        tenants,
        row("the same order twice, by idempotency key", Plan::Twice),
        crowd,
    ]
}

fn submit(name: &'static str, what: What) -> Duel {
    fault(row(name, Plan::Buy), Fault::once(Target::AnySubmit, what))
}

fn fault(mut duel: Duel, fault: Fault) -> Duel {
    duel.schedule.faults.push(fault);
    duel
}

fn row(fault: &'static str, plan: Plan) -> Duel {
    Duel {
        fault,
        plan,
        schedule: Schedule {
            wait_ms: WAIT_MS,
            ..Schedule::new(Subject::Task, fault)
        },
    }
}
