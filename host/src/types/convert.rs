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

            impl From<theirs::OutputOptions> for ours::OutputOptions {
                fn from(theirs: theirs::OutputOptions) -> ours::OutputOptions {
                    ours::OutputOptions {
                        delivery: theirs.delivery.map(Into::into),
                        watermark: theirs.watermark.map(|mark| ours::Watermark {
                            text: mark.text,
                            position: mark.position.map(Into::into),
                            language: mark.language.map(Into::into),
                            opacity: mark.opacity,
                        }),
                        label: theirs.label.map(|label| ours::AigcLabel {
                            content_producer: label.content_producer,
                            producer_id: label.producer_id,
                            content_propagator: label.content_propagator,
                            propagate_id: label.propagate_id,
                        }),
                    }
                }
            }

            impl From<ours::OutputOptions> for theirs::OutputOptions {
                fn from(ours: ours::OutputOptions) -> theirs::OutputOptions {
                    theirs::OutputOptions {
                        delivery: ours.delivery.map(Into::into),
                        watermark: ours.watermark.map(|mark| theirs::Watermark {
                            text: mark.text,
                            position: mark.position.map(Into::into),
                            language: mark.language.map(Into::into),
                            opacity: mark.opacity,
                        }),
                        label: ours.label.map(|label| theirs::AigcLabel {
                            content_producer: label.content_producer,
                            producer_id: label.producer_id,
                            content_propagator: label.content_propagator,
                            propagate_id: label.propagate_id,
                        }),
                    }
                }
            }

            impl From<theirs::Task> for ours::Task {
                fn from(theirs: theirs::Task) -> ours::Task {
                    ours::Task {
                        tool: theirs.tool,
                        id: theirs.id,
                        submitted_at: theirs.submitted_at,
                        output: theirs.output.map(Into::into),
                    }
                }
            }

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
                warnings: done.warnings,
                details: done.details,
            }),
            guest::types::Outcome::Pending(pending) => ours::Outcome::Pending(ours::Pending {
                task: pending.task.into(),
                status: pending.status,
                request_id: pending.request_id,
                warnings: pending.warnings,
            }),
        }
    }
}

impl From<guest::catalog::ToolInfo> for ours::ToolInfo {
    fn from(theirs: guest::catalog::ToolInfo) -> ours::ToolInfo {
        ours::ToolInfo {
            name: theirs.name,
            alias: theirs.alias,
            family: theirs.family,
            title: theirs.title,
            title_zh: theirs.title_zh,
            summary: theirs.summary,
            summary_zh: theirs.summary_zh,
            req_key: theirs.req_key,
            actions: theirs.actions,
            status: theirs.status.into(),
            typed: theirs.typed,
        }
    }
}

impl From<guest::catalog::ToolDescription> for ours::ToolDescription {
    fn from(theirs: guest::catalog::ToolDescription) -> ours::ToolDescription {
        ours::ToolDescription {
            info: theirs.info.into(),
            schema: theirs.schema,
            facts: theirs.facts,
        }
    }
}

impl From<guest::catalog::CredentialCheck> for ours::CredentialCheck {
    fn from(theirs: guest::catalog::CredentialCheck) -> ours::CredentialCheck {
        ours::CredentialCheck {
            endpoint: theirs.endpoint,
            request_id: theirs.request_id,
            warnings: theirs.warnings,
        }
    }
}
