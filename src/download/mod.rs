//! Result links: which are followed, and what their answers mean.

pub mod head;
pub mod link;
