//! Many cases in one test.

use std::fmt::Display;

/// How many run at once.
const AT_ONCE: usize = 24;

/// Runs `check` for each, some at a time, and fails with the names of those
/// that failed. What each has to say stands in the test's output.
pub async fn all_of<T, F>(cases: Vec<T>, check: impl Fn(T) -> F)
where
    T: Display,
    F: Future<Output = ()> + Send + 'static,
{
    assert!(!cases.is_empty(), "no cases");
    let mut failed = Vec::new();
    let mut running = std::collections::VecDeque::new();
    let mut waiting = cases.into_iter();
    loop {
        while running.len() < AT_ONCE
            && let Some(case) = waiting.next()
        {
            let name = case.to_string();
            running.push_back((name, tokio::spawn(check(case))));
        }
        let Some((name, case)) = running.pop_front() else {
            break;
        };
        if let Err(error) = case.await {
            let cause = error.try_into_panic().ok();
            let text = cause.as_ref().and_then(|cause| {
                let text = cause.downcast_ref::<String>().cloned();
                text.or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string))
            });
            failed.push(format!("{name}: {}", text.unwrap_or_default()));
        }
    }
    assert!(
        failed.is_empty(),
        "{} failed:\n{}",
        failed.len(),
        failed.join("\n")
    );
}
