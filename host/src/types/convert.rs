//! Between these types and those that the generators make of the contract: of
//! the component's side (`guest`) and natively of the core's (`core`).

use crate::sandbox::bindings::exports::volcengine::visual as guest;
use crate::types as ours;

/// Enums whose cases have the same names.
macro_rules! cases {
    ($theirs:ident => $ours:ident { $($case:ident)* }) => {
        impl From<theirs::$theirs> for ours::$ours {
            fn from(theirs: theirs::$theirs) -> ours::$ours {
                match theirs {
                    $(theirs::$theirs::$case => ours::$ours::$case,)*
                }
            }
        }
    };
    ($theirs:ident <=> $ours:ident { $($case:ident)* }) => {
        cases!($theirs => $ours { $($case)* });

        impl From<ours::$ours> for theirs::$theirs {
            fn from(ours: ours::$ours) -> theirs::$theirs {
                match ours {
                    $(ours::$ours::$case => theirs::$theirs::$case,)*
                }
            }
        }
    };
}

/// Records: members that are the same, then those that are options of such types, then those
/// that are such types.
macro_rules! record {
    ($name:ident { $($same:ident)* } map { $($mapped:ident)* } into { $($into:ident)* }) => {
        impl From<theirs::$name> for ours::$name {
            fn from(theirs: theirs::$name) -> ours::$name {
                ours::$name {
                    $($same: theirs.$same,)*
                    $($mapped: theirs.$mapped.map(Into::into),)*
                    $($into: theirs.$into.into(),)*
                }
            }
        }
    };
    (both $name:ident { $($same:ident)* } map { $($mapped:ident)* }) => {
        record!($name { $($same)* } map { $($mapped)* } into {});

        impl From<ours::$name> for theirs::$name {
            fn from(ours: ours::$name) -> theirs::$name {
                theirs::$name {
                    $($same: ours.$same,)*
                    $($mapped: ours.$mapped.map(Into::into),)*
                }
            }
        }
    };
}

/// What both sides have: tasks and errors.
macro_rules! shared {
    ($module:ident, $($types:tt)+) => {
        mod $module {
            use crate::types as ours;
            use $($types)+ as theirs;

            cases!(Delivery <=> Delivery { Url Bytes Base64 });
            cases!(WatermarkPosition <=> WatermarkPosition { BottomRight BottomLeft TopLeft TopRight });
            cases!(WatermarkLanguage <=> WatermarkLanguage { Chinese English });
            cases!(Advice => Advice {
                FixInput FixAccount RepeatLater AskBeforeRepeating CollectTask Report
            });
            cases!(Purchase => Purchase { NotMade Made Unknown });
            cases!(ErrorKind => ErrorKind {
                InvalidInput Unsupported NoCredentials RejectedCredentials NotPermitted ClockSkew
                RateLimited Moderated RejectedMedia TooLarge TaskGone ExpiredLink ServiceFailed
                OutcomeUnknown DeniedByHost Network TimedOut LimitReached BadReply Internal
            });

            record!(both AigcLabel {
                content_producer producer_id content_propagator propagate_id
            } map {});
            record!(both Watermark { text opacity } map { position language });
            record!(both OutputOptions {} map { delivery watermark label });
            record!(Warning { message message_zh } map {} into {});
            record!(Task { tool id submitted_at } map { output } into {});

            impl From<&ours::Task> for theirs::Task {
                fn from(ours: &ours::Task) -> theirs::Task {
                    theirs::Task {
                        tool: ours.tool.clone(),
                        id: ours.id.clone(),
                        submitted_at: ours.submitted_at,
                        output: ours.output.clone().map(Into::into),
                    }
                }
            }

            impl From<theirs::Error> for ours::Error {
                fn from(theirs: theirs::Error) -> ours::Error {
                    ours::ErrorInfo {
                        kind: theirs.kind.into(),
                        advice: theirs.advice.into(),
                        message: theirs.message,
                        message_zh: theirs.message_zh,
                        field: theirs.field,
                        code: theirs.code,
                        request_id: theirs.request_id,
                        retry_after_ms: theirs.retry_after_ms,
                        purchase: theirs.purchase.into(),
                        task: theirs.task.map(Into::into),
                        idempotency_key: None,
                        requests: 0,
                        host: None,
                    }
                    .into()
                }
            }
        }
    };
}

shared!(
    of_guest,
    crate::sandbox::bindings::exports::volcengine::visual::types
);
shared!(of_core, volcengine_visual::types);

mod of_catalog {
    use super::guest::catalog as theirs;
    use crate::types as ours;

    cases!(ToolStatus => ToolStatus { Current Legacy Retiring Unconfirmed });
    record!(ToolInfo {
        name alias family title title_zh summary summary_zh req_key actions typed
    } map {} into { status });
    record!(ToolDescription { schema facts } map {} into { info });
    impl From<theirs::CredentialCheck> for ours::CredentialCheck {
        fn from(theirs: theirs::CredentialCheck) -> ours::CredentialCheck {
            ours::CredentialCheck {
                endpoint: theirs.endpoint,
                request_id: theirs.request_id,
                warnings: theirs.warnings.into_iter().map(Into::into).collect(),
            }
        }
    }
}

mod of_media {
    use super::guest::types as theirs;
    use crate::types as ours;

    cases!(MediaKind => MediaKind { Image Video Audio Other });
}

mod of_tasks {
    use super::guest::tasks as theirs;
    use crate::types as ours;

    cases!(Cancellation => Cancellation { Asked Confirmed NotCancellable Done });
}

impl From<&ours::Options> for guest::types::Options {
    fn from(ours: &ours::Options) -> guest::types::Options {
        guest::types::Options {
            output: ours.output.clone().map(Into::into),
            wait_ms: ours.wait_ms,
            max_inline: ours.max_inline,
        }
    }
}

impl From<crate::tools::Actions> for guest::catalog::Actions {
    fn from(actions: crate::tools::Actions) -> guest::catalog::Actions {
        use crate::tools::Actions;
        match actions {
            Actions::Process => guest::catalog::Actions::Process,
            Actions::Sync2Async => guest::catalog::Actions::Sync2async,
            Actions::Task => guest::catalog::Actions::Task,
        }
    }
}

impl From<guest::types::Media> for ours::Media {
    fn from(theirs: guest::types::Media) -> ours::Media {
        use guest::types::MediaContent::{Base64, Bytes, Url};
        let content = match theirs.content {
            Url(url) => ours::MediaContent::Url(url),
            Bytes(bytes) => ours::MediaContent::Bytes(bytes),
            Base64(text) => ours::MediaContent::Base64(text),
        };
        ours::Media {
            expires_at: theirs.expires_at,
            ..ours::Media::new(theirs.kind.into(), theirs.mime_type, content)
        }
    }
}

impl From<guest::types::Outcome> for ours::Outcome {
    fn from(theirs: guest::types::Outcome) -> ours::Outcome {
        match theirs {
            guest::types::Outcome::Done(done) => ours::Outcome::Done(ours::Done {
                media: done.media.into_iter().map(Into::into).collect(),
                request_id: done.request_id,
                task: done.task.map(Into::into),
                warnings: done.warnings.into_iter().map(Into::into).collect(),
                details: done.details,
            }),
            guest::types::Outcome::Pending(pending) => ours::Outcome::Pending(ours::Pending {
                task: pending.task.into(),
                status: pending.status,
                request_id: pending.request_id,
                warnings: pending.warnings.into_iter().map(Into::into).collect(),
            }),
        }
    }
}
