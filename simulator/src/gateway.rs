//! What the gateway checks before the visual backend hears of a request, in the gateway's order.

use crate::action::Action;
use crate::clock::{self, Clock};
use crate::request::Request;
use crate::signature::{self, Authorization, Credential, Signed};
use crate::{Config, Keys, Side};

/// A request that the backend gets to see.
#[derive(Debug)]
pub(crate) struct Admitted<'a> {
    pub(crate) action: Action,
    pub(crate) keys: &'a Keys,
    pub(crate) side: Side,
    pub(crate) known: Known,
}

/// A "no" of the gateway.
#[derive(Debug)]
pub(crate) struct Rejected {
    /// A name of the table of gateway codes.
    pub(crate) name: &'static str,
    /// What fills the blanks of its text.
    pub(crate) details: Vec<String>,
    pub(crate) known: Box<Known>,
}

/// What could be read of a request before it was turned away; echoed in the answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) action: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) service: Option<String>,
    pub(crate) region: Option<String>,
}

type Checked<T> = Result<T, (&'static str, Vec<String>)>;

fn no<T>(name: &'static str, details: &[&str]) -> Checked<T> {
    Err((name, details.iter().map(|d| (*d).to_owned()).collect()))
}

/// Every check, the first failure wins.
pub(crate) fn admit<'a>(
    request: &Request,
    config: &'a Config,
    clock: &Clock,
) -> Result<Admitted<'a>, Rejected> {
    let mut known = Known::default();
    check(request, (config, clock), &mut known).map_err(|(name, details)| Rejected {
        name,
        details,
        known: Box::new(known),
    })
}

fn check<'a>(
    request: &Request,
    (config, clock): (&'a Config, &Clock),
    known: &mut Known,
) -> Checked<Admitted<'a>> {
    known.action = request.parameter("Action");
    known.version = request.parameter("Version");
    let Some(action) = known.action.clone() else {
        known.version = None;
        return no("MissingParameter", &["Action"]);
    };
    let Some(version) = known.version.clone() else {
        return no("MissingParameter", &["Version"]);
    };
    let (authorization, credential) = authorization(request, config)?;
    known.service = Some(credential.service.clone());
    known.region = Some(credential.region.clone());
    let Some(signature) = &authorization.signature else {
        return no("MissingSignature", &[]);
    };
    let x_date = timestamp(request, (config, clock), &credential)?;
    let meant = Side::from_region(&credential.region);
    let side = config.side.unwrap_or(meant);
    let owns = |keys: &&Keys| {
        keys.access_key_id == credential.access_key_id && keys.side.is_none_or(|own| own == side)
    };
    let Some(keys) = config.keys.iter().find(owns) else {
        return no("InvalidAccessKey", &[&credential.access_key_id]);
    };
    let signed = Signed {
        credential: &credential,
        headers: &authorization.signed_headers,
        x_date: &x_date,
        secret: &keys.secret_access_key,
    };
    if side != meant || !signature::matches(request, &signed, signature) {
        return no("SignatureDoesNotMatch", &[]);
    }
    token(request, keys)?;
    if credential.service != "cv" {
        return no("ServiceNotFound", &[&credential.service]);
    }
    let Some(action) = Action::find(&action, &version, side) else {
        return no("InvalidActionOrVersion", &[&action, &version]);
    };
    if request.method != "POST" {
        return no("MethodNotAllowed", &[]);
    }
    if !keys.may_use_cv {
        return no("AccessDenied", &[&format!("cv:{}", action.name()), "*"]);
    }
    Ok(Admitted {
        action,
        keys,
        side,
        known: known.clone(),
    })
}

fn authorization(request: &Request, config: &Config) -> Checked<(Authorization, Credential)> {
    let Some(header) = request.header("authorization").filter(|h| !h.is_empty()) else {
        return no("MissingAuthenticationToken", &[]);
    };
    let Some(parsed) = Authorization::parse(&header) else {
        return no("InvalidAuthorization", &[]);
    };
    let credential = parsed.credential.as_deref().and_then(Credential::parse);
    let Some(credential) = credential else {
        return no("InvalidCredential", &[]);
    };
    let in_order = parsed.signed_headers.is_sorted();
    if parsed.signed_headers.is_empty() || !(in_order || config.unsorted_signed_headers) {
        return no("InvalidAuthorization", &[]);
    }
    Ok((parsed, credential))
}

fn timestamp(
    request: &Request,
    (config, clock): (&Config, &Clock),
    credential: &Credential,
) -> Checked<String> {
    let Some(x_date) = request.header("x-date").filter(|d| !d.is_empty()) else {
        return no("MissingRequestInfo", &["timestamp"]);
    };
    let age = clock::parse_x_date(&x_date).map(|at| clock.now() - at);
    if age.is_none_or(|age| age.abs() > config.skew_window_seconds) {
        return no("InvalidTimestamp", &[]);
    }
    if !x_date.starts_with(&credential.date) {
        return no("InvalidCredential", &[]);
    }
    Ok(x_date)
}

fn token(request: &Request, keys: &Keys) -> Checked<()> {
    let sent = request.header("x-security-token");
    match (&keys.session_token, sent) {
        (None, None) => Ok(()),
        (Some(_), None) => no("InvalidSecretToken", &["session token is missing"]),
        (Some(right), Some(sent)) if *right == sent => {
            if keys.token_expired {
                no("InvalidSecretToken", &["session token is expired"])
            } else {
                Ok(())
            }
        }
        _ => no("InvalidSecretToken", &["session token is invalid"]),
    }
}

#[cfg(test)]
#[path = "gateway_tests.rs"]
mod tests;
