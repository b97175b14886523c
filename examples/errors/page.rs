//! The page: tables of the codes, read from the code that acts on them.

use visual_catalog::Side;
use volcengine_visual::call::retry::Cause;
use volcengine_visual::errors::service_codes::CODES;
use volcengine_visual::errors::side_notes;
use volcengine_visual::errors::transport_codes::{Proof, TRANSPORT_CODES};
use volcengine_visual::errors::unexpected_reply::{STATUSES, Status};
use volcengine_visual::errors::{stage::Stage, transport_error::TransportError};
use volcengine_visual::protocol::reply::envelope::{Failure, Hints};
use volcengine_visual::protocol::reply::unexpected::{Defect, UnexpectedReply};
use volcengine_visual::types::{Advice, ErrorKind, Purchase, Task};

use super::kinds;

const INTRODUCTION: &str = "\
# Errors

<!-- written by `cargo xtask wit` -->

An error has a *kind* for programs, a *code* that names the cause, one sentence in English and one in Chinese, who must
act (`advice`), the argument or setting to look at (`field`), and whether the service may have accepted a job (`purchase`).

- **Accepted** is said of a purchase: a submission, or a call of a tool without tasks. The service charges only for what it
  delivers: a job that was accepted and failed costs nothing. Where it is *unknown*, the kind is `outcome-unknown` unless
  it is `moderated`, and whether to submit again is for a person to decide.
- A question about a task has the kind and the advice of the table, but the job stays accepted (`made`), and the task
  comes along: instead of waiting, collect it. What a code says of a task, where it differs, follows it.
- **Again** is what is tried again inside a call, after a pause and within its time: a *purchase* only after proof that
  nothing was bought, a *question* whenever that may help.
- Hosts may have kinds of their own (`visual` has `cancelled`, for what its user broke off), and later versions more: a
  program that meets a kind that it does not know treats it as `internal`.
- A code that is in no table proves nothing, and a purchase that ends so is `outcome-unknown`.
";

/// The whole page.
pub fn page() -> String {
    [
        INTRODUCTION.to_string(),
        kinds_table(),
        codes_table(),
        transport_table(),
        statuses_table(),
        ended_table(),
    ]
    .join("\n")
}

fn kinds_table() -> String {
    let mut out = String::from(
        "## Kinds\n\n| kind | who acts | accepted | what to do |\n|---|---|---|---|\n",
    );
    for kind in kinds::KINDS {
        let [who, bought, en, zh] = kinds::row(kind);
        out += &format!("| `{}` | {who} | {bought} | {en}<br>{zh} |\n", word(kind));
    }
    out
}

const HEAD: &str =
    "| code | kind | who acts | what it says | accepted | again |\n|---|---|---|---|---|---|\n";

/// A line of a table.
struct Line<'a> {
    name: String,
    kind: ErrorKind,
    advice: Advice,
    /// The two on BytePlus, where they differ.
    abroad: Option<(ErrorKind, Advice)>,
    field: Option<&'a str>,
    texts: [&'a str; 2],
    /// Whether a purchase that fails so was accepted.
    accepted: &'static str,
    again: String,
}

impl Line<'_> {
    fn text(&self) -> String {
        let field = self.field.map(|field| format!(" (`{field}`)"));
        let [kind_abroad, who_abroad] = match self.abroad {
            Some((kind, advice)) => [
                format!("; on BytePlus `{}`", word(kind)),
                format!("; on BytePlus {}", who(advice)),
            ],
            None => Default::default(),
        };
        format!(
            "| {} | `{}`{kind_abroad} | {}{}{who_abroad} | {}<br>{} | {} | {} |\n",
            self.name,
            word(self.kind),
            who(self.advice),
            field.unwrap_or_default(),
            self.texts[0],
            self.texts[1],
            self.accepted,
            self.again,
        )
    }
}

fn codes_table() -> String {
    let mut out = format!(
        "## Codes of the service\n\nThe service's own text follows in the message, cleaned and cut. The numbers are the gateway's.\n\n{HEAD}"
    );
    for code in CODES {
        let failure = Failure {
            code: code.code.into(),
            text: String::new(),
            request_id: None,
        };
        let [asked_en, asked_zh] = match code.asked {
            Some([en, zh]) => [format!(" Of a task: {en}"), format!("查询任务时：{zh}")],
            None => Default::default(),
        };
        let abroad = side_notes::find(Side::BytePlus, code.code);
        let [abroad_en, abroad_zh] = abroad.map_or(["", ""], |row| row.note);
        let texts = [
            format!("{}{abroad_en}{asked_en}", code.en),
            format!("{}{abroad_zh}{asked_zh}", code.zh),
        ];
        let number = code.number.map(|number| format!(" ({number})"));
        let line = Line {
            name: format!("`{}`{}", code.code, number.unwrap_or_default()),
            kind: code.kind,
            advice: code.advice,
            abroad: abroad.and_then(|row| row.verdict),
            field: code.field,
            texts: [&texts[0], &texts[1]],
            accepted: accepted(Stage::Submit.failed(failure, &Hints::default()).purchase),
            again: again(Cause::Code(code.code)).into(),
        };
        out += &line.text();
    }
    out
}

