//! What a language model is told of errors and tasks, in English and Chinese.

/// Whether something was billed, by the word of `purchase`.
pub fn billed(purchase: &str) -> [&'static str; 2] {
    match purchase {
        "not-made" => ["no", "否"],
        "made" => [
            "only if the task delivers a result",
            "仅在任务生成结果后计费",
        ],
        _ => [
            "unknown, the task may have been accepted",
            "未知，任务可能已被接收",
        ],
    }
}

/// What to do next, by the word of `advice`.
pub fn next(advice: &str) -> [&'static str; 2] {
    match advice {
        "fix-input" => [
            "correct the arguments and call again",
            "请修正参数后重新调用",
        ],
        "fix-account" => [
            "tell the user to check the account (keys, permissions, quota) or the settings",
            "请告知用户检查账号（密钥、权限、额度）或设置",
        ],
        "repeat-later" => ["retry later", "请稍后重试"],
        "ask-before-repeating" => [
            "do not retry before the user agreed: it may be billed twice",
            "未经用户同意请勿重试，可能重复计费",
        ],
        "collect-task" => [
            "call task-status with the task; do not start it again",
            "请用该任务调用 task-status，不要重新提交",
        ],
        _ => [
            "tell the user to report it to the authors of this component",
            "请告知用户向作者反馈",
        ],
    }
}

/// What to do with a task that is still running.
pub const PENDING: [&str; 2] = [
    "call task-status with this task after some seconds",
    "请几秒后用该任务调用 task-status",
];
