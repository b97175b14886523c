//! Replies that are not what the service documents: a page of a proxy, half a
//! text, a success without its data. The words for them are in `errors`.

/// What is wrong with a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// The body is not JSON.
    NotJson,
    /// The body is compressed in a way that is not understood.
    Compressed,
    /// The body is JSON, but not an object.
    NotAnObject,
    /// The body has more values than fit into the memory for them.
    TooManyValues,
    /// The object has no code.
    NoCode,
    /// The gateway reports an error without a code.
    NoGatewayCode,
    /// A success whose `data` is not an object.
    DataNotAnObject,
    /// An accepted submission without a `task_id`.
    NoTaskId,
    /// A finished task without a result.
    NoResult,
    /// A result that is not base64.
    NotBase64,
    /// A query was due, and there is no task.
    NoTask,
}

/// A reply that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnexpectedReply {
    /// What is wrong with it.
    pub defect: Defect,
    /// The HTTP status, where the body says nothing better.
    pub status: Option<u16>,
    /// The beginning of the body, or the name of its compression: sanitized,
    /// without secrets.
    pub excerpt: String,
}

impl From<Defect> for UnexpectedReply {
    fn from(defect: Defect) -> UnexpectedReply {
        UnexpectedReply {
            defect,
            status: None,
            excerpt: String::new(),
        }
    }
}
