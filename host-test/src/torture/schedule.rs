//! One run of a fault: what is asked, what goes wrong, and what must hold.

use visual_host::types::ErrorKind;
use volc_sim::{Config, Fault};

use super::Script;
use crate::foreign::Lie;

/// Which kind of tool is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// One with tasks: a submit, then queries.
    Task,
    /// One whose answer is the product.
    Process,
}

impl Subject {
    /// Both kinds.
    pub const BOTH: [Subject; 2] = [Subject::Task, Subject::Process];

    /// The tool.
    pub fn tool(self) -> &'static str {
        match self {
            Subject::Task => "jimeng-t2i-v31",
            Subject::Process => "jimeng-high-aes-general-v21-l",
        }
    }
}

/// What a caller is told about the purchase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// The product is here.
    Done,
    /// The job runs on, and here is its task.
    Pending,
    /// An error: it was bought.
    Made,
    /// An error: it may have been bought.
    Unknown,
    /// An error: it was not bought.
    NotMade,
    /// Nothing: the caller left before there was an answer.
    #[default]
    Left,
}

/// What must hold besides that nothing is bought twice and nobody is told
/// something wrong.
#[derive(Clone, Copy, Debug)]
pub struct Must {
    /// What may be told.
    pub told: &'static [Told],
    /// The kinds of error that may be told; empty: any.
    pub kinds: &'static [ErrorKind],
    /// The most calls of the API that the service may have seen.
    pub requests: usize,
    /// The most lines that may have been lost before one reached the service.
    pub unreached: usize,
    /// The least time of the call, in milliseconds.
    pub min_ms: u64,
    /// The most time of its pauses, in milliseconds.
    pub max_ms: u64,
}

impl Must {
    /// The product comes.
    pub const BE_DONE: Must = Must::be(&[Told::Done]);
    /// The purchase succeeds.
    pub const SUCCEED: Must = Must::be(&[Told::Done, Told::Pending]);
    /// The outcome is unknown.
    pub const BE_UNKNOWN: Must = Must::be(&[Told::Unknown]);
    /// It was bought, and is not here.
    pub const WAIT: Must = Must::be(&[Told::Pending, Told::Made]);
    /// Whatever is true.
    pub const BE_TRUE: Must = Must::be(&[
        Told::Done,
        Told::Pending,
        Told::Made,
        Told::Unknown,
        Told::NotMade,
    ]);

    /// Any of these is told.
    pub const fn be(told: &'static [Told]) -> Must {
        Must {
            told,
            kinds: &[],
            requests: usize::MAX,
            unreached: usize::MAX,
            min_ms: 0,
            max_ms: u64::MAX,
        }
    }

    /// The same, with an error of these kinds if there is one.
    pub const fn kinds(self, kinds: &'static [ErrorKind]) -> Must {
        Must { kinds, ..self }
    }

    /// The same, with no more calls of the API than these.
    pub const fn requests(self, requests: usize) -> Must {
        Must { requests, ..self }
    }

    /// The same, with no more lost lines than these.
    pub const fn unreached(self, unreached: usize) -> Must {
        Must { unreached, ..self }
    }
}

/// One call under faults.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// What sets it apart, for people.
    pub name: String,
    /// What is called.
    pub subject: Subject,
    /// How the prompt is written.
    pub script: Script,
    /// How long the caller waits; 0: the submit only.
    pub wait_ms: u32,
    /// The service.
    pub service: Config,
    /// What goes wrong.
    pub faults: Vec<Fault>,
    /// So many tries do not reach the service.
    pub unreached: usize,
    /// A free call goes before, so that there is a connection to use again.
    pub reuse: bool,
    /// A pause between the two, in milliseconds.
    pub rest_ms: u64,
    /// After so many polls of the call the caller leaves.
    pub leave: Option<usize>,
    /// The same is ordered again afterwards, with the same key.
    pub again: bool,
    /// The answers to submits are made up: what they say was bought is not what
    /// the service accepted.
    pub forged: bool,
    /// What the host says of a submit, where it is none of ours.
    pub lie: Option<Lie>,
    /// The product is fetched, and held against that of a run without faults.
    pub fetch: bool,
    /// What must hold.
    pub must: Must,
}

impl Schedule {
    /// A call for a picture without a fault, at a service that is quick. The
    /// caller is patient where the answer is the product, and else waits for
    /// nothing.
    pub fn new(subject: Subject, name: impl Into<String>) -> Schedule {
        Schedule {
            name: name.into(),
            subject,
            script: Script::Short,
            wait_ms: match subject {
                Subject::Task => 0,
                Subject::Process => 10_000,
            },
            service: Config {
                queue_ms: 0,
                generate_ms: 0,
                ..Config::default()
            },
            faults: Vec::new(),
            unreached: 0,
            reuse: false,
            rest_ms: 0,
            leave: None,
            again: false,
            forged: false,
            lie: None,
            fetch: false,
            must: Must::SUCCEED,
        }
    }

    /// The arguments of the call.
    pub fn arguments(&self, prompt: &str) -> String {
        let mut arguments = serde_json::json!({ "prompt": prompt, "seed": 7 });
        if self.fetch && self.subject == Subject::Task {
            // Drawn soon.
            arguments["size"] = serde_json::json!({ "width": 512, "height": 512 });
        }
        arguments.to_string()
    }
}
