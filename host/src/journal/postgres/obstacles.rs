//! What stands in the way of purchases in a database that answers.

use super::link::{Link, Statement};
use crate::journal::store::{Result, StoreError};
use serde::Deserialize;
use tokio::time::Instant;
use visual_shared_journal::sql;

/// What a database says.
#[derive(Deserialize)]
pub(super) struct Obstacles {
    pub(super) is_closed: bool,
    pub(super) is_standby: bool,
    pub(super) is_read_only: bool,
    /// Rights that the user does not have, such as `UPDATE on visual.purchases`.
    missing: Vec<String>,
}

impl Obstacles {
    pub(super) async fn find(link: &Link, end: Instant) -> Result<Obstacles> {
        let rows = link.ask(&Statement::new(sql::OBSTACLES, &[]), end).await?;
        let row = rows.first().map(String::as_str).unwrap_or_default();
        serde_json::from_str(row).map_err(|error| StoreError::new(error, "数据库的回复无法解析"))
    }

    /// Why no purchase can be recorded.
    pub(super) fn refusal(&self) -> Option<StoreError> {
        match self.missing_rights() {
            _ if self.is_closed => Some(StoreError::closed()),
            None if self.is_read_only => {
                let [en, zh] = READ_ONLY;
                Some(StoreError::new(en, zh))
            }
            missing => missing.map(|[en, zh]| StoreError::new(en, zh)),
        }
    }

    /// Which rights are missing, in English and Chinese.
    pub(super) fn missing_rights(&self) -> Option<[String; 2]> {
        let missing = self.missing.join(", ");
        (!missing.is_empty()).then(|| {
            [
                format!("the database's user lacks rights: {missing}; GRANT them as the owner of the tables"),
                format!("数据库用户缺少权限：{missing}；请以表的所有者身份执行 GRANT"),
            ]
        })
    }

    /// Whether not even what is there can be read.
    pub(super) fn hides_tables(&self) -> bool {
        let reads = |right: &String| right.starts_with("SELECT") || right.starts_with("USAGE");
        self.missing.iter().any(reads)
    }
}

/// What is said of a database that only lets read: English and Chinese.
pub(super) const READ_ONLY: [&str; 2] = [
    "the database is read-only (default_transaction_read_only is on): purchases cannot be recorded",
    "该数据库为只读（default_transaction_read_only 为 on），无法写入购买记录",
];
