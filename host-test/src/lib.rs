//! Tests of the component in a real host; see `tests/`.
