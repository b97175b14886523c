//! Parameters of an address.

use axum::extract::Query;
use axum::http::Uri;

/// The first value of a parameter.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    let uri: Uri = format!("/?{query}").parse().ok()?;
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&uri).ok()?;
    pairs
        .into_iter()
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn values_are_decoded() {
        assert_eq!(parameter("a=b&q=%E6%8D%A2+x", "q").as_deref(), Some("换 x"));
        assert_eq!(parameter("q=%zz", "p"), None);
    }
}
