//! What a call of a tool is to do, once its arguments are read.

use crate::mcp::arguments::{self, Terms, refused};
use crate::mcp::call::{self, Account, Following, Wait};
use crate::mcp::failure;
use crate::mcp::result::{self, Telling};
use crate::mcp::root::Root;
use crate::mcp::selection::Kind;
use crate::mcp::{catalogue, schema};
use crate::output::language::{Message, message};
use crate::save::preflight;
use crate::save::tool_facts::ToolFacts;
use rmcp::model::CallToolResult;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::time::Duration;
use visual_agent::functions::Function;
use visual_agent::models;
use visual_catalog::{Tool, find};
use visual_host::{Error, Request, Task, VisualHost};

/// What is to be done.
pub enum Job {
    Buy(Box<Purchase>),
    Status {
        task: Box<Task>,
        wait: Duration,
        save_to: Option<PathBuf>,
    },
    Cancel(Box<Task>),
    Models(Option<String>),
}

/// What is to be bought.
pub struct Purchase {
    request: Request,
    /// The tool that orders it.
    kind: Kind,
    terms: Terms,
    /// How long it waits where the call does not say; none for tools without tasks.
    usual_seconds: Option<u32>,
}

impl Job {
    /// Reads the arguments of a call.
    pub fn new(
        kind: Kind,
        mut given: Map<String, Value>,
        root: Option<&Root>,
    ) -> Result<Job, Error> {
        let terms = match kind.buys() || matches!(kind, Kind::TaskStatus) {
            true => Terms::take(&mut given, root)?,
            false => Terms::default(),
        };
        given.retain(|_, value| !value.is_null());
        match kind {
            Kind::Function(function) => ordered(function, given, terms, root),
            Kind::Catalogue(tool) => direct(tool, given, terms, root),
            Kind::RunModel => by_name(given, terms),
            Kind::TaskStatus => {
                let task = task(&mut given)?;
                arguments::nothing_else(&given, [schema::WAIT].into_iter())?;
                Ok(Job::Status {
                    task: Box::new(task),
                    wait: Duration::from_secs(terms.wait.unwrap_or(0).into()),
                    save_to: terms.save_to,
                })
            }
            Kind::TaskCancel => {
                let task = task(&mut given)?;
                arguments::nothing_else(&given, std::iter::empty())?;
                Ok(Job::Cancel(Box::new(task)))
            }
            Kind::ListModels => {
                let about = arguments::optional_text(&mut given, "about")?;
                arguments::nothing_else(&given, ["about"].into_iter())?;
                Ok(Job::Models(about.filter(|about| !about.is_empty())))
            }
        }
    }

    /// Whether it takes long and the call does not say how long to wait: then a client that knows
    /// tasks gets one.
    pub fn is_long(&self) -> bool {
        match self {
            Job::Buy(purchase) => {
                purchase.terms.wait.is_none() && purchase.usual_seconds == Some(0)
            }
            _ => false,
        }
    }

    /// The same, waiting for its end for as long as its tool usually takes.
    pub fn into_whole(self) -> (Job, Duration) {
        let Job::Buy(mut purchase) = self else {
            return (self, Duration::ZERO);
        };
        let tool = find(purchase.request.tool());
        let usual_ms = tool.map_or(1_800_000, Tool::usual_wait_ms);
        let wait = Duration::from_millis(usual_ms.into());
        purchase.terms.wait = Some(usual_ms.div_ceil(1000));
        (Job::Buy(purchase), wait)
    }

    /// Where its results are saved.
    pub fn save_to(&self) -> Option<PathBuf> {
        match self {
            Job::Buy(purchase) => purchase.terms.save_to.clone(),
            Job::Status { save_to, .. } => save_to.clone(),
            _ => None,
        }
    }

    /// The tool whose results they are.
    fn tool(&self) -> Option<&str> {
        match self {
            Job::Buy(purchase) => Some(purchase.request.tool()),
            Job::Status { task, .. } => Some(&task.tool),
            _ => None,
        }
    }

    /// Does it. Nothing is returned where the client left.
    pub async fn run(
        self,
        account: &dyn Account,
        telling: &Telling<'_>,
        following: &Following,
    ) -> Option<CallToolResult> {
        if let (Some(save_to), Some(tool)) = (telling.save_to, self.tool())
            && let Err(error) = may_save(account.host(), save_to, tool).await
        {
            return Some(failure::result(&error, telling.is_chinese));
        }
        let (answer, kind) = match self {
            Job::Buy(purchase) => {
                let Purchase {
                    request,
                    kind,
                    terms,
                    usual_seconds,
                } = *purchase;
                let seconds = usual_seconds.map(|usual| terms.wait.unwrap_or(usual));
                let wait = seconds.map_or(Wait::Usual, |seconds| {
                    Wait::AtMost(Duration::from_secs(seconds.into()))
                });
                let bought = call::buy(account, request, (terms.idempotency_key, wait), following);
                (bought.await?, kind)
            }
            Job::Status { task, wait, .. } => {
                let answer = match account.own(*task).await {
                    Ok(task) => call::follow(account.host(), task, wait, following).await?,
                    Err(error) => Err(error),
                };
                (answer, Kind::TaskStatus)
            }
            Job::Cancel(task) => {
                let asked = async {
                    let task = account.own(*task).await?;
                    account.host().task(task).cancel().await
                };
                return Some(match asked.await {
                    Ok(answer) => result::cancellation(answer, telling.is_chinese),
                    Err(error) => failure::result(&account.told(error), telling.is_chinese),
                });
            }
            Job::Models(about) => {
                let listed = list_models(account.host(), about, telling.is_chinese).await;
                return Some(match listed {
                    Ok(text) => result::text(text),
                    Err(error) => {
                        let error = failure::naming_arguments(Kind::ListModels, error);
                        failure::result(&error, telling.is_chinese)
                    }
                });
            }
        };
        Some(match answer {
            Ok(outcome) => telling.outcome(&outcome).await,
            Err(error) => {
                let error = failure::naming_arguments(kind, account.told(error));
                failure::result(&error, telling.is_chinese)
            }
        })
    }
}

