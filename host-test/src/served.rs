//! A component that answers HTTP requests, without a server: each request has
//! an instance of its own, and its body comes as the test wants.

use anyhow::{Context, Result};
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Body;
use serde_json::Value;
use tokio::sync::oneshot;
use wasmtime_wasi_http::p2::bindings::Proxy;
use wasmtime_wasi_http::p2::bindings::http::types::Scheme;
use wasmtime_wasi_http::{Error, WasiHttpHooks};

use crate::Rig;
use crate::honest::Honest;
use crate::statements::Statements;
use crate::stock::Instance;

const COMPONENT: &str = "visual-http.wasm";
const WITH_JOURNAL: &str = "visual-http-pg.wasm";

/// The token of the server.
pub const TOKEN: &str = "test-token-0123456789abcdef0123456789abcdef";

/// A server with its environment. It keeps nothing between requests.
#[derive(Clone)]
pub struct Served {
    variables: Vec<(String, String)>,
    database: Option<Statements>,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    response: Response<Bytes>,
}

impl Served {
    /// A server with these variables.
    pub fn new(variables: &[(&str, &str)]) -> Served {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Served {
            variables: variables.iter().map(owned).collect(),
            database: None,
        }
    }

    /// A server with a token and the keys of an account, at its simulator.
    pub fn for_rig(rig: &Rig) -> Served {
        let endpoint = rig.simulator.endpoint();
        let served = Served::new(&[
            ("VISUAL_TOKEN", TOKEN),
            ("VOLC_ACCESSKEY", &rig.keys.access_key_id),
            ("VOLC_SECRETKEY", &rig.keys.secret_access_key),
            ("VOLC_ENDPOINT", &endpoint),
        ]);
        match &rig.keys.session_token {
            Some(token) => served.with("VOLC_SESSION_TOKEN", token),
            None => served,
        }
    }

    /// The same with a journal in a database.
    pub fn with_journal(self, database: &Statements) -> Served {
        Served {
            database: Some(database.clone()),
            ..self
        }
    }

    /// The same with one variable more, which counts.
    pub fn with(mut self, name: &str, value: &str) -> Served {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Answers a request whose own requests are all delivered.
    pub async fn answer(&self, request: Request<Full<Bytes>>) -> Answer {
        let request = request.map(|body| body.map_err(|never| match never {}));
        self.answer_by(Honest, request).await
    }

    /// Answers a request whose own requests go to these hooks.
    pub async fn answer_by<B>(
        &self,
        hooks: impl WasiHttpHooks + 'static,
        request: Request<B>,
    ) -> Answer
    where
        B: Body<Data = Bytes, Error = Error> + Send + 'static,
    {
        let answer = self.try_answer(hooks, request).await;
        answer.expect("an answer, and no trap")
    }

    async fn try_answer<B>(
        &self,
        hooks: impl WasiHttpHooks + 'static,
        request: Request<B>,
    ) -> Result<Answer>
    where
        B: Body<Data = Bytes, Error = Error> + Send + 'static,
    {
        let variables: Vec<(&str, &str)> = self
            .variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let component = match self.database {
            Some(_) => WITH_JOURNAL,
            None => COMPONENT,
        };
        let surroundings = (variables.as_slice(), self.database.as_ref());
        let Instance {
            mut store,
            instance,
        } = Instance::with_database(component, hooks, surroundings).await?;
        let proxy = Proxy::new(&mut store, &instance)?;
        let (sender, receiver) = oneshot::channel();
        let mut http = store.data_mut().http();
        let request = http.new_incoming_request(Scheme::Http, request)?;
        let out = http.new_response_outparam(sender)?;
        // The component writes while the response is read.
        let call = tokio::spawn(async move {
            let handler = proxy.wasi_http_incoming_handler();
            handler.call_handle(&mut store, request, out).await
        });
        let response = match receiver.await {
            Ok(response) => response?,
            Err(_) => {
                call.await??;
                anyhow::bail!("it returned without a response");
            }
        };
        let (parts, body) = response.into_parts();
        let body = body.collect().await;
        call.await??;
        let body = body.context("the body of the response")?.to_bytes();
        Ok(Answer::new(Response::from_parts(parts, body)))
    }
}

impl Answer {
    /// A whole response.
    pub fn new(response: Response<Bytes>) -> Answer {
        Answer {
            status: response.status().as_u16(),
            response,
        }
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        self.response.body()
    }

    /// A header, where it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        let value = self.response.headers().get(name)?;
        Some(value.to_str().expect("a text"))
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(self.response.body()).expect("JSON")
    }

    /// All that a client sees of it.
    pub fn text(&self) -> String {
        let body = String::from_utf8_lossy(self.response.body());
        format!("{} {:?} {body}", self.status, self.response.headers())
    }

    /// The path of the task that it leads to.
    pub fn task(&self) -> &str {
        self.header("location").expect("the place of a task")
    }
}

/// A request with the token and a body of JSON, if it has one.
pub fn request(method: &str, path: &str, body: Option<&Value>) -> Request<Full<Bytes>> {
    let builder = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "visual.example")
        .header("authorization", format!("Bearer {TOKEN}"));
    let built = match body {
        Some(json) => builder
            .header("content-type", "application/json")
            .body(Full::new(json.to_string().into())),
        None => builder.body(Full::default()),
    };
    built.expect("a request")
}

/// The same with a header more.
pub fn with<B>(mut request: Request<B>, name: &'static str, value: &str) -> Request<B> {
    let value = value.parse().expect("a value of a header");
    request.headers_mut().append(name, value);
    request
}
