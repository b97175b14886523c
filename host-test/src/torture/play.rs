//! One schedule, played against a service of its own.

use crate::calls::Calls;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use visual_host::types::{ErrorKind, Options, Outcome, Purchase, Task};
use visual_host::{Error, HostError, Journal, Progress, Request, StaticKeys, VisualHost};
use volc_sim::{Config, Simulator};

use super::detour::Detour;
use super::{Parting, Schedule, Stage, Told};
use crate::{Rig, product, rig};

/// After this much more time a caller who left must not be heard of, in milliseconds: what was on its way has come.
const ON_ITS_WAY_MS: u32 = 1_000;
/// So long that is watched. Queries come more often.
const WATCHED: Duration = Duration::from_secs(3);
/// How often a task is asked for its product.
const COLLECTS: usize = 3;
/// Seconds after which every job of these services has ended.
const LATER: i64 = 60;

/// What came of a schedule.
#[derive(Debug, Default)]
pub struct Record {
    /// What the caller was told.
    pub told: Told,
    /// The error, if it was one: its kind, and its text.
    pub error: Option<(ErrorKind, String)>,
    /// What the host itself had to end: a trap, or one of its limits.
    pub trap: Option<String>,
    /// How many jobs with this prompt the service accepted.
    pub accepted: u64,
    /// Calls of the API for it.
    pub requests: usize,
    /// Lines that were lost before one reached the service.
    pub unreached: usize,
    /// How long the call took.
    pub took: Duration,
    /// Whether the task that the caller was told of brings the product.
    pub collected: Option<bool>,
    /// The outcome when the same key was ordered again.
    pub again: Option<Told>,
    /// What is wrong with the product, if it was fetched: it must be that of a
    /// run without faults.
    pub product: Option<String>,
    /// How far the call was when its caller left, if it did.
    pub parting: Option<Parting>,
    /// Requests that came more than an interval after the caller had left.
    pub late: usize,
}

/// Starts the service of a schedule, without its faults yet, and gives a host
/// an account there, and a journal of its own.
pub async fn start(schedule: &Schedule, host: &VisualHost) -> Rig {
    let keys = volc_sim::Keys::generate();
    let config = Config {
        keys: vec![keys.clone()],
        ..schedule.service.clone()
    };
    let simulator = Simulator::start(config).await.expect("a simulator");
    let handed = rig::handed(&keys, &simulator.endpoint());
    let journal = Journal::in_memory();
    Rig {
        host: host
            .with_credentials(StaticKeys::new(handed))
            .with_journal(journal),
        simulator,
        keys,
    }
}

/// Plays a schedule with the prompt of this number, which is its idempotency key
/// as well.
pub async fn play(schedule: &Schedule, number: usize, stage: &Stage) -> Record {
    let (prompt, key) = (schedule.script.prompt(number), number.to_string());
    let mut rig = start(schedule, &stage.host).await;
    let handed = rig::handed(&rig.keys, &rig.simulator.endpoint());
    let detour = match schedule.unreached {
        0 => None,
        max => Some(Detour::before(handed, max).await),
    };
    if let Some(detour) = &detour {
        rig.host = rig.host.with_credentials(detour.clone());
    }
    if schedule.reuse {
        let checked = rig.host.check_credentials().await;
        checked.expect("nothing is wrong yet");
    }
    let before = rig.calls().len();
    for fault in &schedule.faults {
        rig.simulator.inject(fault.clone());
    }
    if schedule.rest_ms > 0 {
        tokio::time::sleep(Duration::from_millis(schedule.rest_ms)).await;
    }
    let arguments = schedule.arguments(&prompt);
    let options = rig::wait(schedule.wait_ms);
    let order = rig
        .host
        .order(Request::new(schedule.subject.tool(), &arguments))
        .options(options.clone())
        .idempotency_key(&key);
    let knows = AtomicBool::new(false);
    let watch = |step: Progress<'_>| {
        if let Progress::Pending(_) = step {
            knows.store(true, Ordering::Relaxed);
        }
    };
    let began = Instant::now();
    let answer = match schedule.unreached {
        // An order keeps its keys, and so its way.
        0 | usize::MAX => leaving(order.clone().on_progress(watch).outcome(), schedule.leave).await,
        _ => Some(typed(&rig.host, schedule, (&arguments, &options)).await),
    };
    let ended = Instant::now();
    let late = match answer {
        None => {
            let way = stage.size.wait(ON_ITS_WAY_MS);
            late(&rig, ended + Duration::from_millis(way.into())).await
        }
        Some(_) => 0,
    };
    let bought = || rig.simulator.accepted_with_prompt(&prompt);
    let parting = answer.is_none().then(|| match bought() {
        _ if knows.load(Ordering::Relaxed) || rig.count("GetResult") > 0 => Parting::Running,
        0 => Parting::Unbought,
        _ => Parting::Between,
    });
    let product = match &answer {
        Some(Ok(Outcome::Done(done))) if schedule.fetch => {
            match product::whole(&rig.host, done, 0).await {
                Err(error) => Some(format!("not fetched: {error}")),
                Ok(file) => differs(&file, schedule, (&prompt, stage)).await,
            }
        }
        _ => None,
    };
    let requests = rig.calls().len() - before;
    let (mut record, mut task) = Record::new(answer);
    if schedule.again {
        let (again, later) = Record::new(Some(order.clone().outcome().await));
        record.again = Some(again.told);
        record.trap = record.trap.or(again.trap);
        task = task.or(later);
    }
    if let Some(task) = task.filter(|_| !schedule.forged) {
        rig.simulator.clear_faults();
        rig.simulator.advance_clock(LATER);
        record.collected = Some(collect(&rig.host, &task).await);
    }
    Record {
        accepted: bought(),
        requests,
        unreached: match &detour {
            Some(detour) => detour.lost().await,
            None => 0,
        },
        product,
        parting,
        late,
        took: ended - began,
        ..record
    }
}

