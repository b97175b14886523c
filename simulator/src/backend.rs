//! The visual backend: what the actions do once the gateway has let a request through.

use crate::Side;
use crate::action::{Action, Way};
use crate::check;
use crate::envelope::Refusal;
use crate::fields::{self, Fields};
use crate::gateway::Admitted;
use crate::job::{self, Job};
use crate::output::{self, Output};
use crate::plays::Cue;
use crate::result;
use crate::service::Service;
use crate::tasks::{Owner, Schedule, Stage};
use crate::tools::{Outcome, Tool};
use crate::{images, parameters, triggers};
use serde_json::{Value, json};
use std::time::Duration;

/// Does what the request asks, and returns `data` of the answer.
pub(crate) async fn run(
    service: &Service,
    admitted: &Admitted<'_>,
    body: &[u8],
) -> Result<Value, Refusal> {
    let body = parameters::read(body)?;
    let tool = permitted_tool(service, admitted, &body)?;
    let ask = Ask {
        service,
        admitted,
        tool,
        owner: Owner {
            access_key_id: &admitted.keys.access_key_id,
            req_key: &tool.req_key,
        },
        body: &body,
    };
    match admitted.action {
        Action::Submit(way) if way.query.is_none() => ask.process().await,
        Action::Submit(_) => ask.submit(),
        Action::Query(way) => ask.query(way).await,
        Action::Cancel => ask.cancel(),
    }
}

/// The tool named by the body. An unknown or inactive `req_key` answers 50400, as the live service was seen to do;
/// a known one with an action that does not belong to it answers 50200 `req_key <x> not supported`. BytePlus answers
/// 50204 for the former, unless nothing at all is active, which is 50400 there.
fn permitted_tool<'a>(
    service: &'a Service,
    admitted: &Admitted<'_>,
    body: &Fields,
) -> Result<&'a Tool, Refusal> {
    let req_key = fields::text(body, "req_key")?;
    let denied = |refusal: Refusal| Refusal {
        status: Some(service.config.access_denied_status),
        ..refusal
    };
    let tool = service.offer.find_on(admitted.side, req_key);
    let active = admitted.keys.activated.as_deref();
    let is_active = active.is_none_or(|keys| keys.iter().any(|key| key == req_key));
    let tool = match (admitted.side, tool) {
        (_, Some(tool)) if is_active => tool,
        (Side::China, Some(_)) => {
            return Err(denied(Refusal::new(50400, "Access Denied: Access Denied")));
        }
        (Side::China, None) => return Err(denied(parameters::unknown())),
        (Side::Byteplus, _) if active.is_some_and(<[String]>::is_empty) => {
            return Err(denied(Refusal::new(50400, "Access Denied")));
        }
        (Side::Byteplus, _) => return Err(Refusal::new(50204, "req_key not supported")),
    };
    let fits = match admitted.action {
        Action::Submit(way) | Action::Query(way) => tool.ways.contains(&way),
        Action::Cancel => tool.ways.iter().any(|way| way.query.is_some()),
    };
    if !fits {
        let message = format!("req_key {req_key} not supported");
        return Err(Refusal::new(50200, message));
    }
    Ok(tool)
}

/// One request, read and permitted.
struct Ask<'a> {
    service: &'a Service,
    admitted: &'a Admitted<'a>,
    tool: &'a Tool,
    owner: Owner<'a>,
    body: &'a Fields,
}

