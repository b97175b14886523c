//! Which error code of `wasi:http` a failure is. What the component may send
//! again depends on it, so whatever proves that nothing left has its own code.

use super::resolve::ResolveError;
use hyper_util::client::legacy;
use std::error::Error as StdError;
use std::io::{self, ErrorKind};
use wasmtime_wasi_http::Error;

/// The failure of a request before the head of its reply came.
pub(super) fn of_request(error: &legacy::Error) -> Error {
    let connecting = error.is_connect();
    causes(error)
        .find_map(|cause| of_cause(cause, connecting))
        .unwrap_or(match connecting {
            true => Error::ConnectionRefused,
            false => Error::HttpProtocolError,
        })
}

/// A failure while the body of a reply was read.
pub(super) fn of_body(error: &hyper::Error) -> Error {
    causes(error)
        .find_map(|cause| of_cause(cause, false))
        .unwrap_or(Error::HttpProtocolError)
}

type Cause = dyn StdError + 'static;

fn causes<'a>(error: &'a Cause) -> impl Iterator<Item = &'a Cause> {
    std::iter::successors(Some(error), |error: &&'a Cause| (**error).source())
}

fn of_cause(cause: &Cause, connecting: bool) -> Option<Error> {
    if let Some(error) = cause.downcast_ref::<ResolveError>() {
        return Some(match error {
            ResolveError::Prohibited => Error::DestinationIpProhibited,
            ResolveError::Failed(_) => Error::DnsError {
                rcode: None,
                info_code: None,
            },
        });
    }
    if let Some(error) = cause.downcast_ref::<rustls::Error>() {
        return Some(of_tls(error));
    }
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return of_io(error, connecting);
    }
    cause.downcast_ref::<hyper::Error>().and_then(of_hyper)
}

fn of_tls(error: &rustls::Error) -> Error {
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

fn of_io(error: &io::Error, connecting: bool) -> Option<Error> {
    // The error inside an I/O error is not among its sources.
    if let Some(inner) = error.get_ref() {
        let inner: &Cause = inner;
        if let Some(known) = causes(inner).find_map(|cause| of_cause(cause, connecting)) {
            return Some(known);
        }
    }
    Some(match (error.kind(), connecting) {
        (ErrorKind::TimedOut, true) => Error::ConnectionTimeout,
        (ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable, true) => {
            Error::DestinationUnavailable
        }
        // Until the connection stands, only a handshake can end early.
        (ErrorKind::UnexpectedEof | ErrorKind::InvalidData, true) => Error::TlsProtocolError,
        (_, true) => Error::ConnectionRefused,
        (ErrorKind::TimedOut, false) => Error::ConnectionReadTimeout,
        (ErrorKind::UnexpectedEof, false) => Error::HttpResponseIncomplete,
        (_, false) => Error::ConnectionTerminated,
    })
}

fn of_hyper(error: &hyper::Error) -> Option<Error> {
    if error.is_canceled() {
        // hyper says so only while not a byte of the request was written.
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
