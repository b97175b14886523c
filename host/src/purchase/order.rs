//! What can be bought, and how far it is.

use crate::catalog::ActionPair;
use crate::purchase::canonical::{self, Hash};
use crate::sandbox::typed::{Call, Hashing};
use crate::types::{Options, Pending};

/// An order of one product.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// What makes it.
    pub wanted: Wanted<'a>,
    /// The arguments as a JSON object; empty for a typed function, which has
    /// its own.
    pub arguments: &'a str,
    /// Output, wait and the like.
    pub options: Option<&'a Options>,
    /// The caller's idempotency key. Repeating it buys nothing again for this
    /// tenant, account and tool, until 24 hours after the end of the job
    /// ([`Journal::with_keep`](crate::Journal::with_keep) for longer): it
    /// returns the same task. That holds as long as the journal does: one in
    /// memory, the default, ends with the process. Absent: every call buys.
    pub intent: Option<&'a str>,
}

/// What makes a product.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// A tool of the catalogue: its name, alias or the service's key.
    Tool(&'a str),
    /// A key of the service that the catalogue does not list.
    Custom(&'a str, ActionPair),
    /// A tool of the catalogue by its typed function.
    Typed(&'a str, &'a dyn Call),
}

/// How far an order is.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// It waits, and nothing was bought so far: for its turn, or for another
    /// try.
    Queued,
    /// It is on its way to the service, which may accept it at any moment.
    Submitting,
    /// It was accepted, and runs.
    Pending(&'a Pending),
}

/// Who is told how far an order is.
pub type Watch<'a> = &'a (dyn Fn(Progress<'_>) + Sync);

impl<'a> Order<'a> {
    /// An order of a tool, without options.
    pub fn new(tool: &'a str, arguments: &'a str) -> Order<'a> {
        Order {
            wanted: Wanted::Tool(tool),
            arguments,
            options: None,
            intent: None,
        }
    }

    /// An order of a tool by its typed function, without options.
    pub fn typed(tool: &'a str, typed: &'a dyn Call) -> Order<'a> {
        Order {
            wanted: Wanted::Typed(tool, typed),
            ..Order::new(tool, "")
        }
    }

    /// The same with an idempotency key.
    #[must_use]
    pub fn with_intent(self, intent: &'a str) -> Order<'a> {
        Order {
            intent: Some(intent),
            ..self
        }
    }

    /// The same with options.
    #[must_use]
    pub fn with_options(self, options: &'a Options) -> Order<'a> {
        Order {
            options: Some(options),
            ..self
        }
    }

    /// How long the body of its request is, about, in bytes.
    pub(crate) fn size(&self) -> usize {
        match self.wanted {
            Wanted::Typed(_, typed) => typed.size(),
            _ => self.arguments.len(),
        }
    }

    /// Hashes everything that decides what is bought, in one canonical form: how
    /// it is spelled is not part of it, nor how long one waits.
    pub(crate) fn hashing(&self, tool: &str) -> Hashing {
        let output = self.options.and_then(|options| options.output.as_ref());
        let output = output.map(crate::json::output_options).unwrap_or_default();
        let output = canonical::of_json(&output.to_string());
        let (tool, text) = (tool.to_owned(), self.arguments.to_owned());
        let arguments: Hashing = match self.wanted {
            Wanted::Tool(_) => Box::new(move || canonical::of_arguments(&tool, &text)),
            Wanted::Typed(_, typed) => typed.hashing(),
            Wanted::Custom(_, pair) => Box::new(move || {
                let body: Hash = canonical::of_json(&text);
                canonical::tagged(&format!("{pair:?}"), &body)
            }),
        };
        Box::new(move || canonical::tagged("order", [arguments(), output].as_flattened()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_what_is_bought() {
        let options = Options {
            output: None,
            wait_ms: Some(7),
            max_inline: None,
        };
        let hash = |order: Order<'_>| order.hashing("t")();
        let one = Order::new("t", r#"{"a":1,"b":2}"#);
        let same = Order::new("t", r#"{ "b": 2, "a": 1.0 }"#).with_options(&options);
        let other = Order::new("t", r#"{"a":1,"b":3}"#);
        assert_eq!(hash(one), hash(same));
        assert_ne!(hash(one), hash(other));
        let custom = |pair| Order {
            wanted: Wanted::Custom("t", pair),
            ..one
        };
        let (task, process) = (custom(ActionPair::Task), custom(ActionPair::Process));
        assert_ne!(hash(task), hash(process));
        assert_ne!(hash(task), hash(one));
        assert_eq!(hash(Order::new("t", "{")), hash(Order::new("t", "{")));
    }
}
