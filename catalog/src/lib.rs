//! What the vendor offers: tools, their arguments and limits, and what is made
//! from them without I/O.
//!
//! Everything that lists tools is derived from [`tools`]: the WIT files, the
//! exported functions, validation, JSON Schema and `docs/tools.md`.

mod action;
mod case;
mod field;
mod find;
pub mod json_text;
mod label;
pub mod layout;
mod money;
mod polling;
mod price;
mod quota;
pub mod sanitize;
pub mod schema;
mod seen;
mod side;
mod successor;
mod text;
mod tool;
mod tools;

pub use action::*;
pub use case::snake;
pub use field::*;
pub use find::{alias, find, is_query, nearest};
pub use money::{Currency, Money, MoneyError};
pub use price::{Count, Estimate, Measures, Price, Quantity, Unit, price, prices, video_seconds};
pub use quota::Quota;
pub use seen::{How, Seen, days, seen};
pub use side::Side;
pub use successor::{is_outdated, successor};
pub use text::{Text, text};
pub use tool::*;
pub use tools::tools;
