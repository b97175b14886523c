//! Captured answers of the service, byte for byte, through the real component
//! in the real host; they are in `captures/`, each with its source.

mod expected;
mod server;

use crate::calls::Calls;
use std::{fmt, fs};

use serde::Deserialize;
use serde_json::Value;
use visual_host::types::Outcome;
use visual_host::{Error, StaticKeys, VisualHost};

use crate::{options, place, rig};
use expected::{judge, shown};
use server::serve;

/// How long a call waits that must come to an end, in milliseconds.
const LONG: u32 = 60_000;
/// How long one waits that must fail.
const SHORT: u32 = 1_500;

/// One call, what the service answered, and what the caller must be told.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capture {
    /// The name of its file.
    #[serde(skip)]
    pub name: String,
    /// What it shows.
    pub about: String,
    /// Where it was captured, and what of it is not as it was.
    pub source: String,
    /// The region of the account, where it is not the usual one.
    region: Option<String>,
    call: Call,
    answers: Vec<Answer>,
    expect: Value,
}

/// What is called.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Call {
    /// A tool.
    Tool {
        tool: String,
        arguments: Value,
        delivery: Option<String>,
    },
    /// A question about a task of this tool.
    Task { task: String, age_seconds: u64 },
}

/// What the service answers to an action: several in their order, the last one
/// for good.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    action: String,
    status: u16,
    body: String,
}

/// What came of a capture.
pub struct Played {
    /// The name of its file.
    pub name: String,
    /// What the caller was told, in a line.
    pub outcome: String,
    /// Where that is not what the file expects.
    pub flaws: Vec<String>,
}

impl fmt::Display for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Capture {
    /// Every capture, by name.
    pub fn all() -> Vec<Capture> {
        let entries = fs::read_dir(place::captures()).expect("captures");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let mut all: Vec<Capture> = paths
            .map(|path| {
                let shown = path.display();
                let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{shown}: {e}"));
                let read = serde_json::from_str(&text);
                let capture: Capture = read.unwrap_or_else(|error| panic!("{shown}: {error}"));
                let name = path.file_stem().and_then(|name| name.to_str());
                Capture {
                    name: name.expect("a plain name").to_owned(),
                    ..capture
                }
            })
            .collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// Makes the call against a server that answers so.
    pub async fn play(&self) -> Played {
        let server = serve(self.answers.clone()).await;
        let keys = rig::handed(&volc_sim::Keys::generate(), &server.endpoint());
        let keys = match &self.region {
            Some(region) => keys.with_region(region),
            None => keys,
        };
        let host = rig::host(StaticKeys::new(keys));
        let answer = self.call(&host).await;
        Played {
            name: self.name.clone(),
            outcome: shown(&answer),
            flaws: judge(&answer, &self.expect),
        }
    }

    async fn call(&self, host: &VisualHost) -> Result<Outcome, Error> {
        let must_fail = self.expect["outcome"] == "error";
        match &self.call {
            Call::Task { task, age_seconds } => {
                let mut asked = rig::task("7392616336519610409", *age_seconds);
                asked.tool.clone_from(task);
                host.task_status(&asked).await
            }
            Call::Tool {
                tool,
                arguments,
                delivery,
            } => {
                let output = delivery.as_ref();
                let output = output.map(|word| serde_json::json!({ "delivery": word }));
                let output = output.map(|output| serde_json::json!({ "output": output }));
                let mut options = options::read(&output.unwrap_or_else(|| serde_json::json!({})));
                options.wait_ms = Some(if must_fail { SHORT } else { LONG });
                host.invoke(tool, &arguments.to_string(), Some(&options))
                    .await
            }
        }
    }
}

/// The captures as a table: case, outcome, and whether it is the expected one.
pub fn table(played: &[Played]) -> String {
    let width = played.iter().map(|one| one.name.len()).max().unwrap_or(0);
    let row = |one: &Played| {
        let verdict = if one.flaws.is_empty() {
            "as expected"
        } else {
            "DIFFERS"
        };
        format!("{:width$}  {verdict:11}  {}", one.name, one.outcome)
    };
    let rows: Vec<String> = played.iter().map(row).collect();
    rows.join("\n")
}
