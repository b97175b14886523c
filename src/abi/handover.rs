//! What other functions hand to `catalog.invoke`, and get back from it.

use std::cell::RefCell;

use crate::bindings::exports::volcengine::visual::catalog::Actions;
use crate::call::report;
use crate::input::arguments::{Arguments, Values};
use crate::types::{Error, Outcome};
use visual_catalog::Product;

/// What `catalog.invoke` runs in place of a tool by its name.
pub enum Handed {
    /// A typed call.
    Typed(Arguments),
    /// `catalog.custom`: the key comes as the name.
    Custom(Actions, Option<String>),
    /// A query of the task that was submitted then. Its tool and id come as name
    /// and JSON, its output among the options.
    Task(u64),
}

thread_local! {
    /// What is being handed over.
    static HANDED: RefCell<Option<Handed>> = const { RefCell::new(None) };
    /// The report that its answer held, on the way back.
    static REPORT: RefCell<Option<Values>> = const { RefCell::new(None) };
}

/// Hands something over.
pub fn put(handed: Option<Handed>) {
    HANDED.set(handed);
}

/// What was handed over.
pub fn take() -> Option<Handed> {
    HANDED.take()
}

/// Keeps the report of an answer for the record that a typed function returns.
pub fn keep_report(product: Product, answer: &Result<Outcome, Error>) {
    if let (Product::Report(report), Ok(Outcome::Done(done))) = (product, answer) {
        REPORT.set(Some(report::read(report, &done.details)));
    }
}

/// The report that was kept.
pub fn take_report() -> Option<Values> {
    REPORT.take()
}
