//! PostgreSQL's messages, as far as a proxy must tell them apart: where a client's request is
//! whole, and where the server's answer to it ends.

/// Codes of the messages that begin a connection, which have no type.
const ASKS_FOR_TLS: u32 = 80_877_103;
const CANCELS: u32 = 80_877_102;

/// What came from one side and has not been passed on.
#[derive(Default)]
pub struct Frames {
    bytes: Vec<u8>,
    /// How much of it is whole messages.
    whole: usize,
    is_started: bool,
}

/// What is whole.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Waits for an answer that ends in `ReadyForQuery`: the start of a connection, or a statement.
    Statement(Vec<u8>),
    /// Anything else.
    Other(Vec<u8>),
}

impl Frames {
    /// What a client sends.
    pub fn of_client() -> Frames {
        Frames::default()
    }

    /// What a server sends.
    pub fn of_server() -> Frames {
        Frames {
            is_started: true,
            ..Frames::default()
        }
    }

    /// Takes what has come.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A client's next whole request: all messages up to `Sync` or `Query`.
    pub fn request(&mut self) -> Option<Request> {
        if !self.is_started {
            let length = self.number(0)? as usize;
            let code = self.number(4)?;
            let bytes = self.take(length)?;
            self.is_started = code != ASKS_FOR_TLS;
            return Some(match code {
                ASKS_FOR_TLS | CANCELS => Request::Other(bytes),
                _ => Request::Statement(bytes),
            });
        }
        loop {
            let kind = self.next()?;
            if matches!(kind, b'S' | b'Q') {
                return self.taken().map(Request::Statement);
            }
            // A password, the end of the connection.
            if matches!(kind, b'p' | b'X') {
                return self.taken().map(Request::Other);
            }
        }
    }

    /// A server's whole answer: all messages up to `ReadyForQuery`.
    pub fn answer(&mut self) -> Option<Vec<u8>> {
        while let Some(kind) = self.next() {
            if kind == b'Z' {
                return self.taken();
            }
        }
        None
    }

    /// Everything that has come, whole or not.
    pub fn rest(&mut self) -> Vec<u8> {
        self.whole = 0;
        std::mem::take(&mut self.bytes)
    }

    /// Passes over one more whole message, and says of which type it is.
    fn next(&mut self) -> Option<u8> {
        let kind = *self.bytes.get(self.whole)?;
        let end = self.whole + 1 + self.number(self.whole + 1)? as usize;
        (self.bytes.len() >= end).then(|| {
            self.whole = end;
            kind
        })
    }

    fn taken(&mut self) -> Option<Vec<u8>> {
        let length = std::mem::take(&mut self.whole);
        self.take(length)
    }

    fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        (self.bytes.len() >= length).then(|| self.bytes.drain(..length).collect())
    }

    fn number(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().unwrap()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: &[u8], body: &[u8]) -> Vec<u8> {
        let length = (body.len() as u32 + 4).to_be_bytes();
        [kind, &length, body].concat()
    }

    #[test]
    fn requests_are_whole_however_they_come() {
        let tls = message(b"", &ASKS_FOR_TLS.to_be_bytes());
        let start = message(b"", b"\0\x03\0\0user\0visual\0\0");
        let statement = [message(b"P", b"select"), message(b"S", b"")].concat();
        let end = message(b"X", b"");
        let all = [&tls[..], &start, &statement, &end].concat();
        for part in [1, 3, all.len()] {
            let mut frames = Frames::of_client();
            let mut requests = Vec::new();
            for bytes in all.chunks(part) {
                frames.push(bytes);
                while let Some(request) = frames.request() {
                    requests.push(request);
                }
            }
            let wanted = [
                Request::Other(tls.clone()),
                Request::Statement(start.clone()),
                Request::Statement(statement.clone()),
                Request::Other(end.clone()),
            ];
            assert_eq!(requests, wanted);
        }
    }

    #[test]
    fn an_answer_ends_when_the_server_is_ready() {
        let answer = [message(b"D", b"row"), message(b"Z", b"I")].concat();
        let mut frames = Frames::of_server();
        frames.push(&answer[..answer.len() - 1]);
        assert_eq!(frames.answer(), None);
        frames.push(b"I");
        assert_eq!(frames.answer(), Some(answer));
        frames.push(b"N");
        assert_eq!((frames.answer(), frames.rest()), (None, b"N".to_vec()));
    }
}
