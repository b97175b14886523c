//! A small client: plain sockets, and a signature of its own.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::borrow::Borrow;
use std::io;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use volc_sim::{Config, Keys, Side, Simulator};

/// A reply as it came.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (n, value) = line.split_once(':')?;
            n.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the reply is JSON")
    }

    fn length(&self) -> Option<usize> {
        self.header("content-length")?.parse().ok()
    }

    /// HTTP status and business code.
    pub fn verdict(&self) -> (u16, i64) {
        (self.status, self.json()["code"].as_i64().unwrap_or(0))
    }

    /// HTTP status and `Code` of the gateway.
    pub fn refusal(&self) -> (u16, String) {
        let code = &self.json()["ResponseMetadata"]["Error"]["Code"];
        (self.status, code.as_str().unwrap_or_default().to_owned())
    }
}

/// Someone with a key pair and a clock.
#[derive(Clone)]
pub struct Client {
    pub endpoint: String,
    pub keys: Keys,
    pub clock_offset: i64,
    /// The side that requests are signed for.
    pub side: Side,
}

/// A simulator whose tasks move only when its clock is moved, and a client with its first key.
pub async fn start(config: Config) -> (Simulator, Client) {
    let keys = config.keys[0].clone();
    let simulator = Simulator::start(config).await.expect("it starts");
    let client = Client {
        endpoint: simulator.endpoint(),
        keys,
        clock_offset: 0,
        side: Side::China,
    };
    (simulator, client)
}

impl Client {
    pub async fn call(&self, action: &str, body: &Value) -> Reply {
        self.try_call(action, body).await.expect("a whole reply")
    }

    pub async fn try_call(&self, action: &str, body: &Value) -> io::Result<Reply> {
        exchange(self.host(), &self.request(action, body)).await
    }

    pub async fn post(&self, query: &str, body: &[u8]) -> io::Result<Reply> {
        exchange(self.host(), &self.signed(query, body)).await
    }

    /// `data` of the answer to a call, which must be a success.
    pub async fn data(&self, action: &str, body: impl Borrow<Value>) -> Value {
        let body = body.borrow();
        let reply = self.call(action, body).await;
        assert_eq!(reply.verdict(), (200, 10000), "{action} {body}");
        reply.json()["data"].clone()
    }

    /// The bytes of a call after which the connection ends.
    pub fn request(&self, action: &str, body: &Value) -> Vec<u8> {
        let version = match (self.side, action) {
            (Side::China, "CVCancelTask") | (Side::Byteplus, _) => "2024-06-06",
            (Side::China, _) => "2022-08-31",
        };
        let query = format!("Action={action}&Version={version}");
        self.signed(&query, body.to_string().as_bytes())
    }

    fn signed(&self, query: &str, body: &[u8]) -> Vec<u8> {
        let mut headers = self.signature(query, body);
        headers.push(("content-type", "application/json".to_owned()));
        headers.push(("content-length", body.len().to_string()));
        let head: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let request = format!("POST /?{query} HTTP/1.1\r\n{head}connection: close\r\n\r\n");
        let mut bytes = request.into_bytes();
        bytes.extend(body);
        bytes
    }

    pub async fn get(&self, url: &str) -> io::Result<Reply> {
        let path = url
            .strip_prefix(&self.endpoint)
            .expect("the link leads to the simulator");
        let host = self.host();
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        exchange(host, request.as_bytes()).await
    }

    pub fn host(&self) -> &str {
        self.endpoint.trim_start_matches("http://")
    }

