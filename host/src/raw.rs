//! Any action of the service `cv`, for what the component does not cover:
//! signed here, sent once, and its envelope decoded. Every such call counts as
//! a submit, since nobody knows what it buys.

mod answer;

pub use answer::RawAnswer;

use crate::error::{refusal, spent};
use crate::net::timeouts::Timeouts;
use crate::net::transport::Line;
use crate::setters::setters;
use crate::types::{Error, ErrorKind, Purchase};
use crate::{CredentialsError, HostError, Keys, VisualHost, clock};
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use serde_json::Value;
use std::time::Duration;
use tokio::time::timeout;
use tracing::instrument;
use visual_catalog::Side;
use visual_catalog::json_text::{is_same_name, parse_strict};
use visual_signer::sign;
use volcengine_visual::call::flow::submit_timeout_ms;
use volcengine_visual::protocol::canonical_request;
use volcengine_visual::protocol::redaction::Secrets;
use volcengine_visual::protocol::request::{Identity, Outgoing, PreparedRequest, is_version};
use wasmtime_wasi_http::RequestOptions;

/// The only service that is called.
const SERVICE: &str = "cv";
/// How long an answer may take: classic actions work while one waits.
const WITHIN: Duration = Duration::from_secs(120);
/// Beginnings of actions that read identities or documents of persons.
const IDENTITY: [&str; 7] = [
    "cert",
    "idcard",
    "bankcard",
    "drivinglicense",
    "vehiclelicense",
    "ocrtaibao",
    "ocrcluelicense",
];

/// A call of any action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawCall {
    /// The service, which must be `cv`.
    pub service: String,
    /// The action.
    pub action: String,
    /// Its version, a date; by default that of the account's side for the
    /// actions of the tools.
    pub version: Option<String>,
    /// What is sent.
    pub parameters: RawParameters,
}

/// The parameters of a call, in the form that the action takes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RawParameters {
    /// `POST` with a JSON object: the exact text.
    Json(String),
    /// `POST` with a form.
    Form(Vec<(String, String)>),
    /// `GET` with these in the query.
    Query(Vec<(String, String)>),
}

