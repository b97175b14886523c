//! What can be bought, and how far it is.

use crate::catalog::ActionPair;
use crate::typed::Call;
use crate::types::{Options, Pending};

/// A wish to buy one product.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// What makes it.
    pub wanted: Wanted<'a>,
    /// The arguments as a JSON object; empty for a typed function, which has
    /// its own.
    pub arguments: &'a str,
    /// Output, wait and the like.
    pub options: Option<&'a Options>,
    /// The caller's id of this wish. However often it is asked for, it is
    /// bought once for each tenant, account and tool. Absent: every call is a
    /// wish of its own.
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

    /// The same with the caller's id of the wish.
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
            Wanted::Typed(_, typed) => typed.essence().len(),
            _ => self.arguments.len(),
        }
    }

    /// Everything that decides what is bought, in one spelling: the order of
    /// members in JSON is none of it, nor how long one waits.
    pub(crate) fn essence(&self) -> String {
        let json = || serde_json::from_str::<serde_json::Value>(self.arguments);
        let arguments = match self.wanted {
            Wanted::Typed(_, typed) => typed.essence(),
            _ => json().map_or_else(|_| self.arguments.to_owned(), |json| json.to_string()),
        };
        let output = self.options.and_then(|options| options.output.as_ref());
        let output = output.map(crate::json::output_options).unwrap_or_default();
        format!("{arguments}\n{output}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_essence_is_what_is_bought() {
        let options = Options {
            output: None,
            wait_ms: Some(7),
            max_inline: None,
        };
        let one = Order::new("t", r#"{"a":1,"b":2}"#);
        let same = Order::new("t", r#"{ "b": 2, "a": 1 }"#).with_options(&options);
        let other = Order::new("t", r#"{"a":1,"b":3}"#);
        assert_eq!(one.essence(), same.essence());
        assert_ne!(one.essence(), other.essence());
        assert_eq!(Order::new("t", "{").essence(), "{\nnull");
    }
}
