//! Texts for the cells of a table.

use visual_host::Error;
use visual_host::types::Outcome;

/// The most characters of a cell.
const LONGEST: usize = 160;

/// One line of a table in Markdown.
pub fn cell(text: &str) -> String {
    let plain = text.replace(char::is_control, " ").replace('|', "\\|");
    match plain.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", plain[..end].trim_end()),
        None => plain,
    }
}

/// What a caller of the component is told.
pub fn told(answer: &Result<Outcome, Error>) -> String {
    let error = match answer {
        Ok(Outcome::Done(_)) => return "`done`".to_owned(),
        Ok(Outcome::Pending(_)) => return "`pending`, with the task".to_owned(),
        Err(failed) => failed,
    };
    let task = if error.task.is_some() {
        ", with the task"
    } else {
        ""
    };
    format!(
        "`{}`, purchase `{}`{task}: {}",
        error.kind.as_str(),
        error.purchase.as_str(),
        error.message
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_line_of_bounded_length() {
        assert_eq!(cell("a|b\nc"), "a\\|b c");
        let long = cell(&"猫".repeat(LONGEST + 1));
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert!(long.ends_with('…'));
    }
}
