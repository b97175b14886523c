//! Lines in the server's log where its journal goes away, comes back, or owes outcomes.

use super::access_log::AccessLog;
use serde_json::{Map, Value, json};
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// What the library says of its journal.
const TARGET: &str = "visual_host::journal";

/// Writes what happens to the journal into the log.
struct JournalLog {
    log: Arc<AccessLog>,
    /// Why it could not be used last: a storm of requests has one line.
    reason: Mutex<Option<Value>>,
}

/// Begins to write.
pub fn start(log: Arc<AccessLog>) {
    let lines = JournalLog {
        log,
        reason: Mutex::default(),
    };
    // There is one server in a process.
    _ = tracing::subscriber::set_global_default(lines);
}

impl JournalLog {
    /// Whether this is another reason than the last.
    fn is_news(&self, reason: Option<&Value>) -> bool {
        let mut last = self.reason.lock().unwrap_or_else(PoisonError::into_inner);
        let is_news = reason.is_none() || *last != reason.cloned();
        *last = reason.cloned();
        is_news
    }
}

impl Subscriber for JournalLog {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event()
            && metadata.target().starts_with(TARGET)
            && *metadata.level() <= Level::INFO
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::INFO)
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let Fields(fields) = fields;
        if self.is_news(fields.get("reason")) {
            let level = event.metadata().level().as_str().to_ascii_lowercase();
            let line = json!({
                "time": super::observe::now(),
                "level": level,
                "event": fields.get("message"),
                "reason": fields.get("reason").or(fields.get("error")),
            });
            self.log.event(line.to_string());
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The fields of an event.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), json!(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}");
        self.0.insert(field.name().to_owned(), json!(value));
    }
}
