//! What is found of a journal.

use crate::clock;
use crate::journal::address::JournalAddress;
use crate::journal::entry::State;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a journal holds, and what should be known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct JournalCheck {
    /// Where it is, without a password.
    pub journal: String,
    /// The version of its tables.
    pub version: u64,
    /// How many purchases there are of all tenants, by their state.
    pub entries: BTreeMap<String, u64>,
    /// When the oldest purchase was recorded that has not ended, in seconds since 1970.
    pub oldest_open: Option<i64>,
    /// When its newest entry was recorded or has ended, in seconds since 1970; nothing where there
    /// is none.
    pub last_written: Option<i64>,
    /// How many processes share it now; nothing of a file.
    pub members: Option<u64>,
    /// What is wrong, or may be.
    pub findings: Vec<JournalFinding>,
}

/// Something that should be known of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct JournalFinding {
    /// What it is, in one word or two.
    pub kind: &'static str,
    /// Whether the journal should not be used as it is.
    pub is_fault: bool,
    /// What it is, and what to do.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
}

/// The versions of the tables before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Migrated {
    /// The version that was found; 0 where there were no tables.
    pub from: u64,
    /// The version that this program knows.
    pub to: u64,
}

/// What both kinds of journal are asked.
#[derive(Default)]
pub(in crate::journal) struct Found {
    pub(in crate::journal) version: u64,
    pub(in crate::journal) states: Vec<(String, u64)>,
    pub(in crate::journal) oldest_open: Option<i64>,
    pub(in crate::journal) last_written: Option<i64>,
    /// When its clock was set last, in seconds since 1970.
    pub(in crate::journal) wall: i64,
    pub(in crate::journal) members: Option<u64>,
    /// Purchases that were being sent by processes that are gone.
    pub(in crate::journal) abandoned: u64,
    /// Access keys under several names of accounts.
    pub(in crate::journal) shared_keys: u64,
    pub(in crate::journal) is_closed: bool,
    /// What only this kind of journal can have.
    pub(in crate::journal) findings: Vec<JournalFinding>,
}

/// By how many seconds clocks may differ without a word.
const MAX_AHEAD_S: i64 = 300;

impl Found {
    pub(super) fn told(self, address: &JournalAddress) -> JournalCheck {
        let mut entries: BTreeMap<_, _> = State::ALL
            .iter()
            .map(|state| (state.as_str().to_owned(), 0))
            .collect();
        entries.extend(self.states);
        let mut findings = self.findings;
        if self.is_closed {
            findings.push(JournalFinding::fault("closed", (
                "it was closed by `visual journal export --close`, and refuses purchases; importing its own export with --reopen opens it",
                "已由 `visual journal export --close` 关闭，不接受购买；用 --reopen 将其导出文件再导入即可重新启用",
            )));
        }
        let abandoned = self.abandoned;
        if abandoned > 0 {
            findings.push(JournalFinding::warning("abandoned", (
                format!(
                    "{abandoned} purchase(s) were being sent by processes that are gone: they crashed, or this is a restored \
                     copy. They become unknown; compare with the account's bill before `visual task forget`"
                ),
                format!("有 {abandoned} 次购买的提交进程已不存在：进程异常结束，或这是恢复的旧副本。它们将变为结果未知，请先核对账单，再用 `visual task forget` 清除"),
            )));
        }
        let shared = self.shared_keys;
        if shared > 0 {
            findings.push(JournalFinding::warning("account-names", (
                format!("{shared} access key(s) were used under several account names: use the same --account or VOLC_ACCOUNT everywhere"),
                format!("有 {shared} 个 AccessKey 使用了多个账号名称：请在各处使用相同的 --account 或 VOLC_ACCOUNT"),
            )));
        }
        let ahead = self.wall - clock::read().wall;
        if ahead > MAX_AHEAD_S {
            findings.push(JournalFinding::warning("clock", (
                format!("it was last written {ahead} s ahead of this machine's clock: one of the clocks is wrong"),
                format!("其最后写入时间比本机时钟快 {ahead} 秒：其中一个时钟有误"),
            )));
        }
        JournalCheck {
            journal: address.to_string(),
            version: self.version,
            entries,
            oldest_open: self.oldest_open,
            last_written: self.last_written,
            members: self.members,
            findings,
        }
    }
}

impl JournalFinding {
    pub(in crate::journal) fn fault(kind: &'static str, message: (&str, &str)) -> JournalFinding {
        JournalFinding {
            is_fault: true,
            ..JournalFinding::warning(kind, (message.0.to_owned(), message.1.to_owned()))
        }
    }

    pub(in crate::journal) fn warning(
        kind: &'static str,
        (message, message_zh): (String, String),
    ) -> JournalFinding {
        JournalFinding {
            kind,
            is_fault: false,
            message,
            message_zh,
        }
    }
}
