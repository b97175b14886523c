//! One line that shows what is waited for; on a terminal only.

use crate::output::failure::uncapitalized;
use crate::output::language::{pick, tr};
use crate::output::terminal;
use crate::save::saved::minute;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use visual_catalog::sanitize::escape_hidden;
use visual_host::Progress;
use visual_host::types::Warning;

/// A spinner on standard error, gone when dropped: state, elapsed time, usual time.
pub struct ProgressLine {
    bar: ProgressBar,
    /// Whether it was told that nobody answers.
    is_told: AtomicBool,
}

impl ProgressLine {
    /// Starts to spin. `usual` is how long the tool may usually take.
    pub fn start(step: &Progress<'_>, usual: Duration) -> ProgressLine {
        if !terminal::is_err() {
            return ProgressLine::new(ProgressBar::hidden());
        }
        let usual = duration(usual);
        let usual = tr!("usually up to {usual}", "通常不超过 {usual}");
        let template = format!("{{spinner}} {{msg}} · {{time}} · {usual}");
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template(&template) {
            let time = |state: &ProgressState, to: &mut dyn fmt::Write| {
                _ = to.write_str(&duration(state.elapsed()));
            };
            bar.set_style(style.with_key("time", time));
        }
        bar.set_message(state(step));
        bar.enable_steady_tick(Duration::from_millis(100));
        ProgressLine::new(bar)
    }

    fn new(bar: ProgressBar) -> ProgressLine {
        ProgressLine {
            bar,
            is_told: AtomicBool::new(false),
        }
    }

    /// Shows where the order stands now. That nobody answers is told on a line of its own,
    /// once, since no terminal may be there to show this one.
    pub fn show(&self, step: &Progress<'_>) {
        if let Progress::Unanswered { why, left } = step
            && !self.is_told.swap(true, Ordering::Relaxed)
        {
            self.bar.suspend(|| tell_unanswered(why, *left));
        }
        self.bar.set_message(state(step));
    }
}

fn tell_unanswered(why: &Warning, left: Duration) {
    let end = SystemTime::now() + left;
    let end = end.duration_since(UNIX_EPOCH).unwrap_or_default();
    let until = minute(end.as_secs());
    let text = pick(&why.message, &why.message_zh);
    let text = uncapitalized(text.trim_end_matches(['.', '。']));
    terminal::note(&tr!(
        "{text}; asking again until {until}",
        "{text}；将继续查询至 {until}"
    ));
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Where an order stands. The service's words are those of its documentation.
fn state(step: &Progress<'_>) -> String {
    let status = match step {
        Progress::Queued => {
            return tr!(
                "waiting for a free slot (not submitted yet)",
                "等待空闲名额（尚未提交）"
            );
        }
        Progress::Submitting => return tr!("submitting", "正在提交"),
        Progress::Pending(pending) => pending.status.as_deref(),
        Progress::Unanswered { .. } => {
            return tr!(
                "no answer from the service; asking again",
                "服务无响应，正在重试"
            );
        }
        _ => None,
    };
    match status {
        None => tr!("submitted", "已提交"),
        Some(word) => self::status(word),
    }
}

/// A word of the service on a task.
pub fn status(word: &str) -> String {
    match word {
        "in_queue" => tr!("in the service's queue", "服务排队中"),
        "generating" => tr!("generating", "生成中"),
        "processing" => tr!("processing", "处理中"),
        "not_found" => tr!(
            "not found (too new, or cancelled)",
            "未查到（可能刚刚提交，或已取消）"
        ),
        "done" => tr!("done", "已完成"),
        "failed" => tr!("failed", "失败"),
        other => escape_hidden(other).into_owned(),
    }
}

/// A time to wait, in words.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} {}", pick("s", "秒")),
        (minutes, 0) => format!("{minutes} {}", pick("min", "分钟")),
        (minutes, seconds) => tr!("{minutes} min {seconds} s", "{minutes} 分 {seconds} 秒"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_in_words() {
        for (seconds, words) in [(45, "45 s"), (300, "5 min"), (90, "1 min 30 s")] {
            assert_eq!(duration(Duration::from_secs(seconds)), words);
        }
    }
}
