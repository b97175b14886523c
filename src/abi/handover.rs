//! What a typed function hands to `catalog.invoke`, and gets back from it.

use std::cell::RefCell;

use crate::call::report;
use crate::input::arguments::{Arguments, Values};
use crate::types::{Error, Outcome};
use visual_catalog::Product;

thread_local! {
    /// The arguments of the typed call that is being handed over.
    static ARGUMENTS: RefCell<Option<Arguments>> = const { RefCell::new(None) };
    /// The report that its answer held, on the way back.
    static REPORT: RefCell<Option<Values>> = const { RefCell::new(None) };
}

/// Hands the arguments of a typed call over.
pub fn put(arguments: Option<Arguments>) {
    ARGUMENTS.set(arguments);
}

/// The arguments of a typed call, for `catalog.invoke` to run in place of JSON.
pub fn take() -> Option<Arguments> {
    ARGUMENTS.take()
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
