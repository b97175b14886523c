//! Which error code of `wasi:http` a failure is, and whether it is certain that
//! nothing of the request was sent: what the component may send again depends on
//! it.

use super::connect::ProxyFault;
use super::resolver::ResolveError;
use hyper_util::client::legacy;
use std::error::Error as StdError;
use std::io::{self, ErrorKind};
use volcengine_visual::errors::transport_codes::{
    NOT_SENT, PROXY_REFUSED, PROXY_UNAUTHORIZED, PROXY_UNREACHABLE,
};
use volcengine_visual::errors::transport_error::TransportError;
use wasmtime_wasi_http::Error;

/// The failure of a request before the head of its reply came.
#[derive(Debug)]
pub(crate) struct Fault {
    error: Error,
    /// Whether it is certain that nothing of the request was sent.
    unsent: bool,
}

impl Fault {
    /// A failure before anything was sent.
    pub(crate) fn unsent(error: Error) -> Fault {
        Fault {
            error,
            unsent: true,
        }
    }

    /// A failure after which the request may have been sent.
    pub(super) fn sent(error: Error) -> Fault {
        Fault {
            error,
            unsent: false,
        }
    }

    /// The failure of the HTTP client.
    pub(super) fn from_client(error: &legacy::Error) -> Fault {
        match error.is_connect() {
            true => Fault::from_connect(error),
            false => Fault::from_request(error),
        }
    }

    /// No connection was made.
    pub(super) fn from_connect(error: &(dyn StdError + 'static)) -> Fault {
        let named = causes(error).find_map(|cause| from_cause(cause, true));
        Fault::unsent(named.unwrap_or(Error::ConnectionRefused))
    }

    /// The failure of a request on a connection.
    pub(super) fn from_request(error: &(dyn StdError + 'static)) -> Fault {
        // hyper cancels only requests of which not a byte was written.
        let canceled = causes(error)
            .filter_map(|cause| cause.downcast_ref::<hyper::Error>())
            .any(hyper::Error::is_canceled);
        let named = causes(error).find_map(|cause| from_cause(cause, false));
        Fault {
            error: named.unwrap_or(Error::HttpProtocolError),
            unsent: canceled,
        }
    }

    /// What the component is told. Any host may report these codes, so one that
    /// proves that nothing was sent is an `internal-error` whose text says so;
    /// no words of the other side are ever part of it.
    pub(crate) fn told(self) -> Error {
        match self.unsent {
            true => Error::InternalError(Some(format!("{NOT_SENT}{}", name(&self.error)))),
            false => self.error,
        }
    }

    /// The same, as the component understands it.
    pub(crate) fn broken(&self) -> TransportError {
        match self.unsent {
            true => TransportError::unsent(name(&self.error)),
            false => TransportError::from_code(name(&self.error)),
        }
    }

    /// Whether it is certain that nothing of the request was sent.
    pub(crate) fn is_unsent(&self) -> bool {
        self.unsent
    }

    /// The name of its code.
    pub(crate) fn name(&self) -> &'static str {
        name(&self.error)
    }
}

/// A failure while the body of a reply was read.
pub(super) fn from_body(error: &hyper::Error) -> Error {
    causes(error)
        .find_map(|cause| from_cause(cause, false))
        .unwrap_or(Error::HttpProtocolError)
}

type Cause = dyn StdError + 'static;

fn causes<'a>(error: &'a Cause) -> impl Iterator<Item = &'a Cause> {
    std::iter::successors(Some(error), |error: &&'a Cause| (**error).source())
}

fn from_cause(cause: &Cause, connecting: bool) -> Option<Error> {
    if let Some(error) = cause.downcast_ref::<ResolveError>() {
        return Some(match error {
            ResolveError::Prohibited => Error::DestinationIpProhibited,
            ResolveError::Slow => Error::DnsTimeout,
            ResolveError::Failed(_) => Error::DnsError {
                rcode: None,
                info_code: None,
            },
        });
    }
    if let Some(fault) = cause.downcast_ref::<ProxyFault>() {
        let code = match fault {
            ProxyFault::Unreachable => PROXY_UNREACHABLE,
            ProxyFault::Unauthorized => PROXY_UNAUTHORIZED,
            ProxyFault::Refused => PROXY_REFUSED,
        };
        return Some(Error::InternalError(Some(code.to_owned())));
    }
    if let Some(error) = cause.downcast_ref::<rustls::Error>() {
        return Some(match connecting {
            true => from_tls(error),
            // The request has left: no longer a proof that it did not.
            false => Error::ConnectionTerminated,
        });
    }
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return from_io(error, connecting);
    }
    cause.downcast_ref::<hyper::Error>().and_then(from_hyper)
}

fn from_tls(error: &rustls::Error) -> Error {
    match error {
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
            Error::TlsCertificateError
        }
        rustls::Error::AlertReceived(alert) => Error::TlsAlertReceived {
            alert_id: Some(u8::from(*alert)),
            alert_message: Some(format!("{alert:?}")),
        },
        _ => Error::TlsProtocolError,
    }
}

