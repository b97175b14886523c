//! What a browser without a session is shown. It can load no file of the server, so its style
//! stands in it, allowed by its hash.

use super::locale::Locale;
use crate::output::language::pick;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("sign_in.css");

/// The page with a form that posts `token` to `/session`. `is_wrong`: the link or the token that
/// was given is not known.
pub fn sign_in(headers: &HeaderMap, is_wrong: bool) -> Response {
    let locale = Locale::new(None, headers);
    let html = locale.speak(|| page(locale, is_wrong)).into_string();
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    let mut response = (StatusCode::UNAUTHORIZED, Html(html)).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    );
    response
}

fn page(locale: Locale, is_wrong: bool) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (pick("Sign in", "登录")) " · visual" }
                // An icon of its own, which asks the server for nothing.
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (pick("Sign in", "登录")) }
                    p { (pick(
                        "Open the link that the server printed when it started. It works once. Or enter a token.",
                        "请打开服务器启动时打印的链接（仅可使用一次），或输入令牌。",
                    )) }
                    @if is_wrong {
                        p.wrong role="alert" {
                            (pick("This link or token is not known, or was used before.", "链接或令牌无效，或已被使用。"))
                        }
                    }
                    form method="post" action="/session" {
                        label for="token" { (pick("Token", "令牌")) }
                        input type="password" id="token" name="token" autocomplete="current-password" required;
                        button type="submit" { (pick("Sign in", "登录")) }
                    }
                }
            }
        }
    }
}
