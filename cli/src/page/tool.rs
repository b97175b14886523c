//! The page of a tool: its form, and what happens when that is sent.

mod about;

use super::address::{of_run, of_tool};
use super::arguments::{self, arguments};
use super::entered::{ACTION, ADD, Entered, KEY, WATERMARK, WATERMARK_TEXT};
use super::form::Form;
use super::incoming;
use super::query::parameter;
use super::reply::see_other;
use super::runs::{Run, Stage};
use super::shell::Frame;
use super::verdict::Verdict;
use super::visit::Visit;
use super::{cost, key};
use crate::output::language::{pick, tr};
use crate::serve::purchase::{Call, Purchase};
use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde_json::{Value, json};
use visual_catalog::{Product, Tool, find};
use visual_host::types::OutputOptions;
use visual_host::types::Watermark;
use visual_host::{Error, Options, Request};

/// The id of the form.
const FORM: &str = "tool";

/// The action that buys.
const BUY: &str = "buy";

/// `GET /tools/{name}`: an empty form, or one with what was entered before.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Response {
    let Some(tool) = allowed(&visit, &name) else {
        return unknown(&visit, &name);
    };
    let entered = match parameter(&visit.query, "again") {
        Some(key) => {
            let run = visit.memory.runs.get(&visit.tenant, &key);
            run.and_then(|run| run.entered.clone()).unwrap_or_default()
        }
        None => prefilled(&visit, tool).await,
    };
    answer(&visit, tool, Shown::new(entered)).await
}

/// What the address fills in: texts by their names, and a picture out of a result.
async fn prefilled(visit: &Visit, tool: &'static Tool) -> Entered {
    let mut values = serde_json::Map::new();
    for name in ["prompt"] {
        if let Some(text) = parameter(&visit.query, name) {
            values.insert(name.to_owned(), json!(text));
        }
    }
    let mut entered = arguments::enter(tool, &values);
    let source = parameter(&visit.query, "from");
    let source = source.as_deref().and_then(|from| from.rsplit_once(':'));
    if let Some((key, index)) = source
        && let Ok(index) = index.parse()
        && let Some((name, bytes)) = super::media::picture(visit, key, index).await
        && let Some(field) = tool.fields.iter().find(|field| field.kind.is_image())
    {
        let upload = visit.memory.uploads.put(&visit.tenant.name, &name, bytes);
        let control = visual_catalog::snake(field.name);
        incoming::put(&mut entered, (tool, &control), &upload.id);
    }
    entered
}

/// `POST /tools/{name}`: buys, unless the form asks for something else.
pub async fn submit(
    visit: Visit,
    Path(name): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let Some(tool) = allowed(&visit, &name) else {
        return unknown(&visit, &name);
    };
    let mut entered = match incoming::read(&visit, tool, form).await {
        Ok(entered) => entered,
        Err(text) => {
            let verdict = Verdict {
                general: vec![text],
                ..Verdict::default()
            };
            let shown = Shown {
                verdict,
                status: StatusCode::BAD_REQUEST,
                ..Shown::new(Entered::default())
            };
            return answer(&visit, tool, shown).await;
        }
    };
    let form_key = entered.take(KEY).into_iter().find(|key| key::is_valid(key));
    let action = entered.take(ACTION).into_iter().next().unwrap_or_default();
    if action == "show" || entered.text(ADD).is_some() {
        let shown = Shown {
            key: form_key,
            ..Shown::new(entered)
        };
        return answer(&visit, tool, shown).await;
    }
    let (object, misread) = arguments(tool, &entered, &visit.files());
    let mut verdict = visit.locale.speak(|| Verdict::new(tool, &object, misread));
    let Some(form_key) = form_key else {
        let text = visit.locale.speak(|| {
            tr!(
                "This form had no key of its own; nothing was bought. Send it again.",
                "此表单缺少一次性标识，未购买，请重新提交。"
            )
        });
        verdict.general.push(text);
        return answer(
            &visit,
            tool,
            Shown {
                verdict,
                ..Shown::new(entered)
            }
            .refused(),
        )
        .await;
    };
    // A form that does not say so buys nothing.
    if !verdict.is_clean() || action != BUY {
        let is_clean = verdict.is_clean();
        let shown = Shown {
            verdict,
            key: Some(form_key),
            is_checked: true,
            ..Shown::new(entered)
        };
        let shown = if is_clean { shown } else { shown.refused() };
        return answer(&visit, tool, shown).await;
    }
    buy(&visit, (tool, form_key), (entered, Value::Object(object))).await
}