impl RawCall {
    /// A call of the service `cv`.
    pub fn new<'a>(
        action: &str,
        version: impl Into<Option<&'a str>>,
        parameters: RawParameters,
    ) -> RawCall {
        RawCall {
            service: SERVICE.to_owned(),
            action: action.to_owned(),
            version: version.into().map(str::to_owned),
            parameters,
        }
    }

    fn check(&self) -> Result<(), Error> {
        let refused = |field: &str, en: String, zh: &str| {
            let texts = (en, zh.to_owned());
            Err(Error::refused(ErrorKind::InvalidInput, field, texts))
        };
        if self.service != SERVICE {
            let en = format!("`service` must be cv, not `{}`", self.service);
            return refused("service", en, "`service` 只能是 cv");
        }
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if self.action.is_empty() || self.action.len() > 128 || !plain(&self.action) {
            let en = "`action` must be letters and digits, such as CVProcess".to_owned();
            return refused(
                "action",
                en,
                "`action` 只能由字母和数字组成，例如 CVProcess",
            );
        }
        if !self.version.as_deref().is_none_or(is_version) {
            let en = "`version` must be a date, such as 2022-08-31".to_owned();
            return refused("version", en, "`version` 必须是日期，例如 2022-08-31");
        }
        let members = match self.members() {
            Ok(members) => members,
            Err(reason) => {
                let en = format!("`body` must be a JSON object: {reason}");
                return refused("body", en, "`body` 必须是 JSON 对象，且成员名不能重复");
            }
        };
        if self.reads_identities(&members) {
            let en = format!(
                "`{}` reads identities, which is left out on purpose",
                self.action
            );
            let texts = (en, "涉及个人身份信息的接口不予支持".to_owned());
            return Err(Error::refused(ErrorKind::Unsupported, "action", texts));
        }
        let place = match &self.parameters {
            RawParameters::Json(_) => return Ok(()),
            RawParameters::Form(_) => "form",
            RawParameters::Query(_) => "query",
        };
        match members.iter().find(|(name, _)| is_ours(name)) {
            Some((name, _)) => refused(
                place,
                format!("`{place}` holds `{name}`, which the call names itself"),
                "不能含 Action 或 Version",
            ),
            None => Ok(()),
        }
    }

    /// The error, which tells of an unknown action that its caller named it.
    fn named(&self, error: Error, side: Side) -> Error {
        if error.kind != ErrorKind::Unsupported || error.code.is_none() {
            return error;
        }
        let (action, version) = (&self.action, self.version(side));
        let texts = (
            format!("The service does not know the action `{action}` in version {version}."),
            format!("服务没有 Version 为 {version} 的接口 `{action}`。"),
        );
        let refused = Error::refused(ErrorKind::Unsupported, "action", texts);
        let (code, request_id) = (error.code.clone(), error.request_id.clone());
        let mut named = refused.after(error.requests, None);
        (named.code, named.request_id) = (code, request_id);
        named
    }

    fn version(&self, side: Side) -> &str {
        let usual = || side.version(&self.action);
        self.version.as_deref().unwrap_or_else(usual)
    }

    /// What is sent, by name; of JSON the top level, and texts only.
    fn members(&self) -> Result<Vec<(String, String)>, String> {
        let text = match &self.parameters {
            RawParameters::Json(text) => text,
            RawParameters::Form(pairs) | RawParameters::Query(pairs) => return Ok(pairs.clone()),
        };
        match parse_strict(text) {
            Ok(Value::Object(object)) => Ok(object.into_iter().map(text_member).collect()),
            Ok(_) => Err("it is JSON of another kind".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// By its action, or by the key in its body. The receiver may take names
    /// in any case, and any of several with the same name.
    fn reads_identities(&self, members: &[(String, String)]) -> bool {
        let action = self.action.to_ascii_lowercase();
        let mut keys = members
            .iter()
            .filter(|(name, _)| is_same_name(name, "req_key"));
        IDENTITY.iter().any(|word| action.starts_with(word))
            || keys.any(|(_, key)| key.trim().to_lowercase().starts_with("cert_"))
    }

    fn method(&self) -> &'static str {
        match self.parameters {
            RawParameters::Query(_) => "GET",
            _ => "POST",
        }
    }

    fn query(&self, side: Side) -> String {
        let mut pairs = vec![
            ("Action", self.action.as_str()),
            ("Version", self.version(side)),
        ];
        if let RawParameters::Query(more) = &self.parameters {
            pairs.extend(
                more.iter()
                    .map(|(name, value)| (name.as_str(), value.as_str())),
            );
        }
        canonical_request::query(&pairs)
    }

    fn body(&self) -> (Option<&'static str>, String) {
        match &self.parameters {
            RawParameters::Json(text) => (Some("application/json"), text.clone()),
            RawParameters::Form(pairs) => {
                let pairs: Vec<(&str, &str)> = pairs
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                // A form may be written as a query is: `%20` for a space.
                let form = canonical_request::query(&pairs);
                (Some("application/x-www-form-urlencoded"), form)
            }
            RawParameters::Query(_) => (None, String::new()),
        }
    }
}

setters!(RawCall {
    with_service(service: impl Into<String>) => service.into(),
});

fn is_ours(name: &str) -> bool {
    let ours = ["Action", "Version"];
    ours.iter().any(|ours| is_same_name(name, ours))
}

fn text_member((name, value): (String, Value)) -> (String, String) {
    match value {
        Value::String(text) => (name, text),
        _ => (name, String::new()),
    }
}

impl VisualHost {
    /// Calls any action of the service `cv`, once. Identity actions are
    /// refused. Nothing is known of what a call buys, so one without a whole
    /// answer is `outcome-unknown`.
    #[instrument(skip_all, fields(action = %call.action))]
    pub async fn raw(&self, call: &RawCall) -> Result<RawAnswer, Error> {
        call.check()?;
        let keys = timeout(WITHIN, self.keys()).await;
        let keys = keys.map_err(|_| HostError::Deadline)??;
        let refused = |invalid| Error::from(volcengine_visual::types::Error::from(invalid));
        let route = keys.route().map_err(refused)?;
        let side = route.side;
        let (content_type, body) = call.body();
        let outgoing = Outgoing {
            method: call.method(),
            query: &call.query(side),
            content_type,
            body: &[body.as_bytes()],
        };
        let identity = identity(&keys);
        let draft = PreparedRequest::from_parts(outgoing, identity, route, clock::unix());
        let draft = draft.map_err(refused)?;
        let scheme = if draft.endpoint.tls { "https" } else { "http" };
        let uri = format!("{scheme}://{}{}", draft.endpoint.authority, draft.path);
        let mut request = Request::builder().method(call.method()).uri(uri);
        let scope = sign::Scope {
            date: &draft.scope.date,
            region: &draft.scope.region,
            service: draft.scope.service,
        };
        let signature = sign::signature(&keys.secret_access_key, scope, &draft.string_to_sign);
        let signature = signature.map_err(|why| {
            let texts = (why.to_owned(), "无法签名".to_owned());
            refusal(ErrorKind::RejectedCredentials, "", texts)
        })?;
        let token = keys.session_token.as_ref().map(|token| token.as_str());
        let secrets = Secrets::new(
            [signature.as_str(), &keys.secret_access_key]
                .into_iter()
                .chain(token),
        );
        request = request.header(http::header::ACCEPT_ENCODING, "identity");
        for (name, value) in draft.sign(&signature) {
            request = request.header(name, value);
        }
        // A large body takes its time on a slow connection.
        let longer = submit_timeout_ms(body.len()) - submit_timeout_ms(0);
        let within = WITHIN + Duration::from_millis(longer);
        let body = Full::new(Bytes::from(body)).map_err(|never| match never {});
        let request = request.body(body.boxed_unsync());
        let request = request.map_err(|error| {
            let texts = (error.to_string(), "请求无法构造".to_owned());
            refusal(ErrorKind::InvalidInput, "", texts)
        })?;
        if let Err(denied) = self.egress.check_api(request.uri(), side) {
            return Err(answer::denied(&denied));
        }
        let timeouts = Timeouts {
            first_byte: within,
            ..Timeouts::from(RequestOptions::default())
        };
        if !self.budget.take() {
            return Err(spent(self.budget.max()));
        }
        let exchange = async {
            let response = self.transport.send(request, (Line::New, timeouts)).await;
            answer::read(response, secrets, side).await
        };
        let answer = timeout(within, exchange).await;
        let answer = answer.unwrap_or_else(|_| Err(answer::late()));
        if let Err(error) = &answer
            && error.purchase == Purchase::NotMade
        {
            self.budget.give_back(1);
        }
        answer.map_err(|error| call.named(error, side))
    }

    async fn keys(&self) -> Result<Keys, Error> {
        let keys = self.credentials.get().await.map_err(|error| {
            let kind = match error {
                CredentialsError::Missing { .. } => ErrorKind::NoCredentials,
                CredentialsError::Unavailable { .. } => ErrorKind::RejectedCredentials,
            };
            refusal(kind, "", (error.to_string(), error.message_zh().to_owned()))
        })?;
        match keys.validate() {
            Some(fault) => Err(fault),
            None => Ok(keys),
        }
    }
}

fn identity(keys: &Keys) -> Identity<'_> {
    Identity {
        access_key_id: &keys.access_key_id,
        session_token: keys.session_token.as_ref().map(|token| token.as_str()),
        endpoint: keys.endpoint.as_deref(),
        region: keys.region.as_deref(),
    }
}

#[cfg(test)]
#[path = "raw/tests.rs"]
mod tests;
