//! Addresses on the page.

use visual_catalog::Tool;
use visual_host::Done;

/// The address of a tool's form.
pub fn of_tool(tool: &Tool) -> String {
    format!("/tools/{}", tool.alias)
}

/// The address of a purchase.
pub fn of_run(key: &str) -> String {
    // Keys of others may hold anything.
    let escaped = key.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    });
    format!("/runs/{}", escaped.collect::<String>())
}

/// The address of a result of a purchase: that of its task, where it has one.
pub fn of_media(key: &str, done: &Done, index: usize) -> String {
    match &done.task {
        Some(task) => format!("/v1/media/{task}/{index}"),
        None => format!("{}/media/{index}", of_run(key)),
    }
}

/// The name of a downloaded file.
pub fn file_name(key: &str, index: usize, kind: &str) -> String {
    let letters = key
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-');
    let key: String = letters.take(24).collect();
    let extension = match kind.split(';').next().unwrap_or_default() {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/gif" => ".gif",
        "video/mp4" => ".mp4",
        "audio/mpeg" => ".mp3",
        // The browser adds what fits.
        _ => "",
    };
    format!("visual-{key}-{}{extension}", index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_others_stay_one_segment() {
        assert_eq!(of_run("a/../b?c"), "/runs/a%2F..%2Fb%3Fc");
        assert_eq!(file_name("a/../\"b", 0, "image/png"), "visual-ab-1.png");
    }
}
