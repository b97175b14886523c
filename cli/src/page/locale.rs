//! The language of a visit: what its address asks for, else its cookie, else what the browser
//! prefers.

use crate::output::language::in_language;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};

/// The name of the cookie, and of the parameter.
pub const NAME: &str = "lang";

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    pub is_chinese: bool,
    /// Whether the address asks for it, which a cookie keeps.
    pub is_asked: bool,
}

impl Locale {
    /// The language of a request.
    pub fn new(query: Option<&str>, headers: &HeaderMap) -> Locale {
        let asked = query.and_then(|query| query.split('&').find_map(|pair| from_pair(pair, NAME)));
        let cookie = || {
            let cookies = headers
                .get_all(COOKIE)
                .iter()
                .filter_map(|value| value.to_str().ok());
            cookies
                .flat_map(|cookies| cookies.split(';'))
                .find_map(|pair| from_pair(pair, NAME))
        };
        let preferred = || {
            let header = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
            preferred(header)
        };
        Locale {
            is_chinese: asked.or_else(cookie).or_else(preferred).unwrap_or(false),
            is_asked: asked.is_some(),
        }
    }

    /// Does something in this language.
    pub fn speak<T>(self, work: impl FnOnce() -> T) -> T {
        in_language(self.is_chinese, work)
    }

    /// Its tag in HTML.
    pub fn tag(self) -> &'static str {
        if self.is_chinese { "zh-CN" } else { "en" }
    }
}

fn from_pair(pair: &str, name: &str) -> Option<bool> {
    match pair.trim().split_once('=')? {
        (key, "zh") if key == name => Some(true),
        (key, "en") if key == name => Some(false),
        _ => None,
    }
}

/// Whether Chinese is preferred to English; nothing where neither is wanted.
fn preferred(header: &str) -> Option<bool> {
    let wanted = header.split(',').filter_map(|part| {
        let mut words = part.trim().split(';');
        let tag = words.next()?.trim().to_ascii_lowercase();
        let is_chinese = match tag.split('-').next()? {
            "zh" => true,
            "en" | "*" => false,
            _ => return None,
        };
        let weight = words.find_map(|word| word.trim().strip_prefix("q=")?.parse::<f32>().ok());
        Some((weight.unwrap_or(1.0), is_chinese))
    });
    // The first of those that are wanted most.
    let first = wanted.reduce(|best, next| if next.0 > best.0 { next } else { best });
    first.map(|(_, is_chinese)| is_chinese)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(query: Option<&str>, headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        Locale::new(query, &map).is_chinese
    }

    #[test]
    fn the_address_goes_before_the_cookie_and_that_before_the_browser() {
        let chinese = ("accept-language", "zh-CN,zh;q=0.9,en;q=0.8");
        assert!(locale(None, &[chinese]));
        assert!(!locale(None, &[chinese, ("cookie", "a=b; lang=en")]));
        assert!(locale(Some("q=x&lang=zh"), &[("cookie", "lang=en")]));
        assert!(!locale(
            None,
            &[("accept-language", "de, en;q=0.5, zh;q=0.4")]
        ));
        assert!(locale(
            None,
            &[("accept-language", "fr, en;q=0.3, zh-TW;q=0.4")]
        ));
        assert!(!locale(Some("lang=xx"), &[]));
    }
}
