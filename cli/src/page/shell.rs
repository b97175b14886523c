//! What every page has around its content.

use super::locale::Locale;
use crate::output::language::{pick, tr};
use maud::{DOCTYPE, Markup, html};

/// A page without what is around it.
pub struct Frame {
    pub title: String,
    /// The address of the menu's entry that it belongs to.
    pub menu: &'static str,
    /// Whether it loads itself again after some seconds where there are no scripts.
    pub reloads: bool,
    /// The id of its form, which a change of the language must not empty.
    pub form: Option<&'static str>,
    pub main: Markup,
}

impl Frame {
    pub fn new(main: Markup) -> Frame {
        Frame {
            title: String::new(),
            menu: "",
            reloads: false,
            form: None,
            main,
        }
    }
}

/// What a page says of its visit.
pub struct Around<'a> {
    pub locale: Locale,
    pub is_simulated: bool,
    pub path: &'a str,
    pub query: &'a str,
}

/// A whole page.
pub fn document(visit: &Around<'_>, frame: Frame) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(visit.locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if frame.reloads { noscript { meta http-equiv="refresh" content="2"; } }
                title { (frame.title) " · visual" }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/page.css";
                script type="module" src="/page.js" {}
            }
            body {
                a.skip href="#main" { (pick("Skip to the content", "跳到正文")) }
                (top(visit, &frame))
                main id="main" tabindex="-1" { (frame.main) }
                (foot(visit))
            }
        }
    }
}

fn top(visit: &Around<'_>, frame: &Frame) -> Markup {
    let entries = [
        ("/", pick("Tools", "工具")),
        ("/runs", pick("Purchases", "购买记录")),
    ];
    html! {
        header.top {
            a.brand href="/" {
                svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" {
                    rect.back width="32" height="32" rx="9" {}
                    path.hill d="M6 23l6.5-8.5 4.5 5.5 3-3.6L26 23z" {}
                    circle.sun cx="21" cy="10.5" r="2.8" {}
                }
                span { "visual" }
            }
            nav aria-label=(pick("Main", "主导航")) {
                @for (path, name) in entries {
                    a href=(path) aria-current=[(path == frame.menu).then_some("page")] { (name) }
                }
            }
            (source(visit))
            (languages(visit, frame))
        }
    }
}

/// What one buys from.
fn source(visit: &Around<'_>) -> Markup {
    html! {
        @if visit.is_simulated {
            span.source.simulated title=(pick("Nothing is sent to the service, and nothing is billed", "不会发送到服务，也不计费")) {
                (pick("Simulator", "模拟器"))
            }
        } @else {
            span.source title=(pick("Results are billed to this account", "结果由该账号计费")) {
                (pick("Live account", "正式账号"))
            }
        }
    }
}

/// The switch of the language. On a form it sends what was entered, so that it is there again.
fn languages(visit: &Around<'_>, frame: &Frame) -> Markup {
    let (name, tag, code) = match visit.locale.is_chinese {
        true => ("English", "en", "en"),
        false => ("中文", "zh-CN", "zh"),
    };
    let others = visit
        .query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    let query: Vec<_> = others
        .map(str::to_owned)
        .chain([format!("lang={code}")])
        .collect();
    let address = format!("{}?{}", visit.path, query.join("&"));
    html! {
        @match frame.form {
            Some(form) => {
                // The first button of a form is what the Enter key presses: it must not buy, nor
                // change the language.
                button.visually-hidden type="submit" form=(form) name="_do" value="check" tabindex="-1" aria-hidden="true" {
                    (pick("Check", "检查"))
                }
                button.language type="submit" form=(form) name="_do" value="show" formaction=(address) lang=(tag) { (name) }
            }
            None => a.language href=(address) lang=(tag) hreflang=(tag) { (name) },
        }
    }
}

fn foot(visit: &Around<'_>) -> Markup {
    let tools = visual_catalog::tools().count();
    html! {
        footer.foot {
            p {
                (tr!("{tools} tools of Volcengine's visual AI. ", "火山引擎智能视觉的 {tools} 个工具。"))
                @if visit.is_simulated {
                    (pick(
                        "This server has a simulator inside: it draws its own pictures, whatever the prompt says.",
                        "本服务器内置模拟器：无论提示词为何，图片均由模拟器绘制。",
                    ))
                }
            }
        }
    }
}

/// A page that says one thing.
pub fn nothing(text: &str) -> Markup {
    html! {
        section.empty {
            h1 { (text) }
            p { a.button href="/" { (pick("See all tools", "查看全部工具")) } }
        }
    }
}
