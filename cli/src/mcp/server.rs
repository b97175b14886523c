//! The server of the protocol.

use crate::mcp::call::{Account, Following};
use crate::mcp::failure;
use crate::mcp::job::Job;
use crate::mcp::listing::{self, Shown};
use crate::mcp::result::Telling;
use crate::mcp::root::Root;
use crate::mcp::selection::Selection;
use crate::mcp::stage::{Listener, Stage};
use crate::output::language::message;
use crate::serve::tasks::Tasks;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, CancelTaskParams, CreateTaskResult,
    CustomRequest, CustomResult, ErrorCode, ErrorData, Extensions, GetTaskParams, GetTaskResult,
    Implementation, ListToolsResult, PaginatedRequestParams, ProtocolVersion, ServerCapabilities,
    ServerConfig, UpdateTaskParams,
};
use rmcp::service::RequestContext;
use rmcp::task_manager::{TaskContext, TaskExit, TaskManager, TaskOptions};
use rmcp::{RoleServer, ServerHandler};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{oneshot, watch};
use tokio_util::sync::CancellationToken;
use visual_agent::docs;
use visual_host::{Error, ErrorKind};

/// How many tasks of the protocol run at once for a client; beyond, a call returns the text of
/// its task.
const MAX_TASKS: usize = 256;
/// How often a client should ask for a task.
const POLL_MS: u64 = 5_000;
/// How long the result of a task is kept beyond the time that it may take.
const KEEP: Duration = Duration::from_secs(3600);

/// What a client is offered.
#[derive(Clone)]
pub struct Offer {
    pub account: Arc<dyn Account>,
    pub selection: Arc<Selection>,
    pub root: Option<Arc<Root>>,
    pub is_chinese: bool,
    /// The tasks of the protocol, which belong to the account.
    pub tasks: TaskManager,
}

/// Tells what the client of a request is offered.
pub trait Offers: Send + Sync + 'static {
    fn for_request(&self, extensions: &Extensions) -> Result<Offer, ErrorData>;
}

/// The same for every request.
impl Offers for Offer {
    fn for_request(&self, _: &Extensions) -> Result<Offer, ErrorData> {
        Ok(self.clone())
    }
}

/// A server of the protocol, for one connection or for many.
#[derive(Clone)]
pub struct McpServer {
    offers: Arc<dyn Offers>,
    closing: CancellationToken,
    under_way: Tasks,
}

impl McpServer {
    /// A server that leaves its calls when `closing` is cancelled. Those that are on their way to
    /// the service are `under_way` until their response.
    pub fn new(offers: impl Offers, closing: CancellationToken, under_way: Tasks) -> McpServer {
        McpServer {
            offers: Arc::new(offers),
            closing,
            under_way,
        }
    }

    /// Does a job in a task of its own, which is not cut off where the client leaves.
    async fn work(
        &self,
        job: Job,
        offer: Offer,
        caller: Caller,
    ) -> Result<Option<CallToolResult>, ErrorData> {
        let stage = watch::Sender::new(Stage::default());
        let stages = stage.subscribe();
        let cancelled = CancellationToken::new();
        // A caller that drops this future leaves.
        let _left = cancelled.clone().drop_guard();
        let (links, save_to) = (caller.links, job.save_to());
        let following = Following {
            stage,
            cancelled: cancelled.clone(),
        };
        let (sender, mut answer) = oneshot::channel();
        self.under_way.spawn(async move {
            let telling = Telling {
                is_chinese: offer.is_chinese,
                links,
                save_to: offer.root.as_deref().zip(save_to.as_deref()),
            };
            // Nobody may be left to hear it.
            _ = sender.send(job.run(&*offer.account, &telling, &following).await);
        });
        let (answered, is_left) = tokio::select! {
            answer = &mut answer => (Some(answer), false),
            () = caller.left() => (None, true),
            () = self.closing.cancelled() => (None, false),
            () = caller.told(stages) => (None, false),
        };
        let answered = match answered {
            Some(answered) => answered,
            None => {
                cancelled.cancel();
                answer.await
            }
        };
        let answered = answered.map_err(|_| ErrorData::internal_error("the call broke off", None));
        // A client that cancelled its call gets no task for it.
        answered.map(|answer| answer.filter(|_| !is_left))
    }

    /// Starts a job as a task of the protocol.
    fn begin(&self, job: Job, offer: Offer, caller: Caller) -> CreateTaskResult {
        let (job, wait) = job.into_whole();
        let ttl = u64::try_from((wait + KEEP).as_millis()).unwrap_or(u64::MAX);
        let options = TaskOptions::new()
            .with_ttl_ms(ttl)
            .with_poll_interval_ms(POLL_MS);
        let (server, tasks) = (self.clone(), offer.tasks.clone());
        let task = tasks.spawn(options, move |context| {
            let caller = Caller {
                task: Some(context),
                ..caller
            };
            Box::pin(async move {
                let answer = server.work(job, offer, caller).await?;
                answer.ok_or(TaskExit::Cancelled)
            })
        });
        CreateTaskResult::new(task)
    }
}

