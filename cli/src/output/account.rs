//! What to do about keys that the service rejects.

use crate::output::language::tr;
use visual_host::{Error, ErrorKind};

/// What to do, by kind, code and field. What was found before anything was sent
/// says it itself.
pub fn cause(error: &Error) -> Option<String> {
    let code = error.code.as_deref().unwrap_or_default();
    let field = error.field.as_deref().unwrap_or_default();
    match error.kind {
        ErrorKind::ClockSkew => Some(tr!(
            "set this machine's clock and try again",
            "请校准本机时钟后重试"
        )),
        ErrorKind::NotPermitted if code == "50400" => Some(tr!(
            "check in the service's console that the tool is activated, that quota is left, and that the user has the permission (IAM, cv)",
            "请到控制台检查：工具是否已开通、额度是否充足、用户是否有权限（IAM，cv）"
        )),
        ErrorKind::NotPermitted => Some(tr!(
            "the keys are valid but lack the permission for the service (IAM, cv); grant it",
            "密钥有效，但没有该服务的权限（IAM，cv），请授权"
        )),
        ErrorKind::RejectedCredentials => match (code, field) {
            ("", _) => None,
            ("InvalidAccessKey" | "100009", _) | (_, "access-key-id") => Some(tr!(
                "check VOLC_ACCESSKEY or ~/.volc/credentials",
                "请检查 VOLC_ACCESSKEY 或 ~/.volc/credentials"
            )),
            ("SignatureDoesNotMatch" | "100010", _) | (_, "secret-access-key") => Some(tr!(
                "check VOLC_SECRETKEY or ~/.volc/credentials",
                "请检查 VOLC_SECRETKEY 或 ~/.volc/credentials"
            )),
            ("InvalidSecretToken" | "100026", _) | (_, "session-token") => Some(tr!(
                "check VOLC_SESSION_TOKEN, or get new temporary keys",
                "请检查 VOLC_SESSION_TOKEN，或重新获取临时密钥"
            )),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: ErrorKind, code: &str, field: &str) -> String {
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
        assert!(told(rejected, "HTTP-403", "session-token").contains("VOLC_SESSION_TOKEN"));
        assert_eq!(told(rejected, "", "access-key-id"), "", "found locally");
        assert!(told(ErrorKind::ClockSkew, "InvalidTimestamp", "").contains("clock"));
        assert!(told(ErrorKind::NotPermitted, "AccessDenied", "").contains("permission"));
        assert!(told(ErrorKind::NotPermitted, "50400", "").contains("activated"));
        assert_eq!(told(ErrorKind::Network, "", ""), "");
    }
}
