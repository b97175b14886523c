//! Volcengine visual tools as a WebAssembly component.
