//! Plain clients: hyper and a signature, and none of the product's care. What
//! is measured or tortured is held against them.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::SendRequest;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use volcengine_visual::protocol::canonical_request;
use volcengine_visual::protocol::request::{Identity, Outgoing, PreparedRequest};

/// An account at a service.
#[derive(Clone, Debug)]
pub struct Account {
    /// The access key's id.
    pub id: String,
    /// Its secret.
    pub secret: String,
    /// Host and port of the service.
    pub authority: String,
}

impl Account {
    /// An account at an endpoint such as `http://127.0.0.1:8080`.
    pub fn at(endpoint: &str, (id, secret): (&str, &str)) -> Account {
        let authority = endpoint.strip_prefix("http://");
        Account {
            id: id.to_owned(),
            secret: secret.to_owned(),
            authority: authority.expect("an endpoint on loopback").to_owned(),
        }
    }

    /// A request of the API, signed now.
    pub fn signed(&self, action: &str, body: &Bytes) -> Result<Request<Full<Bytes>>> {
        let endpoint = format!("http://{}", self.authority);
        let identity = Identity {
            access_key_id: &self.id,
            endpoint: Some(&endpoint),
            ..Identity::default()
        };
        let query = canonical_request::query(&[("Action", action), ("Version", "2022-08-31")]);
        let outgoing = Outgoing {
            method: "POST",
            query: &query,
            content_type: Some("application/json"),
            body: &[body],
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let draft = identity
            .route()
            .and_then(|route| PreparedRequest::from_parts(outgoing, identity, route, now));
        let draft = draft.map_err(|error| anyhow::anyhow!("{} {}", error.field, error.en))?;
        let scope = visual_signer::sign::Scope {
            date: &draft.scope.date,
            region: &draft.scope.region,
            service: draft.scope.service,
        };
        let signature = visual_signer::sign::signature(&self.secret, scope, &draft.string_to_sign);
        let signature = signature.map_err(anyhow::Error::msg)?;
        let mut request = Request::post(&draft.path).header("host", &self.authority);
        for (name, value) in draft.sign(&signature) {
            request = request.header(name, value);
        }
        Ok(request.body(Full::new(body.clone()))?)
    }
}

/// One connection that is kept.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    /// Connects.
    pub async fn open(authority: &str) -> Result<Connection> {
        let stream = TcpStream::connect(authority).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Connection { sender })
    }

    /// Sends a request once, and reads the whole reply.
    pub async fn ask(&mut self, request: Request<Full<Bytes>>) -> Result<Response<Bytes>> {
        self.sender.ready().await?;
        let reply = self.sender.send_request(request).await?;
        let (head, body) = reply.into_parts();
        Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
    }
}
