//! What must be refused before a byte is sent.

mod arguments;
mod files;
mod keys;
mod raw;
mod task_texts;
