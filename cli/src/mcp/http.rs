//! The protocol over HTTP, at `/mcp` of `visual serve`. Token, host and origin were checked before.

use crate::mcp::call::{Account, OwnTask};
use crate::mcp::selection::{Kind, Selection};
use crate::mcp::server::{McpServer, Offer, Offers};
use crate::mcp::stdio::{self, MAX_MESSAGE};
use crate::page::locale::Locale;
use crate::serve::journal_error::for_clients;
use crate::serve::server::Server;
use crate::serve::tasks::Tasks;
use crate::serve::tenant::Tenant;
use axum::body::{Body, to_bytes};
use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use axum::{Extension, Router};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, Uri, header};
use http_body_util::BodyExt;
use rmcp::model::{ErrorData, Extensions};
use rmcp::task_manager::TaskManager;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use visual_agent::functions::Ordered;
use visual_catalog::find;
use visual_host::{Error, Order, Request as ToolRequest, Task, VisualHost};

type HttpService = StreamableHttpService<McpServer, LocalSessionManager>;

/// The route of the protocol. `/mcp?tools=WORDS` offers what `visual mcp --tools WORDS` does.
pub fn router() -> Router<Arc<Server>> {
    let services = Arc::new(Services::default());
    let answer = move |State(server): State<Arc<Server>>,
                       Extension(tenant): Extension<Arc<Tenant>>,
                       request: Request| {
        let services = services.clone();
        async move {
            match prepared(request).await {
                Ok(request) => services.answer(&server, &tenant, request).await,
                Err(refusal) => refusal,
            }
        }
    };
    Router::new().route("/mcp", any(answer))
}

/// A service for each tenant, by its name, so that sessions are its own.
#[derive(Default)]
struct Services {
    of_tenants: Mutex<HashMap<String, HttpService>>,
    /// Answers that are not whole yet.
    open: Tasks,
}

impl Services {
    async fn answer(&self, server: &Server, tenant: &Tenant, request: Request) -> Response {
        let service = {
            let mut services = self
                .of_tenants
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let new = || of_server(server, &self.open);
            let name = tenant.name.clone();
            services.entry(name).or_insert_with(new).clone()
        };
        // A stream that a client listens to ends with the server, an answer does not.
        let is_call = request.method() == Method::POST;
        let (whole, ended) = oneshot::channel::<()>();
        if is_call {
            self.open.spawn(async move { _ = ended.await });
        }
        let answer = service.handle(request).await;
        answer.map(move |body| {
            Body::new(body.map_frame(move |frame| {
                _ = &whole;
                frame
            }))
        })
    }
}

/// A request as the library of the protocol takes it. What is no message is answered here; a
/// client that accepts anything accepts both types of answers.
async fn prepared(request: Request) -> Result<Request, Response> {
    let (mut parts, body) = request.into_parts();
    if parts.method != Method::POST {
        return Ok(Request::from_parts(parts, body));
    }
    let accepted = parts.headers.get(header::ACCEPT);
    if accepted.is_none_or(|accepted| accepted == "*/*") {
        let both = HeaderValue::from_static("application/json, text/event-stream");
        parts.headers.insert(header::ACCEPT, both);
    }
    let bytes = to_bytes(body, MAX_MESSAGE).await;
    let bytes = bytes.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
    if let Err(answer) = stdio::check(&bytes) {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        return Err((StatusCode::BAD_REQUEST, kind, answer.to_string()).into_response());
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

fn of_server(server: &Server, open: &Tasks) -> HttpService {
    let closing = server.shutdown.clone();
    let mcp = McpServer::new(
        Tenants::default(),
        closing.clone(),
        server.purchases.clone(),
    );
    // Sessions end when the calls that were open at the end have their answers.
    let (ending, open) = (CancellationToken::new(), open.clone());
    let ended = ending.clone();
    tokio::spawn(async move {
        closing.cancelled().await;
        open.ended().await;
        ended.cancel();
    });
    let config = StreamableHttpServerConfig::default()
        .disable_allowed_hosts()
        .with_cancellation_token(ending)
        .with_max_request_body_bytes(MAX_MESSAGE);
    StreamableHttpService::new(move || Ok(mcp.clone()), Arc::default(), config)
}

/// What each tenant is offered.
#[derive(Default)]
struct Tenants {
    /// The tasks of the protocol of each tenant, by its name.
    tasks: Mutex<HashMap<String, TaskManager>>,
}

impl Offers for Tenants {
    fn for_request(&self, extensions: &Extensions) -> Result<Offer, ErrorData> {
        let parts = extensions.get::<Parts>();
        let tenant = parts.and_then(|parts| parts.extensions.get::<Arc<Tenant>>());
        let (Some(parts), Some(tenant)) = (parts, tenant) else {
            return Err(ErrorData::internal_error("the request has no tenant", None));
        };
        let selection = selection(&parts.uri)?.retain(|kind| allows(tenant, kind));
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Offer {
            account: Arc::new(OfTenant(tenant.clone())),
            selection: Arc::new(selection),
            root: None,
            is_chinese: Locale::new(parts.uri.query(), &parts.headers).is_chinese,
            tasks: tasks.entry(tenant.name.clone()).or_default().clone(),
        })
    }
}

/// The tools that an address asks for.
fn selection(uri: &Uri) -> Result<Selection, ErrorData> {
    let query = Query::<HashMap<String, String>>::try_from_uri(uri);
    let words = query
        .ok()
        .and_then(|Query(mut query)| query.remove("tools"));
    match words {
        Some(words) => {
            Selection::parse(&words).map_err(|message| ErrorData::invalid_params(message.en, None))
        }
        None => Ok(Selection::curated()),
    }
}

/// Whether a tenant may use a tool; what a curated tool orders may be refused when it is called.
fn allows(tenant: &Tenant, kind: &Kind) -> bool {
    let tool = match kind {
        Kind::Catalogue(tool) => Some(*tool),
        Kind::Function(function) => match function.tool {
            Ordered::Tool(alias) => find(alias),
            Ordered::Style => None,
        },
        _ => None,
    };
    tool.is_none_or(|tool| tenant.allows(tool))
}

/// The account of a tenant.
struct OfTenant(Arc<Tenant>);

impl Account for OfTenant {
    fn host(&self) -> &VisualHost {
        &self.0.host
    }

    fn order(&self, request: ToolRequest) -> Result<Order<'_>, Error> {
        self.0.order(request)
    }

    fn own(&self, task: Task) -> OwnTask<'_> {
        Box::pin(self.0.own(task))
    }

    fn told(&self, error: Error) -> Error {
        for_clients(error)
    }
}
