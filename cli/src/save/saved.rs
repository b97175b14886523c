//! What became of products, for people and for programs.

use crate::output::language::tr;
use crate::output::layout;
use crate::save::save_error::SaveError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::PathBuf;
use visual_host::{Done, Media, MediaContent};
use volcengine_visual::protocol::time::x_date;

/// How many lines of results are printed for people; programs get all of them.
const MAX_LINES: usize = 100;
/// What the line below a path begins with.
const INDENT: &str = "    ";

/// What became of the products, one entry for each.
#[derive(Default)]
pub struct Saved {
    pub media: Vec<Value>,
    lines: Vec<String>,
    pub notes: Vec<String>,
    /// What went wrong, in lines.
    pub errors: Vec<String>,
    /// Why one is not where it was asked for: the first of such reasons.
    pub problem: Option<SaveError>,
}

/// A saved product.
pub struct File {
    pub path: PathBuf,
    pub mime_type: String,
    pub bytes: u64,
    pub sides: Option<(usize, usize)>,
    pub notes: Vec<String>,
    /// When the link that it came from ends, in seconds since 1970.
    pub link_end: Option<u64>,
}

impl Saved {
    /// A product that is a file now.
    pub fn file(&mut self, file: &File) {
        self.notes.extend(file.notes.iter().cloned());
        self.lines.extend(file.lines(layout::width()));
        self.media.push(file.json());
    }

    /// A product that is shown as its link.
    pub fn link(&mut self, media: &Media) {
        self.lines.push(match &media.content {
            MediaContent::Url(url) => url.clone(),
            _ => {
                let kind = &media.mime_type;
                tr!("({kind}, inline)", "（{kind}，内嵌）")
            }
        });
        self.media.push(json!(media));
    }

    /// A product that is nowhere else: its bytes become a part of the report.
    pub fn content(&mut self, media: &Media) {
        let text = match &media.content {
            MediaContent::Bytes(bytes) => STANDARD.encode(bytes),
            MediaContent::Base64(text) => text.clone(),
            MediaContent::Url(_) => return self.link(media),
        };
        self.lines
            .push(format!("data:{};base64,{text}", media.mime_type));
        let mut shown = json!(media);
        shown["content"] = json!({ "base64": text });
        self.media.push(shown);
    }

    /// Product `number` is not where it was asked for.
    pub fn trouble(&mut self, number: usize, problem: SaveError) {
        let problem = problem.after(number);
        self.errors.push(problem.line());
        self.problem.get_or_insert(problem);
    }

    /// The lines for people.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<_> = self.lines.iter().take(MAX_LINES).cloned().collect();
        if let Some(more) = self.lines.len().checked_sub(MAX_LINES + 1) {
            let more = more + 1;
            lines.push(tr!(
                "({more} more; --json prints all of them)",
                "（另有 {more} 项，--json 可输出全部）"
            ));
        }
        lines
    }
}

impl File {
    fn json(&self) -> Value {
        let mut value = json!({
            "file": self.path.display().to_string(),
            "mime_type": self.mime_type,
            "bytes": self.bytes,
        });
        if let Some((width, height)) = self.sides {
            value["width"] = json!(width);
            value["height"] = json!(height);
        }
        value
    }

    /// One line, or two where the terminal is narrower: the path stays whole.
    fn lines(&self, width: usize) -> Vec<String> {
        let sides = match self.sides {
            Some((width, height)) => tr!(", {width}x{height}", "，{width}x{height}"),
            None => String::new(),
        };
        let (path, bytes) = (self.path.display(), self.bytes);
        let end = self.link_end.map(minute);
        let end = end.map(|end| tr!(", link expires {end}", "，链接有效期至 {end}"));
        let (end, kind) = (end.unwrap_or_default(), &self.mime_type);
        let line = tr!(
            "{path} ({kind}{sides}, {bytes} bytes{end})",
            "{path}（{kind}{sides}，{bytes} 字节{end}）"
        );
        if layout::columns(&line) <= width {
            return vec![line];
        }
        let facts = tr!(
            "{kind}{sides}, {bytes} bytes{end}",
            "{kind}{sides}，{bytes} 字节{end}"
        );
        let facts = layout::wrap(&facts, width - INDENT.len());
        let facts = facts.iter().map(|line| format!("{INDENT}{line}"));
        std::iter::once(path.to_string()).chain(facts).collect()
    }
}

/// When the first of the links expires.
pub fn links_end(done: &Done) -> Option<String> {
    let is_link = |media: &&Media| matches!(media.content, MediaContent::Url(_));
    let ends = done.media.iter().filter(is_link);
    let end = ends.filter_map(|media| media.expires_at).min()?;
    let end = minute(end);
    Some(tr!("links expire {end}", "链接有效期至 {end}"))
}

/// A time in seconds since 1970, to the minute.
pub fn minute(seconds: u64) -> String {
    let date = x_date(seconds);
    let part = |from: usize, to: usize| date.get(from..to).unwrap_or_default();
    let (year, month, day) = (part(0, 4), part(4, 6), part(6, 8));
    format!("{year}-{month}-{day} {}:{} UTC", part(9, 11), part(11, 13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_fits_the_terminal() {
        let file = File {
            path: PathBuf::from("a-directory-of-results/a-picture-with-a-long-name.jpg"),
            mime_type: "image/jpeg".to_owned(),
            bytes: 1_234_567,
            sides: Some((1328, 1328)),
            notes: Vec::new(),
            link_end: Some(0),
        };
        let lines = file.lines(80);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines.iter().all(|line| layout::columns(line) <= 80));
        assert_eq!(file.lines(usize::MAX).len(), 1);
    }
}