/// Who called, and hears how far the call is.
struct Caller {
    links: bool,
    is_chinese: bool,
    cancelled: CancellationToken,
    listener: Option<Listener>,
    /// Of a call that is a task of the protocol: then the client asks for it.
    task: Option<TaskContext>,
}

impl Caller {
    fn new(context: &RequestContext<RoleServer>, is_chinese: bool) -> Caller {
        let version = context.protocol_version();
        let token = context.meta.get_progress_token();
        Caller {
            links: version.is_some_and(|version| version >= ProtocolVersion::V_2025_06_18),
            is_chinese,
            cancelled: context.ct.clone(),
            listener: token.map(|token| Listener {
                peer: context.peer.clone(),
                token,
                is_chinese,
            }),
            task: None,
        }
    }

    /// Returns when the client does not wait any more.
    fn left(&self) -> impl Future<Output = ()> + use<> {
        let (cancelled, task) = (self.cancelled.clone(), self.task.clone());
        async move {
            match task {
                Some(task) => task.cancelled().await,
                None => cancelled.cancelled().await,
            }
        }
    }

    /// Tells each stage, without end.
    async fn told(self, mut stages: watch::Receiver<Stage>) {
        match (self.task, self.listener) {
            (Some(task), _) => loop {
                let message = stages.borrow_and_update().message();
                task.set_status_message(message.in_language(self.is_chinese));
                if stages.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            },
            (None, Some(listener)) => listener.follow(stages).await,
            (None, None) => std::future::pending().await,
        }
    }
}

fn cancelled() -> Error {
    let message = message!(
        "the call was cancelled; a task that was submitted goes on",
        "调用已取消；已提交的任务仍会继续"
    );
    Error::refused(ErrorKind::Cancelled, "", message.pair())
}

impl ServerHandler for McpServer {
    fn get_info(&self) -> ServerConfig {
        let (about, _) = docs::functions();
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_tasks()
            .build();
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new("visual", env!("CARGO_PKG_VERSION")))
            .with_instructions(about)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let offer = self.offers.for_request(&context.extensions)?;
        let shown = Shown {
            has_root: offer.root.is_some(),
            is_chinese: offer.is_chinese,
        };
        let tools = listing::list(&offer.selection, shown);
        Ok(ListToolsResult::with_all_items(tools))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let offer = self.offers.for_request(&context.extensions)?;
        let is_chinese = offer.is_chinese;
        let Some(kind) = offer.selection.named(&request.name) else {
            return Err(unknown(&request.name, &offer.selection));
        };
        let given = request.arguments.unwrap_or_default();
        let job = match Job::new(kind, given, offer.root.as_deref()) {
            Ok(job) => job,
            Err(error) => return Ok(failure::result(&error, is_chinese).into()),
        };
        let knows_tasks = context.client_capabilities();
        let knows_tasks = knows_tasks.is_some_and(|client| client.supports_tasks());
        let caller = Caller::new(&context, is_chinese);
        if knows_tasks && job.is_long() && offer.tasks.running_task_count() < MAX_TASKS {
            return Ok(self.begin(job, offer, caller).into());
        }
        let answer = self.work(job, offer, caller).await?;
        let answer = answer.unwrap_or_else(|| failure::result(&cancelled(), is_chinese));
        Ok(answer.into())
    }

    async fn get_task(
        &self,
        request: GetTaskParams,
        context: RequestContext<RoleServer>,
    ) -> Result<GetTaskResult, ErrorData> {
        let offer = self.offers.for_request(&context.extensions)?;
        Ok(GetTaskResult::new(offer.tasks.get_task(&request.task_id)?))
    }

    async fn update_task(
        &self,
        request: UpdateTaskParams,
        context: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        let offer = self.offers.for_request(&context.extensions)?;
        offer
            .tasks
            .update_task(&request.task_id, std::iter::empty())
    }

    async fn cancel_task(
        &self,
        request: CancelTaskParams,
        context: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        let offer = self.offers.for_request(&context.extensions)?;
        offer.tasks.cancel_task(&request.task_id)
    }

    /// Requests of unknown methods, and those whose parameters could not be read.
    async fn on_custom_request(
        &self,
        request: CustomRequest,
        _: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        const KNOWN: [&str; 5] = [
            "initialize",
            "tools/list",
            "tools/call",
            "tasks/get",
            "tasks/cancel",
        ];
        let method = request.method;
        Err(match KNOWN.contains(&method.as_str()) {
            true => {
                let text = format!(
                    "the parameters of {method} do not have the form that the protocol prescribes"
                );
                ErrorData::invalid_params(text, None)
            }
            false => {
                let text = format!("unknown method {method}");
                ErrorData::new(ErrorCode::METHOD_NOT_FOUND, text, None)
            }
        })
    }
}

fn unknown(name: &str, selection: &Selection) -> ErrorData {
    let name = visual_catalog::sanitize::excerpt(name, 80);
    let text = match selection.nearest(&name) {
        Some(meant) => format!("Unknown tool: {name}. Did you mean {meant}?"),
        None => format!("Unknown tool: {name}. tools/list has all of them"),
    };
    ErrorData::invalid_params(text, None)
}