impl Ask<'_> {
    async fn process(&self) -> Result<Value, Refusal> {
        self.throttle()?;
        let job = self.plan()?;
        let output = Output::new(self.tool, self.body)?;
        self.accept(job.clone(), 0)?;
        tokio::time::sleep(Duration::from_millis(self.service.config.generate_ms)).await;
        self.service.tasks.released().await;
        if let Some(code) = job.failure {
            return Err(Refusal::code(code));
        }
        Ok(result::processed(self.service, (self.tool, job), output).await)
    }

    fn submit(&self) -> Result<Value, Refusal> {
        self.throttle()?;
        let job = self.plan()?;
        let task_id = self.accept(job, self.service.config.queue_ms)?;
        Ok(json!({ "task_id": task_id }))
    }

    /// The options of the result are read at every query, and checked before the task is looked up.
    async fn query(&self, way: Way) -> Result<Value, Refusal> {
        let task_id = self.task_id()?;
        let output = if way.req_json {
            Output::new(self.tool, &output::req_json(self.body)?)?
        } else {
            Output::default()
        };
        let now = self.service.clock.now_ms();
        match self.service.tasks.stage(task_id, self.owner, now) {
            Stage::Done(job) => match job.failure {
                Some(code) => Err(Refusal::code(code)),
                None => Ok(result::done(self.service, (self.tool, *job), output).await),
            },
            Stage::NotFound => Ok(json!({ "status": "not_found" })),
            Stage::Processing => Ok(result::waiting(self.tool, "processing")),
            Stage::InQueue => Ok(result::waiting(self.tool, "in_queue")),
            Stage::Generating => Ok(result::waiting(self.tool, "generating")),
        }
    }

    /// Undocumented but for the rule that a task being generated stays: success has empty data, a task that is past
    /// its queue answers 50200, and one that does not exist 50215.
    fn cancel(&self) -> Result<Value, Refusal> {
        let task_id = self.task_id()?;
        let now = self.service.clock.now_ms();
        let tasks = &self.service.tasks;
        let job = tasks.job(task_id, self.owner).unwrap_or_default();
        match tasks.cancel(task_id, self.owner, now) {
            Stage::Processing | Stage::InQueue => {
                self.service.meter.cancel(self.owner.req_key, job.units);
                Ok(json!({}))
            }
            Stage::NotFound => Err(Refusal::code(50215)),
            Stage::Generating | Stage::Done(_) => Err(Refusal::new(
                50200,
                "the task is past its queue and cannot be cancelled",
            )),
        }
    }

    fn throttle(&self) -> Result<(), Refusal> {
        let who = (self.owner.access_key_id, self.owner.req_key);
        let now = self.service.clock.now_ms();
        let limit = self.service.config.qps_of(self.owner.req_key);
        if self.service.rate.admits(who, now, limit) {
            return Ok(());
        }
        self.service.meter.turn(|meter| meter.refused_by_qps += 1);
        Err(Refusal::code(50429))
    }

    fn plan(&self) -> Result<Job, Refusal> {
        let both = self.service.config.both_image_forms;
        let inputs = parameters::check(self.tool, self.body, both)?;
        let prompt = job::prompt(self.tool, self.body);
        let mut addresses: Vec<&str> = inputs
            .iter()
            .filter_map(|input| match input {
                images::Input::Url(url) => Some(url.as_str()),
                images::Input::Bytes(_) => None,
            })
            .collect();
        addresses.extend(check::addresses(&self.tool.fields, self.body));
        if let Some(code) = triggers::refused(prompt, addresses) {
            return Err(Refusal::code(code));
        }
        let job = Job::plan(self.tool, self.body, &inputs);
        let job = job.failing(self.has_odd_member().then_some(50215));
        let Some(cue) = self.cue() else {
            return Ok(job);
        };
        let now = self.service.clock.now_ms();
        let has_ended = |id: &str| self.service.tasks.has_ended(id, now);
        Ok(match self.service.plays.act(cue, has_ended) {
            Ok(act) => job.acting(act),
            Err(code) => job.failing(Some(code)),
        })
    }

    /// Whether BytePlus' algorithm would refuse a member that it does not know.
    fn has_odd_member(&self) -> bool {
        let strict = self.service.config.byteplus_known_members_only;
        let of_images = |name: &str| {
            let images = self.tool.images.as_ref();
            let lists = ["image_urls", "binary_data_base64"].contains(&name);
            images.is_some_and(|rules| lists || rules.url_field.as_deref() == Some(name))
        };
        let known =
            |name: &String| name == "req_key" || of_images(name) || self.tool.declares(name);
        strict && self.admitted.side == Side::Byteplus && !self.body.keys().all(known)
    }

    /// The step of a short play that is asked for.
    fn cue(&self) -> Option<Cue<'_>> {
        let Outcome::Play { step } = self.tool.result else {
            return None;
        };
        Some(Cue {
            step,
            access_key_id: self.owner.access_key_id,
            req_key: self.owner.req_key,
            body: self.body,
        })
    }

    /// Takes the job on, and turns the meter.
    fn accept(&self, job: Job, queue_ms: u64) -> Result<String, Refusal> {
        let config = &self.service.config;
        let schedule = Schedule {
            now_ms: self.service.clock.now_ms(),
            // For half of the time: no document says how long it is.
            processing_ms: if self.tool.processing {
                queue_ms / 2
            } else {
                0
            },
            queue_ms,
            generate_ms: config.generate_ms,
            keep_seconds: config.task_seconds,
        };
        let trial = self.admitted.keys.trial.then_some(1);
        let limit = trial.or(config.concurrency_of(self.owner.req_key));
        let (units, act) = (job.units, job.act.clone());
        let accepted = self
            .service
            .tasks
            .accept(self.owner, job, (schedule, limit));
        let Some(task_id) = accepted else {
            let meter = &self.service.meter;
            meter.turn(|meter| meter.refused_by_concurrency += 1);
            return Err(Refusal::code(50430));
        };
        self.service.meter.accept(self.owner.req_key, units);
        if let Some(cue) = self.cue() {
            self.service.plays.accept(cue, act.as_ref(), &task_id);
        }
        let prompt = job::prompt(self.tool, self.body);
        self.service.prompts.accept(prompt);
        Ok(task_id)
    }

    /// Up to 20 digits; anything else is malformed and answers 50215.
    fn task_id(&self) -> Result<&str, Refusal> {
        let id = fields::text(self.body, "task_id")?;
        if id.len() > 20 || !id.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Refusal::code(50215));
        }
        Ok(id)
    }
}
