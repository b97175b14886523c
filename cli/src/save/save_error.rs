//! Why a product is not where it was asked for.

use crate::deadline::Stop;
use crate::output::failure::lines;
use std::io;
use visual_host::{Advice, Done, DownloadError, Error, ErrorKind, Purchase};

/// Why a product was not saved as it was asked for.
#[derive(Clone, Debug)]
pub struct SaveError {
    error: Error,
    /// Whether another place may do.
    pub is_of_place: bool,
}

impl SaveError {
    pub fn new(kind: ErrorKind, message: &str, message_zh: &str) -> SaveError {
        let texts = (message.to_owned(), message_zh.to_owned());
        SaveError {
            error: Error::refused(kind, "", texts),
            is_of_place: false,
        }
    }

    /// A file that could not be written.
    pub fn write(error: &io::Error) -> SaveError {
        let message = format!("it could not be written: {error}");
        SaveError {
            is_of_place: true,
            ..SaveError::new(ErrorKind::Io, &message, "无法写入文件")
        }
    }

    /// What was broken off.
    pub fn stopped(stop: Stop) -> SaveError {
        match stop {
            Stop::Interrupted => SaveError::new(ErrorKind::Cancelled, "interrupted", "已中断"),
            Stop::TimedOut => {
                let message = "the time of --wait ran out before it was saved";
                SaveError::new(
                    ErrorKind::TimedOut,
                    message,
                    "--wait 的时间已用完，尚未保存",
                )
            }
        }
    }

    /// Why, in both languages.
    pub fn lines(&self) -> [String; 2] {
        lines(&self.error)
    }

    /// The same, with the number of the product ahead of why.
    #[must_use]
    pub fn after(mut self, number: usize) -> SaveError {
        let error = &mut self.error;
        error.message = format!("product {number} was not saved: {}", error.message);
        error.message_zh = format!("结果 {number} 未保存：{}", error.message_zh);
        self
    }

    /// The same, with what a person can do, in English and in Chinese.
    #[must_use]
    pub fn with_help(mut self, help: Option<[String; 2]>) -> SaveError {
        if let Some([en, zh]) = help {
            self.error.message = format!("{}: {en}", self.error.message);
            self.error.message_zh = format!("{}：{zh}", self.error.message_zh);
        }
        self
    }

    /// The error of the whole command: the job is done and paid for.
    pub fn to_error(&self, done: &Done) -> Error {
        let advice = match &done.task {
            Some(_) => Advice::CollectTask,
            None => Advice::AskBeforeRepeating,
        };
        let mut error = self.error.clone();
        error.advice = advice;
        error.purchase = Purchase::Made;
        error.request_id = Some(done.request_id.clone()).filter(|id| !id.is_empty());
        error.task = done.task.clone();
        error.retry_after_ms = None;
        error
    }
}

impl From<DownloadError> for SaveError {
    fn from(error: DownloadError) -> SaveError {
        match error {
            DownloadError::Write(error) => SaveError::write(&error),
            DownloadError::Call(error) => SaveError {
                error,
                is_of_place: false,
            },
            other => SaveError::new(ErrorKind::Internal, &other.to_string(), "无法下载"),
        }
    }
}
