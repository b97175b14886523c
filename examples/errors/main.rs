//! Prints `docs/errors.md`, which `cargo xtask wit` writes.

mod kinds;
mod page;

fn main() {
    print!("{}", page::page());
}
