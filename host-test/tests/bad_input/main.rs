//! What must be refused before a byte is sent.

mod arguments;
mod files;
mod keys;
mod task_texts;
