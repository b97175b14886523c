//! Words in a prompt, and file names in an address, that make a job fail.
//!
#![doc = include_str!("triggers.md")]

use crate::codes;

/// The code with which the submit is refused.
pub(crate) fn refused<'a>(
    prompt: &str,
    addresses: impl IntoIterator<Item = &'a str>,
) -> Option<i64> {
    if prompt.contains("[moderate-text]") {
        return Some(50412);
    }
    if prompt.contains("[moderate-copyright]") {
        return Some(50413);
    }
    named(prompt, "[refuse-").or_else(|| addresses.into_iter().find_map(by_address))
}

/// The code that an accepted job ends with.
pub(crate) fn failed(prompt: &str, is_video: bool) -> Option<i64> {
    if prompt.contains("[moderate-output]") {
        return Some(if is_video { 50516 } else { 50511 });
    }
    named(prompt, "[fail-")
}

/// How many pictures the prompt asks for.
pub(crate) fn pictures(prompt: &str) -> u32 {
    let count = prompt
        .split_once("[images-")
        .and_then(|(_, rest)| rest.split_once(']')?.0.parse().ok());
    count.unwrap_or(1)
}

fn named(prompt: &str, opening: &str) -> Option<i64> {
    let (_, rest) = prompt.split_once(opening)?;
    let (number, _) = rest.split_once(']')?;
    let code = number.parse().ok()?;
    codes::business(code).filter(|row| row.http != 200)?;
    Some(code)
}

fn by_address(url: &str) -> Option<i64> {
    let path = url.split(['?', '#']).next()?;
    match path.rsplit('/').next()?.split('.').next()? {
        "moderated" => Some(50411),
        "copyright" => Some(50518),
        "broken" => Some(50207),
        "noface" => Some(60102),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names() {
        assert_eq!(refused("a [moderate-text] b", []), Some(50412));
        assert_eq!(refused("[moderate-copyright]", []), Some(50413));
        assert_eq!(refused("[refuse-50501]", []), Some(50501));
        assert_eq!(refused("[refuse-10000] [refuse-1]", []), None);
        assert_eq!(refused("", ["https://a.example/noface.jpg?x"]), Some(60102));
        assert_eq!((pictures("a [images-3]"), pictures("[images-x]")), (3, 1));
        assert_eq!(failed("[moderate-output]", false), Some(50511));
        assert_eq!(failed("[moderate-output]", true), Some(50516));
        assert_eq!(failed("a [fail-50215]", true), Some(50215));
        assert_eq!(failed("moderate-output", false), None);
    }
}
