//! Why a statement has no answer, and whether another try may have one.

use crate::journal::store::StoreError;
use deadpool_postgres::{HookError, PoolError};
use std::io;
use tokio_postgres::Error;
use tokio_postgres::error::{DbError, SqlState};

/// What a closed journal answers to every new purchase.
pub(super) const CLOSED: &str = "VJ001";

/// A statement that failed.
pub(super) struct Fault {
    /// Busy if it passes.
    pub(super) error: StoreError,
    /// Whether its connection is of no more use.
    pub(super) spoils: bool,
    /// Whether other statements would fail too.
    pub(super) stops: bool,
}

impl Fault {
    /// There was no answer in time, to a statement that was sent or not.
    pub(super) fn late(sent: bool) -> Fault {
        let error = StoreError {
            busy: true,
            sent,
            ..StoreError::new(
                "the database did not answer in time",
                "数据库未在时限内响应",
            )
        };
        Fault {
            error,
            spoils: true,
            stops: true,
        }
    }

    /// There is no connection.
    pub(super) fn of_pool(error: &PoolError) -> Fault {
        match error {
            PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => {
                Fault::new(error, false)
            }
            _ => Fault::late(false),
        }
    }

    /// The database or the way to it failed, after a statement was `sent` or before.
    pub(super) fn new(error: &Error, sent: bool) -> Fault {
        let Some(told) = error.as_db_error() else {
            return Fault::of_way(error, sent);
        };
        let message = format!("{} (SQLSTATE {})", told.message(), told.code().code());
        if told.code().code() == CLOSED {
            return Fault {
                error: StoreError::closed(),
                spoils: false,
                stops: true,
            };
        }
        let passes = passes(told);
        let error = StoreError {
            busy: passes,
            // A statement that failed was undone; one whose connection was ended perhaps not.
            sent: sent && is_end(told),
            ..StoreError::new(
                format!("the database says: {message}"),
                format!("数据库返回错误：{message}"),
            )
        };
        Fault {
            error,
            spoils: is_end(told) || *told.code() == SqlState::READ_ONLY_SQL_TRANSACTION,
            stops: passes || is_refusal(told),
        }
    }
}

impl Fault {
    /// The way to a database failed. The driver's words hold no values.
    fn of_way(error: &Error, sent: bool) -> Fault {
        let causes = causes(error);
        let error = StoreError {
            busy: !is_set_up_wrong(error),
            sent,
            ..StoreError::new(
                format!("the database cannot be reached: {causes}"),
                format!("无法连接数据库：{causes}"),
            )
        };
        Fault {
            error,
            spoils: true,
            stops: true,
        }
    }
}

/// Whether no other try will do better: the database has no TLS or no trusted certificate, or
/// wants a password that there is not.
fn is_set_up_wrong(error: &Error) -> bool {
    let text = error.to_string();
    let io = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<io::Error>());
    match text.starts_with("error performing TLS handshake") {
        // A handshake that was cut short says nothing.
        true => io.is_none_or(|io| io.kind() == io::ErrorKind::InvalidData),
        false => ["invalid configuration", "authentication error"]
            .iter()
            .any(|start| text.starts_with(start)),
    }
}

/// An error with what caused it.
fn causes(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}

/// Whether the database ends connections: it stops, starts, or was told to.
fn is_end(error: &DbError) -> bool {
    let code = error.code().code();
    code.starts_with("57P") || code.starts_with("08")
}

/// Whether the database refuses this user, or has no journal of this program: no access, no
/// rights, no tables, no database.
fn is_refusal(error: &DbError) -> bool {
    let code = error.code().code();
    let classes = ["28", "42", "3D", "3F"];
    classes.iter().any(|class| code.starts_with(class))
}

/// Whether a statement may do better later: resources, conflicts, a restart, another primary.
fn passes(error: &DbError) -> bool {
    let code = error.code().code();
    let classes = ["08", "40", "53", "55", "57", "58"];
    classes.iter().any(|class| code.starts_with(class))
        || *error.code() == SqlState::READ_ONLY_SQL_TRANSACTION
}
