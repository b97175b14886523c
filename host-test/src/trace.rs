//! All that is traced in this process, as a log of the most talkative kind
//! would have it.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Remembers every event and every span, with all their fields.
#[derive(Clone, Default)]
pub struct Trace(Arc<Mutex<Vec<String>>>);

impl Trace {
    /// Begins to listen, for the rest of the process.
    pub fn begin() -> Trace {
        let trace = Trace::default();
        tracing::subscriber::set_global_default(trace.clone()).expect("the only listener");
        trace
    }

    /// What was traced until now.
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().expect("a list").clone()
    }

    fn write(&self, line: Line) {
        self.0.lock().expect("a list").push(line.0);
    }
}

/// One line, field by field.
struct Line(String);

impl Line {
    fn about(metadata: &Metadata<'_>) -> Line {
        Line(format!("{} {}:", metadata.target(), metadata.name()))
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl Subscriber for Trace {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = Line::about(span.metadata());
        span.record(&mut line);
        self.write(line);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line(String::new());
        values.record(&mut line);
        self.write(line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::about(event.metadata());
        event.record(&mut line);
        self.write(line);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
