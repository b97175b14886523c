//! The clients that are compared. Each ends with the decoded bytes in memory
//! and a checksum over them.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use bytes::Bytes;
use cpu_time::ProcessTime;
use host_test::plain::{Account, Connection};
use host_test::process;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::runtime::Builder;
use visual_host::limiter::Quota;
use visual_host::types::{Delivery, MediaContent, Options, Outcome, OutputOptions};
use visual_host::{Egress, Keys, StaticKeys, VisualHost};

use crate::small::{PlainSmall, Small};

const ID: &str = "AKLTEXAMPLE0000000000";
const SECRET: &str = "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA==";
/// Classic: the answer to one request is the product.
const TOOL: &str = "jimeng-high-aes-general-v21-l";
const BODY: &str =
    r#"{"req_key":"jimeng_high_aes_general_v21_L","prompt":"a cat","return_url":false}"#;

/// Calls over and over for so many seconds, and prints what a call took.
pub fn work(kind: &str, endpoint: &str, seconds: f64) -> Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (kind, endpoint) = (kind.to_owned(), endpoint.to_owned());
    // In a task, as a server calls.
    let measured = runtime.spawn(async move {
        let client = Client::new(&kind, &endpoint).await?;
        measure(client, Duration::from_secs_f64(seconds)).await
    });
    println!("{}", runtime.block_on(measured)??);
    Ok(())
}

async fn measure(mut client: Client, time: Duration) -> Result<Value> {
    // Once to be warm, and for the figures of a single call.
    let first = client.call().await?;
    let (began, used) = (Instant::now(), ProcessTime::now());
    let mut calls = 0;
    while began.elapsed() < time {
        let again = client.call().await?;
        if again.checksum != first.checksum {
            bail!("two calls gave different bytes");
        }
        calls += again.calls;
    }
    let (cpu, wall) = (used.elapsed(), began.elapsed());
    let each = |time: Duration| time.as_secs_f64() * 1e3 / f64::from(calls.max(1));
    Ok(json!({
        "calls": calls,
        "cpu_ms": each(cpu),
        "wall_ms": each(wall),
        "peak_rss": process::peak(std::process::id()),
        "payload": first.length,
        "checksum": first.checksum,
        "guest_memory": first.memory,
    }))
}

/// What a call brought.
pub struct Brought {
    pub length: usize,
    pub checksum: u64,
    /// The guest's memory, where there is one.
    pub memory: Option<usize>,
    /// How many calls were made, at the same time.
    pub calls: u32,
}

impl Brought {
    pub fn new(bytes: &[u8]) -> Brought {
        let words = bytes.chunks_exact(8).map(|word| {
            let word: [u8; 8] = word.try_into().unwrap_or_default();
            u64::from_le_bytes(word)
        });
        Brought {
            length: bytes.len(),
            checksum: words.fold(0, |sum, word| sum.rotate_left(1) ^ word),
            memory: None,
            calls: 1,
        }
    }
}

enum Client {
    Component(VisualHost),
    Download(VisualHost, String),
    Plain(Account, Connection),
    Tuned(Account, Connection),
    Small(Small),
    PlainSmall(PlainSmall, Account, Connection),
}

impl Client {
    async fn new(kind: &str, endpoint: &str) -> Result<Client> {
        let account = Account::at(endpoint, (ID, SECRET));
        let connection = async || Connection::open(&account.authority).await;
        if let Some((side, case)) = kind.split_once('/') {
            return Ok(match side {
                "component" => Client::Small(Small::new(case, host(endpoint)?)?),
                _ => {
                    Client::PlainSmall(PlainSmall::new(case)?, account.clone(), connection().await?)
                }
            });
        }
        Ok(match kind {
            "component" => Client::Component(host(endpoint)?),
            "download" => Client::Download(host(endpoint)?, format!("{endpoint}/film.mp4")),
            "plain" => Client::Plain(account.clone(), connection().await?),
            "tuned" => Client::Tuned(account.clone(), connection().await?),
            other => bail!("no client is called {other}"),
        })
    }

    async fn call(&mut self) -> Result<Brought> {
        match self {
            Client::Component(host) => through_the_component(host).await,
            Client::Download(host, link) => download(host, link).await,
            Client::Small(small) => small.call().await,
            Client::PlainSmall(small, account, connection) => small.call(account, connection).await,
            Client::Plain(account, connection) => {
                let body = ask(account, connection).await?.to_vec();
                let reply: Reply<String> = serde_json::from_slice(&body)?;
                let text = reply.file()?;
                Ok(Brought::new(
                    &base64::engine::general_purpose::STANDARD.decode(text)?,
                ))
            }
            Client::Tuned(account, connection) => {
                let body = ask(account, connection).await?;
                let reply: Reply<Borrowed> = serde_json::from_slice(&body)?;
                let Borrowed(text) = reply.file()?;
                let file = base64_simd::STANDARD.decode_to_vec(text.as_bytes());
                Ok(Brought::new(
                    &file.map_err(|_| anyhow::anyhow!("no base64"))?,
                ))
            }
        }
    }
}

async fn ask(account: &Account, connection: &mut Connection) -> Result<Bytes> {
    let request = account.signed("CVProcess", &Bytes::from_static(BODY.as_bytes()))?;
    Ok(connection.ask(request).await?.into_body())
}

fn host(endpoint: &str) -> Result<VisualHost> {
    let host = VisualHost::builder()
        .component(&host_test::place::component())
        .cache(Some(host_test::place::cache()))
        // Nothing is held back.
        .quotas(Quota::default())
        .credentials(StaticKeys::new(
            Keys::new(ID, SECRET).with_endpoint(endpoint),
        ))
        .egress(Egress::default().loopback(true));
    Ok(host.build()?)
}

pub async fn through_the_component(host: &VisualHost) -> Result<Brought> {
    let output = OutputOptions::default().with_delivery(Delivery::Bytes);
    let options = Options::default()
        .with_output(output)
        .with_max_inline(u32::MAX);
    let arguments = r#"{"prompt":"a cat"}"#;
    let call = host.call_unrecorded((TOOL, arguments), &options);
    let (answer, memory) = call.await?;
    let Outcome::Done(done) = answer else {
        bail!("the call is not done");
    };
    match done.media.first().map(|media| &media.content) {
        Some(MediaContent::Bytes(bytes)) => Ok(Brought {
            memory: Some(memory),
            ..Brought::new(bytes)
        }),
        other => bail!("no bytes: {other:?}"),
    }
}

async fn download(host: &VisualHost, link: &str) -> Result<Brought> {
    let fetched = host.download_to(link, None, &mut tokio::io::sink()).await?;
    Ok(Brought {
        length: usize::try_from(fetched.bytes)?,
        checksum: 0,
        memory: Some(fetched.memory),
        calls: 1,
    })
}

/// An answer, as a client would describe it to serde.
#[derive(Deserialize)]
struct Reply<T> {
    code: i64,
    #[serde(bound(deserialize = "T: Deserialize<'de>"))]
    data: Data<T>,
}

#[derive(Deserialize)]
struct Data<T> {
    binary_data_base64: Vec<T>,
}

/// A text that stays where it is.
#[derive(Deserialize)]
struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);

impl<T> Reply<T> {
    fn file(self) -> Result<T> {
        if self.code != 10_000 {
            bail!("code {}", self.code);
        }
        self.data
            .binary_data_base64
            .into_iter()
            .next()
            .context("no file")
    }
}