/// What a curated tool orders.
fn ordered(
    function: &'static Function,
    mut given: Map<String, Value>,
    terms: Terms,
    root: Option<&Root>,
) -> Result<Job, Error> {
    let names = function.parameters.iter().map(|parameter| parameter.name);
    arguments::nothing_else(&given, names)?;
    let documented = schema::documented(function.name).parameters;
    let required = documented.iter().filter(|(_, is_required)| *is_required);
    arguments::all_of(&given, required.map(|(name, _)| name.as_str()))?;
    arguments::read_files(function, &mut given, root)?;
    let call = function.call(&given, &catalogue::styles());
    let call = call.map_err(|[en, zh]| refused("", Message::new(en, zh)))?;
    let has_tasks = find(&call.tool).is_none_or(|tool| catalogue::wait_seconds(tool).is_some());
    Ok(Job::Buy(Box::new(Purchase {
        request: Request::from((call.tool, call.arguments)),
        kind: Kind::Function(function),
        terms,
        usual_seconds: has_tasks.then_some(function.wait_seconds),
    })))
}

/// A tool of the catalogue, with its own arguments.
fn direct(
    tool: &'static Tool,
    mut given: Map<String, Value>,
    terms: Terms,
    root: Option<&Root>,
) -> Result<Job, Error> {
    if let Some(root) = root {
        arguments::read_catalogue_files(tool, &mut given, root)?;
    }
    Ok(Job::Buy(Box::new(Purchase {
        request: Request::from((tool.name, Value::Object(given))),
        kind: Kind::Catalogue(tool),
        terms,
        usual_seconds: catalogue::wait_seconds(tool),
    })))
}

/// Any tool, with its arguments as the text of a JSON object. Models that pass the object itself
/// are understood.
fn by_name(mut given: Map<String, Value>, terms: Terms) -> Result<Job, Error> {
    const ARGUMENTS: &str = "arguments_json";
    let model = arguments::required_text(&mut given, "model")?;
    let text = match given.remove(ARGUMENTS) {
        Some(object @ Value::Object(_)) => object.to_string(),
        Some(other) => {
            given.insert(ARGUMENTS.to_owned(), other);
            arguments::required_text(&mut given, ARGUMENTS)?
        }
        None => arguments::required_text(&mut given, ARGUMENTS)?,
    };
    arguments::nothing_else(&given, ["model", ARGUMENTS].into_iter())?;
    let usual_seconds = match find(&model) {
        Some(tool) => catalogue::wait_seconds(tool).map(|_| 0),
        None => Some(0),
    };
    Ok(Job::Buy(Box::new(Purchase {
        request: Request::new(model, text),
        kind: Kind::RunModel,
        terms,
        usual_seconds,
    })))
}

fn task(given: &mut Map<String, Value>) -> Result<Task, Error> {
    arguments::required_text(given, "task")?.trim().parse()
}

/// Refuses a place where results cannot be saved, before anything is bought.
async fn may_save(
    host: &VisualHost,
    (root, place): (&Root, &Path),
    tool: &str,
) -> Result<(), Error> {
    let shown = root.shown(place);
    // In words of its own: a model has no options, and does not see what is above the root.
    if place.parent().is_some_and(|parent| !parent.is_dir()) {
        let message = message!(
            "`{shown}`: there is no such directory",
            "`{shown}`：目录不存在"
        );
        return Err(refused(schema::SAVE_TO, message));
    }
    if !place.is_dir() && place.symlink_metadata().is_ok() {
        let message = message!(
            "`{shown}` exists already; choose another name",
            "`{shown}` 已存在，请换用其他名称"
        );
        return Err(refused(schema::SAVE_TO, message));
    }
    let facts = ToolFacts::for_tool(host, tool).await;
    preflight::check(place, false, &facts).map_err(|message| refused(schema::SAVE_TO, message))
}

async fn list_models(
    host: &VisualHost,
    about: Option<String>,
    is_chinese: bool,
) -> Result<String, Error> {
    let listed = catalogue::models(is_chinese);
    let Some(about) = about else {
        return Ok(models::families(&listed));
    };
    match models::of_family(&listed, &about) {
        Some(lines) => Ok(lines),
        None => Ok(host.describe(&about).await?.schema),
    }
}