async fn buy(
    visit: &Visit,
    (tool, form_key): (&'static Tool, String),
    (entered, arguments): (Entered, Value),
) -> Response {
    let watermark = watermark(&entered);
    let key = key::of_form(&form_key, &(tool.name, &arguments, &watermark));
    if visit.memory.runs.get(&visit.tenant, &key).is_some() {
        return see_other(&of_run(&key));
    }
    let mut output = OutputOptions::default();
    output.watermark = watermark;
    let mut options = Options::default();
    options.output = Some(output).filter(|output| output.watermark.is_some());
    let call = Call {
        request: Request::new(tool.name, arguments.to_string()),
        options,
        idempotency_key: Some(key.clone()),
    };
    let purchase = match Purchase::begin(&visit.server, visit.tenant.clone(), call) {
        Ok(purchase) => purchase,
        Err(error) => return refuse(visit, (tool, form_key), entered, &error).await,
    };
    let run = Run::bought(
        &visit.tenant,
        (tool, key.clone()),
        (entered.clone(), purchase),
    );
    let run = visit.memory.runs.follow(&visit.tenant, run);
    // What is refused before anything is sent belongs to the form.
    if let Stage::Failed(error) = run.after(0).await.stage
        && error.refused_before_sending()
    {
        visit.memory.runs.remove(&visit.tenant, &key);
        return refuse(visit, (tool, form_key), entered, &error).await;
    }
    see_other(&of_run(&key))
}

/// The form again, with an error of its order.
async fn refuse(
    visit: &Visit,
    (tool, form_key): (&'static Tool, String),
    entered: Entered,
    error: &Error,
) -> Response {
    let verdict = visit.locale.speak(|| Verdict::from_error(tool, error));
    let shown = Shown {
        verdict,
        key: Some(form_key),
        ..Shown::new(entered)
    };
    answer(visit, tool, shown.refused()).await
}

fn watermark(entered: &Entered) -> Option<Watermark> {
    let text = entered.text(WATERMARK_TEXT).map(str::to_owned);
    let is_wanted = entered.text(WATERMARK).is_some() || text.is_some();
    is_wanted.then(|| {
        let mut watermark = Watermark::default();
        watermark.text = text;
        watermark
    })
}

/// `POST /tools/{name}/check`: the verdict for a script. Nothing is bought.
pub async fn check(
    visit: Visit,
    Path(name): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let Some(tool) = allowed(&visit, &name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let entered = match incoming::read(&visit, tool, form).await {
        Ok(entered) => entered,
        Err(text) => return (StatusCode::BAD_REQUEST, text).into_response(),
    };
    let (object, misread) = arguments(tool, &entered, &visit.files());
    let verdict = visit.locale.speak(|| Verdict::new(tool, &object, misread));
    let quote = cost::quote(&visit, tool, &Value::Object(object)).await;
    let cost = visit
        .locale
        .speak(|| cost::text(visit.server.simulated, tool, quote.as_ref()));
    let answer = json!({ "fields": verdict.fields, "general": verdict.general, "cost": cost });
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, answer.to_string()).into_response()
}

fn allowed(visit: &Visit, name: &str) -> Option<&'static Tool> {
    find(name).filter(|tool| visit.tenant.allows(tool))
}

fn unknown(visit: &Visit, name: &str) -> Response {
    visit.not_found(|| {
        let shown = visual_catalog::sanitize::excerpt(name, 60);
        tr!("There is no tool called {shown}", "没有名为 {shown} 的工具")
    })
}

/// A form to be shown.
struct Shown {
    entered: Entered,
    verdict: Verdict,
    key: Option<String>,
    status: StatusCode,
    /// Whether somebody asked whether it is right.
    is_checked: bool,
}

impl Shown {
    fn new(entered: Entered) -> Shown {
        Shown {
            entered,
            verdict: Verdict::default(),
            key: None,
            status: StatusCode::OK,
            is_checked: false,
        }
    }

    fn refused(self) -> Shown {
        Shown {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..self
        }
    }
}

async fn answer(visit: &Visit, tool: &'static Tool, shown: Shown) -> Response {
    let (object, _) = arguments(tool, &shown.entered, &visit.files());
    let quote = cost::quote(visit, tool, &Value::Object(object)).await;
    let key = shown.key.or_else(key::new).unwrap_or_default();
    visit.page(shown.status, || {
        let form = Form {
            tool,
            entered: &shown.entered,
            verdict: &shown.verdict,
            files: visit.files(),
            key: &key,
        };
        let cost = cost::text(visit.server.simulated, tool, quote.as_ref());
        Frame {
            title: pick(tool.title.en, tool.title.zh).to_owned(),
            menu: "/",
            form: Some(FORM),
            ..Frame::new(page(&form, &cost, shown.is_checked))
        }
    })
}

/// The page of a tool.
pub fn page(form: &Form<'_>, cost: &str, is_checked: bool) -> Markup {
    let tool = form.tool;
    let address = of_tool(tool);
    html! {
        (about::heading(tool))
        div.columns {
            form.tool id=(FORM) method="post" action=(address) enctype="multipart/form-data" novalidate
                data-check=(format!("{address}/check")) {
                (summary(form, is_checked))
                (form.controls())
                div.actions {
                    p.cost id="cost" role="status" { (cost) }
                    div.buttons {
                        button.quiet type="submit" name=(ACTION) value="check" { (pick("Check", "检查")) }
                        button.primary type="submit" name=(ACTION) value=(BUY) { (verb(tool)) }
                    }
                }
            }
            (about::aside(tool))
        }
    }
}

fn verb(tool: &Tool) -> &'static str {
    match (tool.product, tool.product.word()) {
        (Product::Report(_), "report") => pick("Run", "运行"),
        (_, "video") => pick("Make the video", "生成视频"),
        (_, "image") => pick("Make the image", "生成图片"),
        _ => pick("Run", "运行"),
    }
}

/// What is wrong, in one place that is read out, with links to the fields.
fn summary(form: &Form<'_>, is_checked: bool) -> Markup {
    let verdict = form.verdict;
    html! {
        @if !verdict.is_clean() {
            div.alert role="alert" tabindex="-1" id="problems" {
                h2 { (pick("Nothing was sent and nothing is billed", "尚未提交，不计费")) }
                ul {
                    @for text in &verdict.general { li { (text) } }
                    @for (control, text) in &verdict.fields {
                        @let first = control.split('.').next().unwrap_or_default();
                        li { a href=(format!("#f-{first}")) { (text) } }
                    }
                }
            }
        } @else if is_checked {
            p.fine role="status" { (pick("Everything is fine. Nothing was sent yet.", "检查通过，尚未提交。")) }
        }
    }
}
