//! Why a journal was not moved.

use crate::files::io_error;
use crate::journal::address::JournalAddress;
use crate::journal::error::JournalError;
use crate::journal::store::StoreError;
use std::fmt;
use std::io;

/// Why a journal was not exported or imported: in English, as it is displayed, and in Chinese.
/// Nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct TransferError {
    /// What happened, and what to do.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// Whether the export is what cannot be used; then the message does not name the journal.
    pub is_of_export: bool,
}

/// The same before it is known of which journal.
pub(in crate::journal) enum Fault {
    /// The journal cannot be used.
    Store(StoreError),
    /// It can be, and this is refused, or the export cannot be written.
    Refused(String, String),
    /// The export cannot be used.
    Export(String, String),
}

pub(in crate::journal) type TransferResult<T> = std::result::Result<T, Fault>;

impl Fault {
    /// A refusal, in English and Chinese.
    pub(in crate::journal) fn new(en: impl fmt::Display, zh: impl fmt::Display) -> Fault {
        Fault::Refused(en.to_string(), zh.to_string())
    }

    pub(in crate::journal) fn at(self, address: &JournalAddress) -> TransferError {
        match self {
            Fault::Store(error) => {
                let error = JournalError::from_store(&address.to_string(), error);
                TransferError {
                    message: error.to_string(),
                    message_zh: error.message_zh(),
                    is_of_export: false,
                }
            }
            Fault::Refused(en, zh) => TransferError {
                message: format!("{address}: {en}"),
                message_zh: format!("{address}：{zh}"),
                is_of_export: false,
            },
            Fault::Export(message, message_zh) => TransferError {
                message,
                message_zh,
                is_of_export: true,
            },
        }
    }

    /// What is wrong with the export, in English and Chinese.
    pub(super) fn of_export(en: impl fmt::Display, zh: impl fmt::Display) -> Fault {
        Fault::Export(en.to_string(), zh.to_string())
    }

    /// A closed journal is opened where that is asked for.
    pub(in crate::journal) fn closed() -> Fault {
        Fault::new(
            "it was closed by `visual journal export --close`, and this is its own export: `--reopen` opens it again. \
             Do so only if the journal that it was moved to has bought nothing, since a key could be bought in both",
            "已由 `visual journal export --close` 关闭，这是其自身的导出文件：加上 `--reopen` 可重新启用。仅当迁移后的购买记录尚未购买时才可这样做，否则同一幂等键可能在两处各购买一次",
        )
    }

    /// Purchases are under way.
    pub(in crate::journal) fn under_way(count: u64, keys: &[String]) -> Fault {
        let more = match u64::try_from(keys.len()) {
            Ok(shown) if shown < count => ", ...",
            _ => "",
        };
        let (list, s) = (keys.join(", "), if count == 1 { "" } else { "s" });
        let is = if count == 1 { "is" } else { "are" };
        Fault::new(
            format!(
                "{count} purchase{s} {is} under way ({list}{more}): wait until they are submitted, or stop \
                 the processes that make them"
            ),
            format!("有 {count} 次购买正在进行（{list}{more}）：请等待提交完成，或停止相应进程"),
        )
    }

    /// Another process has the journal open.
    pub(in crate::journal) fn in_use(who: &str, who_zh: &str) -> Fault {
        Fault::new(
            format!("{who}: stop what uses this journal, since its hashes get another salt"),
            format!("{who_zh}：请先停止使用该购买记录的进程，导入会更换哈希盐值"),
        )
    }

    /// It holds something, and not what is imported.
    pub(in crate::journal) fn not_empty(entries: u64, same_salt: bool) -> Fault {
        let (salt, salt_zh) = match same_salt {
            true => (
                "and they differ from those of the export",
                "且与导出内容不同",
            ),
            false => ("and has another salt", "且盐值不同"),
        };
        Fault::new(
            format!(
                "it holds other purchases ({entries} entries) {salt}: import into an empty journal; \
                 two journals cannot be merged"
            ),
            format!(
                "其中已有其他购买（{entries} 条）{salt_zh}：请导入空的购买记录，两份记录无法合并"
            ),
        )
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Fault {
        Fault::Store(error)
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        Fault::Store(error.into())
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        let zh = io_error::words_zh(&error);
        Fault::new(
            format!("the export cannot be read or written: {error}"),
            format!("无法读写导出文件：{zh}"),
        )
    }
}
