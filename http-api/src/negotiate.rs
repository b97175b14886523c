//! Which types of content a client sends and takes.

/// Whether JSON is among what a client accepts, by the values of `Accept`.
pub fn accepts_json(values: &[String]) -> bool {
    let mut ranges = values.iter().flat_map(|value| value.split(',')).peekable();
    let is_json = |range: &str| {
        let (name, parameters) = range.split_once(';').unwrap_or((range, ""));
        let name = name.trim().to_ascii_lowercase();
        let is_named = ["*/*", "application/*", "application/json"].contains(&name.as_str());
        is_named && !parameters.split(';').any(is_refusal)
    };
    ranges.peek().is_none() || ranges.any(is_json)
}

/// A weight of zero.
fn is_refusal(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let is_weight = name.trim().eq_ignore_ascii_case("q");
    is_weight
        && value
            .trim()
            .parse::<f32>()
            .is_ok_and(|weight| weight <= 0.0)
}

/// Whether a body is JSON as it is, by the values of `Content-Type` and
/// `Content-Encoding`.
pub fn is_json(types: &[String], encodings: &[String]) -> bool {
    let [media_type] = types else {
        return false;
    };
    let (name, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    let is_utf8 = |parameter: &str| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        let value = value.trim().trim_matches('"');
        !is_charset || value.eq_ignore_ascii_case("utf-8")
    };
    let is_plain = |encoding: &String| encoding.eq_ignore_ascii_case("identity");
    name.trim().eq_ignore_ascii_case("application/json")
        && parameters.split(';').all(is_utf8)
        && encodings.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn json_is_accepted_unless_it_is_left_out() {
        let accepted: [&[&str]; 5] = [
            &[],
            &["*/*"],
            &["text/html, application/json;q=0.5"],
            &["text/html", "Application/*; q=0.1"],
            &["application/json; q=0.001"],
        ];
        for values in accepted {
            assert!(accepts_json(&owned(values)), "{values:?}");
        }
        let refused: [&[&str]; 5] = [
            &["text/html"],
            &["application/xml, text/*"],
            &["application/json;q=0"],
            &["application/*; Q=0.000"],
            &[""],
        ];
        for values in refused {
            assert!(!accepts_json(&owned(values)), "{values:?}");
        }
    }

    #[test]
    fn a_body_is_json_in_utf8() {
        for value in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/json;charset=\"utf-8\"",
        ] {
            assert!(is_json(&owned(&[value]), &[]), "{value}");
        }
        assert!(is_json(
            &owned(&["application/json"]),
            &owned(&["identity"])
        ));
        assert!(!is_json(&owned(&["application/json"]), &owned(&["gzip"])));
        assert!(!is_json(&[], &[]));
        for value in ["", "text/json", "application/json; charset=gbk", "json"] {
            assert!(!is_json(&owned(&[value]), &[]), "{value}");
        }
    }
}
