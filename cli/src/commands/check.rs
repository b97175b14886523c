//! `visual check`: are the credentials good, and if not, what is wrong.

use crate::account::Account;
use crate::args::options::{GlobalArgs, SimulateArg};
use crate::component::ComponentSource;
use crate::output::failure::Failure;
use crate::output::report::Report;
use crate::simulator::EmbeddedSimulator;
use serde_json::json;
use visual_host::{Error, ErrorKind};

/// Asks the service; never billed.
pub async fn check(global: &GlobalArgs, args: &SimulateArg) -> Result<Report, Failure> {
    let simulator = EmbeddedSimulator::start_if(args.simulate).await?;
    let host = ComponentSource::from(global).host(Account::choose(simulator.as_ref())?)?;
    let check = match host.check_credentials().await {
        Ok(check) => check,
        Err(error) => {
            let cause = cause(&error);
            let mut failure = Failure::from(error);
            failure.hint = cause.map(|cause| format!("hint: {cause}"));
            return Err(failure);
        }
    };
    let mut lines = vec![format!(
        "the credentials are accepted by {}",
        check.endpoint
    )];
    lines.extend(check.warnings.iter().map(|w| format!("warning: {w}")));
    Ok(Report::done(json!({ "check": check }), lines))
}

/// The cause in plain words, told from what does not change: kind, code, field.
fn cause(error: &Error) -> Option<&'static str> {
    let code = error.code.as_deref().unwrap_or_default();
    let field = error.field.as_deref().unwrap_or_default();
    match error.kind {
        ErrorKind::ClockSkew => Some("this machine's clock is wrong: set it, and try again"),
        ErrorKind::NotPermitted => {
            Some("the keys are good, but may not use the service: grant the permission (IAM, cv)")
        }
        ErrorKind::RejectedCredentials => match (code, field) {
            ("InvalidAccessKey", _) | ("100009", _) | (_, "access-key-id") => {
                Some("the access key id is unknown or disabled: see VOLC_ACCESSKEY")
            }
            ("SignatureDoesNotMatch", _) | ("100010", _) | (_, "secret-access-key") => {
                Some("the secret access key is wrong: see VOLC_SECRETKEY")
            }
            ("InvalidSecretToken", _) | ("100026", _) | (_, "session-token") => {
                Some("the session token is wrong or has expired: see VOLC_SESSION_TOKEN")
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: ErrorKind, code: &str, field: &str) -> &'static str {
        let texts = (String::new(), String::new());
        let mut error = Error::refused(kind, field, texts);
        error.code = (!code.is_empty()).then(|| code.to_owned());
        cause(&error).unwrap_or_default()
    }

    #[test]
    fn five_causes_are_told_apart() {
        let rejected = ErrorKind::RejectedCredentials;
        assert!(told(rejected, "InvalidAccessKey", "").contains("VOLC_ACCESSKEY"));
        assert!(told(rejected, "SignatureDoesNotMatch", "").contains("VOLC_SECRETKEY"));
        assert!(told(rejected, "InvalidSecretToken", "").contains("VOLC_SESSION_TOKEN"));
        assert!(told(rejected, "", "session-token").contains("VOLC_SESSION_TOKEN"));
        assert!(told(ErrorKind::ClockSkew, "InvalidTimestamp", "").contains("clock"));
        assert!(told(ErrorKind::NotPermitted, "AccessDenied", "").contains("permission"));
        assert_eq!(told(ErrorKind::Network, "", ""), "");
    }
}
