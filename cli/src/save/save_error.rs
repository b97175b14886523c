//! Why a result was not saved as requested.

use crate::deadline::Stop;
use crate::output::failure::line;
use crate::output::language::{Message, message};
use std::io;
use visual_host::{Advice, Done, DownloadError, Error, ErrorKind, Purchase, io_error_zh};

/// Why a result was not saved as requested.
#[derive(Clone, Debug)]
pub struct SaveError {
    error: Error,
    /// Whether another place may do.
    pub is_of_place: bool,
}

impl SaveError {
    pub fn new(kind: ErrorKind, message: Message) -> SaveError {
        SaveError {
            error: Error::refused(kind, "", message.pair()),
            is_of_place: false,
        }
    }

    /// A file that could not be written.
    pub fn write(error: &io::Error) -> SaveError {
        let zh = io_error_zh(error);
        let message = message!(
            "the file could not be written: {error}",
            "无法写入文件：{zh}"
        );
        SaveError {
            is_of_place: true,
            ..SaveError::new(ErrorKind::Io, message)
        }
    }

    /// What was broken off.
    pub fn stopped(stop: Stop) -> SaveError {
        match stop {
            Stop::Interrupted => {
                SaveError::new(ErrorKind::Cancelled, message!("interrupted", "已中断"))
            }
            Stop::TimedOut => {
                let message = message!(
                    "--wait ran out during the download",
                    "下载过程中 --wait 的时间已用完"
                );
                SaveError::new(ErrorKind::TimedOut, message)
            }
        }
    }

    /// Why, as a line for people.
    pub fn line(&self) -> String {
        line(&self.error)
    }

    /// The same, with the number of the result.
    #[must_use]
    pub fn after(mut self, number: usize) -> SaveError {
        let error = &mut self.error;
        error.message = format!("result {number} was not saved: {}", error.message);
        error.message_zh = format!("结果 {number} 未保存：{}", error.message_zh);
        self
    }

    /// The same, with what a person can do.
    #[must_use]
    pub fn with_help(mut self, help: Option<Message>) -> SaveError {
        if let Some(Message { en, zh }) = help {
            self.error.message = format!("{} {en}", self.error.message);
            self.error.message_zh = format!("{}{zh}", self.error.message_zh);
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
            other => {
                let message = message!("download failed: {other}", "下载失败：{other}");
                SaveError::new(ErrorKind::Internal, message)
            }
        }
    }
}