fn transport_table() -> String {
    let mut out = format!(
        "## No whole answer\n\nThe codes up to `internal-error` are those of `wasi:http`, the last ones the component's own. Which of them prove that\nnothing was sent depends on the host; a request whose body was not handed over whole was not sent, whatever the code.\n\n{HEAD}"
    );
    for code in TRANSPORT_CODES {
        let (broken, proven) = (
            TransportError::from_code(code.code),
            TransportError::unsent(code.code),
        );
        let line = Line {
            name: format!("`{}`", code.code),
            kind: code.kind,
            advice: code.advice,
            abroad: None,
            field: code.field,
            texts: [code.en, code.zh],
            accepted: match code.proof {
                Proof::VisualHost => "no in `visual-host`, else unknown",
                _ => accepted(Stage::Submit.transport_error(&broken).purchase),
            },
            again: match (code.proof, again(Cause::Transport(&proven))) {
                (Proof::Nobody, _) => again(Cause::Transport(&broken)).into(),
                (_, PURCHASE) => format!("{PURCHASE} (a purchase in `visual-host` only)"),
                (_, again) => again.into(),
            },
        };
        out += &line.text();
    }
    out
}

fn statuses_table() -> String {
    let mut out = format!("## Answers that are no envelope\n\n{HEAD}");
    for row in STATUSES {
        let reply = UnexpectedReply {
            status: Some(*row.statuses.start()),
            ..Defect::NotJson.into()
        };
        let error = Stage::Probe.unexpected(&reply, None);
        let passing = row.statuses.clone().take(1000);
        let passing = passing.filter(|status| Cause::Status(*status).is_retryable(false));
        let passing: Vec<String> = passing.map(|status| status.to_string()).collect();
        let line = Line {
            name: status_name(row),
            kind: error.kind,
            advice: error.advice,
            abroad: None,
            field: None,
            texts: [row.en, row.zh],
            accepted: accepted(Stage::Submit.unexpected(&reply, None).purchase),
            again: match (
                passing.as_slice(),
                row.statuses.end() - row.statuses.start(),
            ) {
                ([], _) => "no".into(),
                (_, 0) => "question".into(),
                (some, _) => format!("question: {}", some.join(", ")),
            },
        };
        out += &line.text();
    }
    out
}

fn status_name(row: &Status) -> String {
    let (first, last) = row.statuses.clone().into_inner();
    match (first, last) {
        (first, last) if first == last => format!("`HTTP-{first}`"),
        (0, _) => "any other `HTTP-`".to_string(),
        (first, last) => format!("`HTTP-{first}` to `HTTP-{last}`"),
    }
}

/// A purchase is retried, and a question.
const PURCHASE: &str = "purchase, question";

fn again(cause: Cause<'_>) -> &'static str {
    match (cause.is_retryable(true), cause.is_retryable(false)) {
        (true, _) => PURCHASE,
        (false, true) => "question",
        (false, false) => "no",
    }
}

fn ended_table() -> String {
    let mut out = String::from(
        "## Tasks that ended\n\n| code | kind | who acts | what it says | accepted |\n|---|---|---|---|---|\n",
    );
    for (status, kind) in [
        ("not_found", ErrorKind::TaskGone),
        ("expired", ErrorKind::TaskGone),
        ("failed", ErrorKind::ServiceFailed),
    ] {
        let task = task();
        let error = Stage::Query(&task).ended(status, kind);
        out += &format!(
            "| `{status}` | `{}` | {} | {}<br>{} | {} |\n",
            word(error.kind),
            who(error.advice),
            error.message,
            error.message_zh,
            accepted(error.purchase)
        );
    }
    out
}

fn task() -> Task {
    Task {
        tool: String::new(),
        id: String::new(),
        submitted_at: 0,
        output: None,
    }
}

fn who(advice: Advice) -> &'static str {
    match advice {
        Advice::FixInput => "you: fix the arguments",
        Advice::FixAccount => "you: check the account or the host",
        Advice::RepeatLater => "retry later",
        Advice::AskBeforeRepeating => "you: decide whether to retry",
        Advice::CollectTask => "query the task",
        Advice::Report => "report it",
    }
}

fn accepted(purchase: Purchase) -> &'static str {
    match purchase {
        Purchase::NotMade => "no",
        Purchase::Made => "yes",
        Purchase::Unknown => "unknown",
    }
}

/// A kind by its word in the WIT.
pub fn word(kind: ErrorKind) -> String {
    let name = format!("{kind:?}");
    let name = name.rsplit("::").next().unwrap_or_default();
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}
