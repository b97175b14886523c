//! Blocks of code in Markdown.

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The document.
    pub document: String,
    /// Document and line, for people.
    pub place: String,
    /// The first word after the fence.
    pub language: String,
    /// Why nothing runs it, if that is so.
    pub not_run: Option<String>,
    /// What stands inside, without the indentation of the fence.
    pub text: String,
}

impl Block {
    /// Every block of a text.
    pub fn all(document: &str, text: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut before = "";
        let mut lines = text.lines().enumerate();
        while let Some((number, line)) = lines.next() {
            let trimmed = line.trim_start();
            if let Some(language) = trimmed.strip_prefix("```") {
                let indent = line.len() - trimmed.len();
                let inside = lines
                    .by_ref()
                    .map(|(_, line)| line.get(indent..).unwrap_or_default())
                    .take_while(|line| *line != "```");
                blocks.push(Block {
                    document: document.to_owned(),
                    place: format!("{document}:{}", number + 1),
                    language: language.split(',').next().unwrap_or_default().to_owned(),
                    not_run: reason(before),
                    text: inside.map(|line| format!("{line}\n")).collect(),
                });
            }
            before = trimmed;
        }
        blocks
    }
}

fn reason(comment: &str) -> Option<String> {
    let reason = comment.strip_prefix("<!-- not run: ")?;
    reason.strip_suffix(" -->").map(str::to_owned)
}

/// A line of a block for a shell.
#[derive(Debug, PartialEq)]
pub struct Line {
    /// The command.
    pub command: String,
    /// The exit statuses that it may have.
    pub exits: Vec<i32>,
}

/// The commands of a block for a shell; a line that begins with a space goes on
/// with the one before. A comment `exit N` (in Chinese `退出状态 N`) tells the status, and `exit N while ...`
/// one that it may have beside 0.
pub fn commands(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (command, comment) = line.split_once(" # ").unwrap_or((line, ""));
        match lines.last_mut() {
            Some(last) if command.starts_with(' ') => last.command += &format!("\n{command}"),
            _ => lines.push(Line {
                command: command.trim().to_owned(),
                exits: exits(comment.trim()),
            }),
        }
    }
    lines
}

fn exits(comment: &str) -> Vec<i32> {
    let rest = comment.strip_prefix("exit ");
    let Some(rest) = rest.or_else(|| comment.strip_prefix("退出状态 ")) else {
        return vec![0];
    };
    let (number, rest) = rest.split_once([' ', ':', '，']).unwrap_or((rest, ""));
    let number = number.parse().unwrap();
    match rest.starts_with("while ") {
        true => vec![0, number],
        false => vec![number],
    }
}

#[test]
fn blocks_and_their_commands_are_found() {
    let text = "a\n\n1. b\n\n   <!-- not run: why -->\n   ```sh\n   x y   # exit 3: no\n\n   z 'a#b'\n   ```\n\
                ```text\nc\n```\n";
    let blocks = Block::all("d.md", text);
    let [sh, other] = blocks.as_slice() else {
        panic!("{blocks:?}");
    };
    assert_eq!(sh.not_run.as_deref(), Some("why"));
    assert_eq!(sh.place, "d.md:6");
    assert_eq!(
        (other.language.as_str(), other.text.as_str()),
        ("text", "c\n")
    );
    let line = |command: &str, exits: &[i32]| Line {
        command: command.to_owned(),
        exits: exits.to_vec(),
    };
    assert_eq!(
        commands(&sh.text),
        [line("x y", &[3]), line("z 'a#b'", &[0])]
    );
    assert_eq!(commands("p # exit 3 while q"), [line("p", &[0, 3])]);
    assert_eq!(commands("p \\\n  q"), [line("p \\\n  q", &[0])]);
}
