//! What must be refused before a byte is sent, and what must not.

mod arguments;
mod files;
mod keys;
mod prompts;
mod task_texts;
