//! One request as it came in.

use crate::encoding;

/// Method, address, headers and body, unchanged.
pub(crate) struct Request {
    /// The connection it came on, counted from 1.
    pub(crate) connection: u64,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    /// The header's values joined by commas; `None` when it was not sent.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self
            .headers
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.trim())
            .collect();
        (!values.is_empty()).then(|| values.join(","))
    }

    /// The decoded value of a query parameter; `None` when it is missing or empty.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.query, name)
    }
}

/// The decoded value of a parameter of this query; `None` when it is missing or empty.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    encoding::decode_query(query)
        .into_iter()
        .find(|(key, value)| key == name.as_bytes() && !value.is_empty())
        .map(|(_, value)| String::from_utf8_lossy(&value).into_owned())
}
