//! The clients of `bench calls`: each case through `visual-host`, and by a
//! plain client that sends the same requests.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use bytes::Bytes;
use host_test::plain::{Account, Connection};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::JoinSet;
use visual_host::tools::StyleCartoon;
use visual_host::types::{MediaContent, Options, Outcome};
use visual_host::{Journal, VisualHost};

use crate::clients::{self, Brought};

/// Classic: the reply to one request is the product.
const TOOL: &str = "jimeng-high-aes-general-v21-l";
const BODY: &str =
    r#"{"req_key":"jimeng_high_aes_general_v21_L","prompt":"a cat","return_url":true}"#;
/// Has tasks: one request submits, others query.
const TASK_TOOL: &str = "jimeng-t2i-v30";
const TASK_BODY: &str = r#"{"req_key":"jimeng_t2i_v30","prompt":"a cat"}"#;
const ARGUMENTS: &str = r#"{"prompt":"a cat"}"#;
/// Orders that wait for their tasks at the same time.
const AT_ONCE: u32 = 32;

/// A case, as `visual-host` does it.
pub struct Small {
    case: Case,
    host: VisualHost,
    /// The journal's directory.
    _directory: TempDir,
}

/// What is called.
enum Case {
    Order,
    TaskOrder,
    Call,
    Picture(Vec<u8>),
    Reply,
}

impl Case {
    fn new(name: &str) -> Result<Case> {
        Ok(match name {
            "order" => Case::Order,
            "task-order" => Case::TaskOrder,
            "call" => Case::Call,
            "picture" => Case::Picture(picture()),
            "reply" => Case::Reply,
            other => bail!("no case is called {other}"),
        })
    }
}

/// The largest file that the tool takes: a PNG by its head, and then anything.
fn picture() -> Vec<u8> {
    const LENGTH: usize = 5 * 1024 * 1024 - 1;
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x04\0\0\0\x04\0\x08\x02\0\0\0\xf0\x7f\xbc\xd4";
    let rest = (0..1 << 16).map(|at: usize| ((at * 7 + at / 251) % 256) as u8);
    let rest = rest.collect::<Vec<u8>>();
    let bytes = head.iter().chain(rest.iter().cycle());
    bytes.take(LENGTH).copied().collect()
}

impl Small {
    pub fn new(case: &str, host: VisualHost) -> Result<Small> {
        let directory = tempfile::tempdir()?;
        let journal = Journal::open(&directory.path().join("journal.db"))?;
        Ok(Small {
            case: Case::new(case)?,
            host: host.with_journal(journal),
            _directory: directory,
        })
    }

    pub async fn call(&self) -> Result<Brought> {
        match &self.case {
            Case::Order => link(self.host.order(request(TOOL)).outcome().await?),
            Case::TaskOrder => task_orders(&self.host).await,
            Case::Call => {
                let options = Options::default();
                let call = self.host.call_unrecorded((TOOL, ARGUMENTS), &options);
                link(call.await?.0)
            }
            Case::Picture(file) => {
                let tool = StyleCartoon::new(file.as_slice());
                link(self.host.order(tool).outcome().await?)
            }
            Case::Reply => clients::through_the_component(&self.host).await,
        }
    }
}

/// Many orders at once, since each of them rests before it queries.
async fn task_orders(host: &VisualHost) -> Result<Brought> {
    let mut orders = JoinSet::new();
    for _ in 0..AT_ONCE {
        let host = host.clone();
        orders.spawn(async move { host.order(request(TASK_TOOL)).outcome().await });
    }
    let mut last = None;
    while let Some(outcome) = orders.join_next().await {
        last = Some(link(outcome??)?);
    }
    Ok(Brought {
        calls: AT_ONCE,
        ..last.context("no orders")?
    })
}

fn request(tool: &str) -> (&str, Value) {
    (tool, json!({ "prompt": "a cat" }))
}

fn link(outcome: Outcome) -> Result<Brought> {
    let Outcome::Done(done) = outcome else {
        bail!("the call is not done");
    };
    match done.media.first().map(|media| &media.content) {
        Some(MediaContent::Url(link)) => Ok(Brought::new(link.as_bytes())),
        other => bail!("no link: {other:?}"),
    }
}

/// The same case by a plain client.
pub struct PlainSmall(Case);

impl PlainSmall {
    pub fn new(case: &str) -> Result<PlainSmall> {
        Case::new(case).map(PlainSmall)
    }

    pub async fn call(&self, account: &Account, connection: &mut Connection) -> Result<Brought> {
        let mut ask = async |action: &str, body: Bytes| -> Result<Value> {
            let request = account.signed(action, &body)?;
            let reply = connection.ask(request).await?.into_body();
            Ok(serde_json::from_slice(&reply)?)
        };
        let link = |reply: &Value| {
            let link = reply["data"]["image_urls"][0].as_str();
            link.map(|link| Brought::new(link.as_bytes()))
                .with_context(|| format!("no link: {reply}"))
        };
        match &self.0 {
            Case::Order | Case::Call => {
                let reply = ask("CVProcess", Bytes::from_static(BODY.as_bytes())).await?;
                link(&reply)
            }
            Case::TaskOrder => {
                let body = Bytes::from_static(TASK_BODY.as_bytes());
                let submitted = ask("CVSync2AsyncSubmitTask", body).await?;
                let task = &submitted["data"]["task_id"];
                let query = json!({ "req_key": "jimeng_t2i_v30", "task_id": task });
                let reply = ask("CVSync2AsyncGetResult", query.to_string().into());
                link(&reply.await?)
            }
            Case::Picture(file) => {
                let text = base64::engine::general_purpose::STANDARD.encode(file);
                let body =
                    json!({ "req_key": "img2img_cartoon_style", "binary_data_base64": [text] });
                let reply = ask("CVProcess", body.to_string().into()).await?;
                link(&reply)
            }
            Case::Reply => bail!("the plain client of `bench media` does that"),
        }
    }
}
