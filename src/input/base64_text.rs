//! Base64 as people have it, made what the service takes: standard, padded,
//! in one line, without a prefix.

use std::borrow::Cow;

use base64_simd::STANDARD;

use crate::protocol::shared_text::SharedText;

/// Why a text is not base64: in English and in Chinese.
pub type Why = (&'static str, &'static str);

/// The text as the service takes it; borrowed where it is that already.
///
/// Taken off or mended: a `data:…;base64,` prefix, line breaks and blanks, the
/// URL-safe alphabet, missing padding. Everything else is refused.
pub fn standard(text: &str) -> Result<Cow<'_, str>, Why> {
    let text = without_prefix(text)?;
    // By far the most, and checked much faster.
    if STANDARD.check(text.as_bytes()).is_ok() {
        return Ok(Cow::Borrowed(text));
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    if body.bytes().all(is_plain) && text.len().is_multiple_of(4) && padding <= 2 {
        return Ok(Cow::Borrowed(text));
    }
    let mut mended = String::with_capacity(text.len() + 3);
    let mut ended = false;
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\r' | '\n' => {}
            '=' => ended = true,
            _ if ended => return Err(("continues after its padding", "在填充符之后仍有内容")),
            '-' => mended.push('+'),
            '_' => mended.push('/'),
            _ if c.is_ascii_alphanumeric() || c == '+' || c == '/' => mended.push(c),
            _ => {
                return Err((
                    "contains characters that are not base64",
                    "含有 base64 之外的字符",
                ));
            }
        }
    }
    match mended.len() % 4 {
        1 => {
            return Err((
                "is truncated: one character is left over",
                "不完整：多出一个字符",
            ));
        }
        0 => {}
        rest => mended.extend(std::iter::repeat_n('=', 4 - rest)),
    }
    Ok(Cow::Owned(mended))
}

/// The same of a text that is shared; empty where it is no base64.
pub fn into_standard(text: &SharedText) -> SharedText {
    match standard(text) {
        Ok(Cow::Borrowed(same)) => text.share(same),
        mended => mended.unwrap_or_default().into_owned().into(),
    }
}

/// How many bytes a standard text stands for. The error says why it is none.
pub fn decoded_length(text: &str) -> Result<usize, Why> {
    // Elsewhere a standard text has only characters that base64 has.
    let last = text.len().saturating_sub(4);
    let ends_well = STANDARD.check(text.as_bytes().get(last..).unwrap_or_default());
    let length = ends_well.and_then(|()| STANDARD.decoded_length(text.as_bytes()));
    length.map_err(|_| ("has leftover bits at its end", "末尾有多余的位"))
}

fn without_prefix(text: &str) -> Result<&str, Why> {
    let text = text.trim();
    let is_data = text
        .get(..5)
        .is_some_and(|head| head.eq_ignore_ascii_case("data:"));
    if !is_data {
        return Ok(text);
    }
    let (head, body) = text.split_once(',').ok_or((
        "begins with `data:` and has no content",
        "以 `data:` 开头但没有内容",
    ))?;
    let parts: Vec<&str> = head.get(5..).unwrap_or_default().split(';').collect();
    match parts.as_slice() {
        [kind, .., "base64"] if kind.starts_with("image/") => Ok(body),
        [.., "base64"] => Err((
            "is a `data:` URL that is not an image",
            "`data:` 地址的类型不是图片",
        )),
        _ => Err((
            "is a `data:` URL that is not base64",
            "`data:` 地址不是 base64 编码",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::standard;
    use std::borrow::Cow;

    #[test]
    fn what_is_standard_is_not_copied() {
        for text in ["", "QUJD", "QUI=", "QQ==", "+/+/"] {
            assert!(matches!(standard(text), Ok(Cow::Borrowed(same)) if same == text));
        }
    }

    #[test]
    fn what_can_be_mended_is() {
        for (text, expected) in [
            ("-_-_", "+/+/"),
            ("QUI", "QUI="),
            ("QQ", "QQ=="),
            ("QQ=", "QQ=="),
            ("QUJD\r\nQUJD\n", "QUJDQUJD"),
            (" QUJD ", "QUJD"),
            ("data:image/png;base64,QUJD", "QUJD"),
            ("DATA:image/jpeg;charset=x;base64,QUI", "QUI="),
        ] {
            assert_eq!(standard(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn the_rest_is_refused() {
        for text in [
            "QUJDQ",
            "QQ==QQ==",
            "QU!D",
            "猫",
            "data:image/png;base64",
            "data:image/png,abc",
            "data:text/html;base64,QUJD",
            "data:,",
        ] {
            assert!(standard(text).is_err(), "{text}");
        }
    }
}
