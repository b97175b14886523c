//! Statements, sent through the host. Each is one transaction.

use crate::bindings::wasi::clocks::monotonic_clock;
use crate::bindings::wasi::io::poll::poll;
use crate::bindings::wasmcloud::postgres::query::{PgValue, QueryError, query};

/// The pause before a statement is sent again, at first and at most.
const PAUSES_MS: (u64, u64) = (50, 500);

/// The longest text of an error that is passed on, in characters.
const MAX_ERROR: usize = 200;

/// Milliseconds of a clock that never goes back.
pub fn now_ms() -> u64 {
    monotonic_clock::now() / 1_000_000
}

/// Waits.
pub fn sleep(milliseconds: u64) {
    let time = monotonic_clock::subscribe_duration(milliseconds.saturating_mul(1_000_000));
    poll(&[&time]);
}

/// Sends a statement, again for so long while there is no answer: statements of the journal may
/// be repeated. The error is the host's word.
pub fn ask(statement: &str, values: &[&str], limit_ms: u64) -> Result<String, String> {
    let end = now_ms().saturating_add(limit_ms);
    let (mut pause, max_pause) = PAUSES_MS;
    loop {
        match ask_once(statement, values) {
            Err(_) if now_ms().saturating_add(pause) < end => sleep(pause),
            answer => return answer,
        }
        pause = (pause * 2).min(max_pause);
    }
}

/// Sends a statement, and returns the first column of its first row.
pub fn ask_once(statement: &str, values: &[&str]) -> Result<String, String> {
    let values: Vec<PgValue> = values
        .iter()
        .map(|value| PgValue::Text((*value).to_owned()))
        .collect();
    let rows = query(statement, &values).map_err(|error| {
        let (QueryError::InvalidParams(text)
        | QueryError::InvalidQuery(text)
        | QueryError::Unexpected(text)) = error;
        one_line(&text)
    })?;
    let first = rows.into_iter().flatten().next();
    match first.map(|entry| entry.value) {
        Some(PgValue::Text(text)) => Ok(text),
        Some(_) => Err("the answer is no text".to_owned()),
        None => Err("the answer is empty".to_owned()),
    }
}

fn one_line(text: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(visible).take(MAX_ERROR).collect()
}
