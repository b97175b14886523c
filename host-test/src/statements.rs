//! `wasmcloud:postgres` as wasmCloud's host implements it: one statement at a time, with answers
//! that get lost where a test says so.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_postgres::NoTls;
use tokio_postgres::types::ToSql;
use visual_shared_journal::sql;
use wasmtime::component::{Linker, Val};
use wasmtime::{Result, bail};

/// The interfaces.
pub const TYPES: &str = "wasmcloud:postgres/types@0.1.1-draft";
pub const QUERY: &str = "wasmcloud:postgres/query@0.1.1-draft";

/// The salt of the journals that tests make.
const SALT: &str = "5a17";

/// A database, by its address. Clones share what happens to statements.
#[derive(Clone)]
pub struct Statements {
    address: String,
    cuts: Arc<Mutex<Vec<Cut>>>,
    sent: Arc<Mutex<Vec<String>>>,
}

/// When a connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Before the statement arrives.
    Before,
    /// After it was carried out.
    After,
}

struct Cut {
    word: &'static str,
    when: When,
    left: usize,
}

impl Statements {
    /// A database, as it is.
    pub fn new(address: &str) -> Statements {
        Statements {
            address: address.to_owned(),
            cuts: Arc::default(),
            sent: Arc::default(),
        }
    }

    /// A new journal in a database.
    pub async fn with_journal(address: &str) -> Statements {
        let statements = Statements::new(address);
        for step in sql::MIGRATIONS {
            statements.batch(step).await;
        }
        let (version, salt) = (sql::VERSION, SALT.repeat(16));
        let row = format!("INSERT INTO visual.journal VALUES (1, {version}, '{salt}', 0, 0, 0)");
        statements.batch(&row).await;
        statements
    }

    /// Breaks the connection of the next so many statements that hold a word.
    pub fn cut(&self, word: &'static str, when: When, times: usize) {
        let left = times;
        lock(&self.cuts).push(Cut { word, when, left });
    }

    /// How many statements with a word arrived.
    pub fn count(&self, word: &str) -> usize {
        let sent = lock(&self.sent);
        sent.iter().filter(|sent| sent.contains(word)).count()
    }

    /// Runs statements.
    pub async fn batch(&self, statements: &str) {
        let client = self.connect().await.expect("a connection");
        client.batch_execute(statements).await.expect("statements");
    }

    /// The first column of the first row, as text.
    pub async fn one(&self, statement: &str) -> String {
        let rows = self.rows(statement, &[]).await.expect("an answer");
        rows.into_iter().next().expect("a row")
    }

    async fn run(&self, statement: &str, values: &[String]) -> Result<Vec<String>, String> {
        let cut = self.take(statement);
        if cut == Some(When::Before) {
            return Err("failed to get connection: error connecting to server".to_owned());
        }
        lock(&self.sent).push(statement.to_owned());
        let rows = self.rows(statement, values).await?;
        match cut {
            Some(_) => Err("query execution failed: connection closed".to_owned()),
            None => Ok(rows),
        }
    }

    fn take(&self, statement: &str) -> Option<When> {
        let mut cuts = lock(&self.cuts);
        let cut = cuts
            .iter_mut()
            .find(|cut| cut.left > 0 && statement.contains(cut.word))?;
        cut.left -= 1;
        Some(cut.when)
    }

    async fn rows(&self, statement: &str, values: &[String]) -> Result<Vec<String>, String> {
        let told = |error: tokio_postgres::Error| format!("query execution failed: {error}");
        let client = self.connect().await.map_err(told)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        let rows = client.query(statement, &values).await.map_err(told)?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }

    async fn connect(&self) -> Result<tokio_postgres::Client, tokio_postgres::Error> {
        let (client, connection) = tokio_postgres::connect(&self.address, NoTls).await?;
        tokio::spawn(connection);
        Ok(client)
    }

    /// Offers it to components.
    pub(crate) fn link<T: Send + 'static>(&self, linker: &mut Linker<T>) -> Result<()> {
        linker.instance(TYPES)?;
        let statements = self.clone();
        linker
            .instance(QUERY)?
            .func_new_async("query", move |_, _, arguments, results| {
                let statements = statements.clone();
                Box::new(async move {
                    let [Val::String(statement), Val::List(values)] = arguments else {
                        bail!("a statement and its values");
                    };
                    let values: Vec<String> = values.iter().map(text).collect();
                    let answer = statements.run(statement, &values).await;
                    if let [result] = results {
                        *result = Val::Result(match answer {
                            Ok(rows) => Ok(Some(Box::new(Val::List(
                                rows.iter().map(|value| row(value)).collect(),
                            )))),
                            Err(why) => Err(Some(Box::new(variant("unexpected", &why)))),
                        });
                    }
                    Ok(())
                })
            })
    }
}

fn text(value: &Val) -> String {
    match value {
        Val::Variant(case, Some(value)) if case == "text" => match &**value {
            Val::String(text) => text.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("no text: {other:?}"),
    }
}

fn variant(case: &str, text: &str) -> Val {
    let text = Val::String(text.to_owned());
    Val::Variant(case.to_owned(), Some(Box::new(text)))
}

fn row(value: &str) -> Val {
    let entry = Val::Record(vec![
        ("column-name".to_owned(), Val::String("text".to_owned())),
        ("value".to_owned(), variant("text", value)),
    ]);
    Val::List(vec![entry])
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
