//! The menu of faults over the vendor's Python SDK, beside the component in
//! its host: what each does, and what its caller sees, as a table in Markdown.

mod duel;
mod ours;
mod rows;
mod scene;
mod text;
mod theirs;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use tokio::task::JoinSet;

use duel::Duel;

/// How many are compared at once: more would disturb their times.
const AT_ONCE: usize = 3;

/// What one side did.
struct Side {
    /// Whole calls of the API that reached the service.
    requests: usize,
    /// Jobs that it accepted.
    accepted: u64,
    /// How long the calls took.
    seconds: f64,
    /// What the caller sees.
    sees: String,
}

/// The two words with which the script is started.
pub struct Script {
    /// A Python with the SDK in it.
    pub python: String,
    /// The script.
    pub file: String,
}

impl Script {
    /// Plays every fault with both, and writes the table.
    pub async fn compare(self) -> Result<String> {
        anyhow::ensure!(Path::new(&self.file).is_file(), "no script {}", self.file);
        let shared = Arc::new(self);
        let mut waiting = rows::all().into_iter().enumerate();
        let mut playing = JoinSet::new();
        let mut rows: Vec<(usize, String)> = Vec::new();
        loop {
            while playing.len() < AT_ONCE
                && let Some((number, duel)) = waiting.next()
            {
                let shared = shared.clone();
                let row = async move { row(&duel, &shared).await.map(|row| (number, row)) };
                playing.spawn(row);
            }
            match playing.join_next().await {
                Some(row) => rows.push(row??),
                None => break,
            }
        }
        rows.sort();
        Ok(rows
            .into_iter()
            .fold(HEAD.to_owned(), |table, row| table + &row.1))
    }
}

const HEAD: &str = "\
| fault | component: requests, bought, time | component: what the caller sees | SDK: requests, bought, time | SDK: what the caller sees |
|---|---|---|---|---|
";

async fn row(duel: &Duel, script: &Script) -> Result<String> {
    let ours = ours::play(duel).await;
    let theirs = theirs::play(duel, script).await?;
    let mut row = format!("| {} |", duel.fault);
    for side in [Some(ours), theirs] {
        let cells = match side {
            Some(side) => format!(
                " {}, {}, {:.1} s | {} |",
                side.requests,
                side.accepted,
                side.seconds,
                text::cell(&side.sees)
            ),
            None => format!(" | {} |", duel::NOT_OFFERED),
        };
        let _ = write!(row, "{cells}");
    }
    Ok(row + "\n")
}