/// Calls the component without an order: it asks for keys at each try.
async fn typed(
    host: &VisualHost,
    schedule: &Schedule,
    (arguments, options): (&str, &Options),
) -> Result<Outcome, Error> {
    let tool = schedule.subject.tool();
    host.invoke_unrecorded((tool, arguments), options).await?.0
}

impl Record {
    /// What the caller was told, and the task that came with it.
    pub fn new(answer: Option<Result<Outcome, Error>>) -> (Record, Option<Task>) {
        let mut record = Record::default();
        let mut task = None;
        match answer {
            None => {}
            Some(Ok(Outcome::Done(_))) => record.told = Told::Done,
            Some(Ok(Outcome::Pending(pending))) => {
                record.told = Told::Pending;
                task = Some(pending.task);
            }
            Some(Err(failed)) => {
                record.told = match failed.purchase {
                    Purchase::Made => Told::Made,
                    Purchase::Unknown => Told::Unknown,
                    Purchase::NotMade => Told::NotMade,
                };
                record.error = Some((failed.kind, failed.message.clone()));
                // Its own deadline is the caller's.
                let fault = failed
                    .host
                    .clone()
                    .filter(|fault| *fault != HostError::Deadline);
                record.trap = fault.map(|fault| fault.to_string());
                task = failed.task.clone();
            }
        }
        (record, task)
    }
}

/// Polls a future so often, and drops it then.
async fn leaving<T>(future: impl Future<Output = T>, polls: Option<usize>) -> Option<T> {
    let mut future = pin!(future);
    let mut count = 0;
    poll_fn(|context| {
        if polls == Some(count) {
            return Poll::Ready(None);
        }
        count += 1;
        match future.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending if polls == Some(count) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// How many requests still came when they no longer should.
async fn late(rig: &Rig, from: Instant) -> usize {
    tokio::time::sleep_until((from + WATCHED).into()).await;
    let calls = rig.calls();
    calls.iter().filter(|seen| seen.at > from).count()
}

/// Whether a task brings its product, to someone who asks a few times.
pub async fn collect(host: &VisualHost, task: &Task) -> bool {
    for _ in 0..COLLECTS {
        let resumed = host.task_resume(task, Some(20_000)).await;
        if let Ok(Outcome::Done(_)) = resumed {
            return true;
        }
    }
    false
}

/// Whether a file is another than that of the same call without faults.
async fn differs(
    file: &[u8],
    schedule: &Schedule,
    (prompt, stage): (&str, &Stage),
) -> Option<String> {
    let rig = start(schedule, &stage.host).await;
    let (tool, arguments) = (schedule.subject.tool(), schedule.arguments(prompt));
    let options = rig::wait(20_000);
    let answer = rig.host.invoke(tool, &arguments, Some(&options)).await;
    let Ok(Outcome::Done(done)) = answer else {
        panic!("without a fault it is done");
    };
    let brought = product::whole(&rig.host, &done, 0).await;
    let faultless = brought.expect("without a fault there is a file");
    (file != faultless).then(|| "another product than without faults".to_owned())
}
