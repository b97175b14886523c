//! Why a journal cannot be used.

use super::store::StoreError;

/// The place of a journal without a file.
pub(super) const MEMORY: &str = "in memory";

/// Why a purchase could not be recorded or read. Nothing was bought.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("the journal {place} cannot be used: {reason}")]
pub struct JournalError {
    /// The file, the address of the database without its password, or `in memory`.
    pub place: String,
    /// What went wrong.
    pub reason: String,
    /// The same in Chinese.
    pub reason_zh: String,
    /// Whether it passes: another process keeps it busy, or the database is away.
    pub busy: bool,
}

impl JournalError {
    /// The message in Chinese; `Display` writes the English one.
    pub fn message_zh(&self) -> String {
        let place = match self.place.as_str() {
            MEMORY => "内存",
            place => place,
        };
        format!("购买记录 {place} 不可用：{}", self.reason_zh)
    }

    pub(crate) fn from_store(place: &str, error: StoreError) -> JournalError {
        JournalError {
            place: place.to_owned(),
            reason: error.reason,
            reason_zh: error.reason_zh,
            busy: error.busy,
        }
    }
}
