//! Why an order is not bought now: it was before, or it must not be. Every member says it alike.

use crate::Row;
use crate::sql::VERSION;
use std::fmt::Display;

/// The longest idempotency key, in characters.
const MAX_KEY: usize = 255;

/// The field of most refusals.
const KEY: &str = "idempotency-key";

/// The field of those that the journal is the cause of.
const JOURNAL: &str = "journal";

/// A refusal, in the words of the WIT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What failed.
    pub kind: &'static str,
    /// Who must act.
    pub advice: &'static str,
    /// Whether a task was accepted, by this order or before it.
    pub purchase: &'static str,
    /// The argument or setting at fault.
    pub field: &'static str,
    /// What happened, in English.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
}

impl Refusal {
    fn new(kind: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Refusal {
        Refusal {
            kind,
            advice: "fix-input",
            purchase: "not-made",
            field: KEY,
            message: en.into(),
            message_zh: zh.into(),
        }
    }

    /// Refuses an idempotency key that identifies nothing, or cannot be shown.
    pub fn check_key(key: &str) -> Result<(), Refusal> {
        let length = key.chars().count();
        let (en, zh) = if key.trim().is_empty() {
            ("is empty".to_owned(), "为空".to_owned())
        } else if key.chars().any(char::is_control) {
            let en = "contains a control character, such as a line break";
            (en.to_owned(), "含有控制字符（如换行）".to_owned())
        } else if length > MAX_KEY {
            (
                format!("has {length} characters; at most {MAX_KEY} are allowed"),
                format!("有 {length} 个字符，最多 {MAX_KEY} 个"),
            )
        } else {
            return Ok(());
        };
        let (en, zh) = (format!("the idempotency key {en}"), format!("幂等键{zh}"));
        Err(Refusal::new("invalid-input", en, zh))
    }

    /// An order without a task that could be asked for. `ended`: it is known what came of it.
    pub fn without_task(key: &str, ended: bool) -> Refusal {
        let told = match ended {
            true => Refusal {
                purchase: "made",
                ..Refusal::new(
                    "task-gone",
                    format!(
                        "The idempotency key `{key}` was already used. This tool returns its result directly, and the journal does not keep results. Use another key to buy again."
                    ),
                    format!(
                        "幂等键 `{key}` 已使用过。该工具直接返回结果，购买记录中不保存结果。如需再次购买，请换用新的幂等键。"
                    ),
                )
            },
            false => Refusal {
                purchase: "unknown",
                ..Refusal::new(
                    "outcome-unknown",
                    format!(
                        "A request with the idempotency key `{key}` may have been billed. Check your bill, then clear it to retry: `visual task forget {key}`"
                    ),
                    format!(
                        "使用幂等键 `{key}` 的请求可能已计费。请先核对账单，再清除该记录后重试：`visual task forget {key}`"
                    ),
                )
            },
        };
        told.advising("ask-before-repeating")
    }

    /// A task that cannot be read here, or for which there is no room now.
    pub fn unread(key: &str, text: &str) -> Refusal {
        let told = Refusal::new(
            "limit-reached",
            format!(
                "The idempotency key `{key}` was already used, and its task cannot be queried here: {text}"
            ),
            format!("幂等键 `{key}` 已使用过，但此处无法查询其任务：{text}"),
        );
        Refusal {
            purchase: "made",
            ..told.advising("collect-task")
        }
    }

    /// An idempotency key that was used for another order.
    pub fn other_arguments(key: &str) -> Refusal {
        Refusal::new(
            "invalid-input",
            format!("The idempotency key `{key}` was already used with different arguments"),
            format!("幂等键 `{key}` 已用于其他参数"),
        )
    }

    /// An order whose result another call has received while this one waited.
    pub fn just_delivered(key: &str) -> Refusal {
        let told = Refusal::new(
            "task-gone",
            format!(
                "The result of `{key}` was just delivered to another process. This tool returns its result directly, and the journal does not keep results"
            ),
            format!("`{key}` 的结果刚刚已交付给另一进程。该工具直接返回结果，购买记录中不保存结果"),
        );
        Refusal {
            purchase: "made",
            ..told.advising("ask-before-repeating")
        }
    }

    /// An order that somebody else is buying.
    pub fn busy(key: &str) -> Refusal {
        let told = Refusal::new(
            "outcome-unknown",
            format!(
                "Another process is submitting the idempotency key `{key}` and has no response yet"
            ),
            format!("另一进程正在提交幂等键 `{key}`，尚未收到响应"),
        );
        Refusal {
            purchase: "unknown",
            ..told.advising("repeat-later")
        }
    }

    /// An access key that another member uses under another account's name.
    pub fn account() -> Refusal {
        let [en, zh] = OTHER_ACCOUNT;
        Refusal::of_journal(format!("nothing was bought: {en}"), format!("未购买：{zh}"))
    }

    /// An order whose turn did not come in time.
    pub fn no_turn(tool: &str) -> Refusal {
        let [en, zh] = no_time(tool);
        Refusal::new("rate-limited", en, zh)
            .advising("repeat-later")
            .in_field("")
    }

    /// The journal cannot be reached or written now; `why` says what it told.
    pub fn journal_away(why: impl Display) -> Refusal {
        Refusal::of_journal(
            format!("nothing was bought: the journal cannot be reached: {why}"),
            format!("未购买：无法访问购买记录：{why}"),
        )
        .advising("repeat-later")
    }

    /// The database has no tables of a journal.
    pub fn no_tables() -> Refusal {
        Refusal::of_journal(
            "nothing was bought: the database has no journal. Start `visual serve` on it once, or run `visual journal migrate`",
            "未购买：数据库中没有购买记录。请先用 `visual serve` 连接一次该数据库，或运行 `visual journal migrate`",
        )
    }

    /// The tables are of another version than this program's.
    pub fn other_version(found: usize) -> Refusal {
        let (en, zh) = match found > VERSION {
            true => (
                "use a newer version of this program",
                "请使用更新版本的程序",
            ),
            false => (
                "run `visual journal migrate`",
                "请运行 `visual journal migrate`",
            ),
        };
        Refusal::of_journal(
            format!(
                "nothing was bought: the tables of the journal have version {found}, this program knows {VERSION}: {en}"
            ),
            format!("未购买：购买记录的表结构版本为 {found}，本程序支持 {VERSION}：{zh}"),
        )
    }

    fn of_journal(en: impl Into<String>, zh: impl Into<String>) -> Refusal {
        Refusal::new("io", en, zh)
            .advising("fix-account")
            .in_field(JOURNAL)
    }

    fn advising(self, advice: &'static str) -> Refusal {
        Refusal { advice, ..self }
    }

    fn in_field(self, field: &'static str) -> Refusal {
        Refusal { field, ..self }
    }
}

/// Why an access key is refused that has two names of its account: English and Chinese.
pub const OTHER_ACCOUNT: [&str; 2] = [
    "this access key was used under another account name within the last day, by another machine or in another configuration; one account must have one name on all machines, or it would have two quotas and one key could buy twice. Give it the same account name everywhere, or wait a day without using the other name",
    "此访问密钥在过去一天内曾以其他账号名称使用（可能是其他机器或其他配置）。同一账号在所有机器上必须使用相同的名称，否则会产生两份配额，同一幂等键也可能重复购买。请统一账号名称，或停用另一名称满一天后再试",
];

/// What is told of an order that was not sent in its time: English and Chinese.
pub fn no_time(tool: &str) -> [String; 2] {
    [
        format!(
            "Nothing was sent: other tasks of {tool} are queued or running, and too little time was left"
        ),
        format!("尚未发送：{tool} 已有任务在排队或运行，剩余时间不足以提交本次任务"),
    ]
}

/// What is told beside the task of a key that was used before: English and Chinese.
pub const KNOWN: [&str; 2] = [
    "This idempotency key was used before; this is its task, and nothing new was bought.",
    "该幂等键已使用过，返回原任务，未重复购买。",
];

/// What is told beside a result that could not be recorded: English and Chinese.
pub fn unrecorded([why, why_zh]: [&str; 2]) -> [String; 2] {
    [
        format!("The task is not in the journal: {why}"),
        format!("任务未写入购买记录：{why_zh}"),
    ]
}

impl Row {
    /// What is told of an entry without a task.
    pub fn without_task(&self) -> Refusal {
        let ended = matches!(self.state.as_str(), "done" | "failed");
        Refusal::without_task(&self.idempotency_key, ended)
    }
}
