//! The header `Prefer` (RFC 7240).

/// How long to wait for a task without a preference, in seconds.
const USUAL_SECONDS: u32 = 30;

/// The longest wait, in seconds. Who asks for more gets this.
const MAX_SECONDS: u32 = 600;

/// What a client prefers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Prefer {
    /// `wait=SECONDS`, as it is honoured.
    pub wait: Option<u32>,
    /// `respond-async`.
    pub is_async: bool,
}

impl Prefer {
    /// Reads the values of the header. What is unknown is passed over, and the
    /// first of two preferences of a name counts, as the RFC wants.
    pub fn parse<'a>(values: impl IntoIterator<Item = &'a str>) -> Prefer {
        let mut prefer = Prefer::default();
        for preference in values.into_iter().flat_map(|value| value.split(',')) {
            // Parameters after `;` are none of these two.
            let word = preference.split(';').next().unwrap_or_default();
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "respond-async" => prefer.is_async = true,
                "wait" if prefer.wait.is_none() => {
                    let seconds = value.parse::<u32>().ok();
                    prefer.wait = seconds.map(|seconds| seconds.min(MAX_SECONDS));
                }
                _ => {}
            }
        }
        prefer
    }

    /// How long to wait for a task that was submitted now, in milliseconds.
    pub fn wait_ms(&self) -> u32 {
        let usual = if self.is_async { 0 } else { USUAL_SECONDS };
        self.wait.unwrap_or(usual).saturating_mul(1000)
    }

    /// What was honoured, for `Preference-Applied`. A tool without tasks cannot
    /// answer before its result is there.
    pub fn applied(&self, has_task: bool) -> Option<String> {
        if !has_task {
            return None;
        }
        let wait = self.wait.map(|seconds| format!("wait={seconds}"));
        match (self.is_async, wait) {
            (true, Some(wait)) => Some(format!("respond-async, {wait}")),
            (true, None) => Some("respond-async".to_owned()),
            (false, wait) => wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_read_and_bounded() {
        let cases: [(&[&str], u32, Option<&str>); 11] = [
            (&[], 30_000, None),
            (&["wait=5"], 5_000, Some("wait=5")),
            (&["WAIT = \"5\""], 5_000, Some("wait=5")),
            (&["respond-async"], 0, Some("respond-async")),
            (
                &["respond-async, wait=9"],
                9_000,
                Some("respond-async, wait=9"),
            ),
            (&["return=minimal", "wait=1;x=y"], 1_000, Some("wait=1")),
            (&["wait=1, wait=2"], 1_000, Some("wait=1")),
            (&["wait=86400"], 600_000, Some("wait=600")),
            (&["wait=-1"], 30_000, None),
            (&["wait=99999999999"], 30_000, None),
            (&["waiting=1, ,;"], 30_000, None),
        ];
        for (values, wait, applied) in cases {
            let prefer = Prefer::parse(values.iter().copied());
            assert_eq!(prefer.wait_ms(), wait, "{values:?}");
            assert_eq!(prefer.applied(true).as_deref(), applied, "{values:?}");
            assert_eq!(prefer.applied(false), None);
        }
    }
}