fn from_io(error: &io::Error, connecting: bool) -> Option<Error> {
    // The error inside an I/O error is not among its sources.
    if let Some(inner) = error.get_ref() {
        let inner: &Cause = inner;
        if let Some(known) = causes(inner).find_map(|cause| from_cause(cause, connecting)) {
            return Some(known);
        }
    }
    Some(match (error.kind(), connecting) {
        (ErrorKind::TimedOut, true) => Error::ConnectionTimeout,
        // Until the connection stands, only a handshake can end early.
        (ErrorKind::UnexpectedEof | ErrorKind::InvalidData, true) => Error::TlsProtocolError,
        (
            ErrorKind::ConnectionRefused
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe,
            true,
        ) => Error::ConnectionRefused,
        // No route, no address of ours to go from, no IPv6 at all.
        (_, true) => Error::DestinationUnavailable,
        (ErrorKind::TimedOut, false) => Error::ConnectionReadTimeout,
        (ErrorKind::UnexpectedEof, false) => Error::HttpResponseIncomplete,
        (_, false) => Error::ConnectionTerminated,
    })
}

fn from_hyper(error: &hyper::Error) -> Option<Error> {
    if error.is_canceled() {
        return Some(Error::ConnectionRefused);
    }
    if error.is_incomplete_message() {
        return Some(Error::HttpResponseIncomplete);
    }
    if error.is_parse_too_large() {
        return Some(Error::HttpResponseHeaderSectionSize(None));
    }
    if error.is_timeout() {
        return Some(Error::HttpResponseTimeout);
    }
    if error.is_body_write_aborted() {
        return Some(Error::ConnectionTerminated);
    }
    None
}

/// The name that `wasi:http` gives to those of its error codes that are made
/// here.
pub(crate) fn name(error: &Error) -> &'static str {
    match error {
        Error::DnsTimeout => "DNS-timeout",
        Error::DnsError { .. } => "DNS-error",
        Error::DestinationUnavailable => "destination-unavailable",
        Error::DestinationIpProhibited => "destination-IP-prohibited",
        Error::ConnectionRefused => "connection-refused",
        Error::ConnectionTerminated => "connection-terminated",
        Error::ConnectionTimeout => "connection-timeout",
        Error::ConnectionReadTimeout => "connection-read-timeout",
        Error::ConnectionLimitReached => "connection-limit-reached",
        Error::TlsProtocolError => "TLS-protocol-error",
        Error::TlsCertificateError => "TLS-certificate-error",
        Error::TlsAlertReceived { .. } => "TLS-alert-received",
        Error::HttpRequestDenied => "HTTP-request-denied",
        Error::HttpResponseIncomplete => "HTTP-response-incomplete",
        Error::HttpResponseHeaderSectionSize(_) => "HTTP-response-header-section-size",
        Error::HttpResponseTimeout => "HTTP-response-timeout",
        Error::HttpProtocolError => "HTTP-protocol-error",
        Error::InternalError(Some(code)) => {
            let proxy = [PROXY_UNREACHABLE, PROXY_UNAUTHORIZED, PROXY_REFUSED];
            let known = proxy.into_iter().find(|known| known == code);
            known.unwrap_or("internal-error")
        }
        _ => "internal-error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn io(error: impl Into<Box<dyn StdError + Send + Sync>>, connecting: bool) -> Error {
        from_io(&io::Error::other(error), connecting).unwrap()
    }

    #[test]
    fn tls_proves_nothing_once_the_request_has_left() {
        let alert = rustls::AlertDescription::InternalError;
        let certificate = rustls::CertificateError::UnknownIssuer;
        for error in [
            rustls::Error::AlertReceived(alert),
            rustls::Error::InvalidCertificate(certificate),
            rustls::Error::DecryptError,
        ] {
            assert!(name(&io(error.clone(), true)).starts_with("TLS-"));
            assert_eq!(name(&io(error, false)), "connection-terminated");
        }
    }

    #[test]
    fn an_address_without_a_way_is_told_from_a_closed_port() {
        for (kind, expected) in [
            (ErrorKind::NetworkUnreachable, "destination-unavailable"),
            (ErrorKind::HostUnreachable, "destination-unavailable"),
            (ErrorKind::AddrNotAvailable, "destination-unavailable"),
            (ErrorKind::Unsupported, "destination-unavailable"),
            (ErrorKind::ConnectionReset, "connection-refused"),
            (ErrorKind::ConnectionRefused, "connection-refused"),
            (ErrorKind::TimedOut, "connection-timeout"),
        ] {
            assert_eq!(name(&from_io(&kind.into(), true).unwrap()), expected);
        }
        assert_eq!(name(&io(ResolveError::Slow, true)), "DNS-timeout");
    }
}
