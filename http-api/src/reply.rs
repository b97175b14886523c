//! What is answered.

/// How long a client is asked to wait before it asks for a task again, in
/// seconds.
pub const POLL_SECONDS: u32 = 5;

/// A response.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Headers beside those that every response has.
    pub headers: Vec<(&'static str, String)>,
    /// The media type of the body.
    pub media_type: &'static str,
    /// The body.
    pub body: String,
}

impl Reply {
    /// A response of JSON.
    pub fn json(status: u16, body: String) -> Reply {
        Reply {
            status,
            headers: Vec::new(),
            media_type: "application/json",
            body,
        }
    }

    /// Adds a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }

    /// A finished call, as JSON, and the text of its task if it has one.
    pub fn done(json: String, task: Option<&str>) -> Reply {
        let reply = Reply::json(200, json);
        match task {
            Some(task) => reply.at_task(task),
            None => reply,
        }
    }

    /// A task that runs on, as JSON, and its text.
    pub fn pending(json: String, task: &str) -> Reply {
        Reply::json(202, json)
            .with("retry-after", POLL_SECONDS.to_string())
            .at_task(task)
    }

    /// What of `Prefer` was honoured.
    pub fn preferred(self, applied: Option<String>) -> Reply {
        match applied {
            Some(applied) => self.with("preference-applied", applied),
            None => self,
        }
    }

    /// Says where the task is, by its text.
    pub fn at_task(self, task: &str) -> Reply {
        self.with("location", format!("/v1/tasks/{task}"))
    }
}