    fn signature(&self, query: &str, body: &[u8]) -> Vec<(&'static str, String)> {
        let x_date = x_date(self.clock_offset);
        let day = &x_date[..8];
        let hash = hex::encode(Sha256::digest(body));
        let canonical = format!(
            "POST\n/\n{query}\nhost:{}\nx-date:{x_date}\n\nhost;x-date\n{hash}",
            self.host()
        );
        let region = self.side.region();
        let scope = format!("{day}/{region}/cv/request");
        let to_sign = format!(
            "HMAC-SHA256\n{x_date}\n{scope}\n{}",
            hex::encode(Sha256::digest(canonical))
        );
        let mut key = self.keys.secret_access_key.as_bytes().to_vec();
        for part in [day, region, "cv", "request", &to_sign] {
            let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
            mac.update(part.as_bytes());
            key = mac.finalize().into_bytes().to_vec();
        }
        let authorization = format!(
            "HMAC-SHA256 Credential={}/{scope}, SignedHeaders=host;x-date, Signature={}",
            self.keys.access_key_id,
            hex::encode(key)
        );
        let mut headers = vec![
            ("host", self.host().to_owned()),
            ("x-date", x_date),
            ("authorization", authorization),
        ];
        let token = self.keys.session_token.clone();
        headers.extend(token.map(|token| ("x-security-token", token)));
        headers
    }
}

/// The time as `X-Date` has it; made from the text of an HTTP date, so that no calendar is needed here.
fn x_date(offset: i64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let at = UNIX_EPOCH + (now + std::time::Duration::from_secs(offset.unsigned_abs()));
    let text = httpdate::fmt_http_date(at);
    let parts: Vec<&str> = text.split([' ', ':']).collect();
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = months.iter().position(|m| *m == parts[2]).unwrap() + 1;
    let (day, year) = (parts[1], parts[3]);
    format!(
        "{year}{month:02}{day}T{}{}{}Z",
        parts[4], parts[5], parts[6]
    )
}

/// Sends bytes and reads until the end; a reply that ends before its Content-Length is an error.
pub async fn exchange(host: &str, request: &[u8]) -> io::Result<Reply> {
    let bytes = raw_exchange(host, request).await?;
    let reply = head(&bytes).ok_or(io::ErrorKind::UnexpectedEof)?;
    match reply.length() {
        Some(length) if length != reply.body.len() => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(reply),
    }
}

/// What has come so far, once the head is whole.
fn head(bytes: &[u8]) -> Option<Reply> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    Some(Reply {
        status: head.split(' ').nth(1)?.parse().ok()?,
        head,
        body: bytes[end + 4..].to_vec(),
    })
}

pub async fn raw_exchange(host: &str, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut kept = Kept::open(host).await?;
    kept.0.write_all(request).await?;
    let (bytes, end) = kept.rest().await;
    end.map(|()| bytes)
}

/// A connection that stays open for further requests.
pub struct Kept(pub TcpStream);

impl Kept {
    pub async fn open(host: &str) -> io::Result<Kept> {
        Ok(Kept(TcpStream::connect(host).await?))
    }

    /// Sends a request such as that of [`Client::request`], without its `connection: close`.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.0.write_all(&staying(request)).await
    }

    /// One reply, as long as it says it is; what is behind it stays.
    pub async fn reply(&mut self) -> io::Result<Reply> {
        let mut bytes = Vec::new();
        let mut reply = loop {
            match head(&bytes) {
                Some(reply) => break reply,
                None => bytes.push(self.0.read_u8().await?),
            }
        };
        reply.body.resize(reply.length().unwrap_or(0), 0);
        self.0.read_exact(&mut reply.body).await?;
        Ok(reply)
    }

    /// Everything that comes, and how it ends.
    pub async fn rest(&mut self) -> (Vec<u8>, io::Result<()>) {
        let mut bytes = Vec::new();
        let end = self.0.read_to_end(&mut bytes).await.map(|_| ());
        (bytes, end)
    }
}

/// A request without its `connection: close`.
pub fn staying(request: &[u8]) -> Vec<u8> {
    const CLOSE: &[u8] = b"connection: close\r\n";
    let at = request.windows(CLOSE.len()).position(|part| part == CLOSE);
    let at = at.expect("the request ends the connection");
    [&request[..at], &request[at + CLOSE.len()..]].concat()
}
