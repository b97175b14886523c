//! Files that a call fetches itself.

use super::clock::Deadline;
use super::fetch::FetchRequest;
use super::signing;
use crate::call::media_fetcher::Fetch;
use crate::download::download_error::DownloadError;
use crate::download::head::MAX_READ;
use crate::download::link::Link;
use crate::errors::stage::Stage;
use crate::errors::transport_codes::OUT_OF_MEMORY;
use crate::errors::transport_error::TransportError;
use crate::types::{Error, Warning};

/// Fetches a whole file; the error says why there is none.
pub fn fetch(wanted: &Fetch) -> Result<Vec<u8>, Warning> {
    let read = || {
        let request = FetchRequest {
            link: wanted.link.clone(),
            hosts: Vec::new(),
            pippit: wanted.pippit,
            loopback: loopback(&wanted.link)?,
            max: wanted.max,
            deadline: Deadline::after(wanted.timeout_ms),
        };
        let said = |trouble: DownloadError| trouble.error(Stage::Probe);
        let file = request.open().map_err(said)?;
        let length = file.length().unwrap_or(0).min(wanted.max);
        let mut bytes = Vec::new();
        // It may be a lie: then room is made as it is needed.
        let _ = bytes.try_reserve_exact(usize::try_from(length).unwrap_or(0));
        while let Some(chunk) = file.next(MAX_READ as usize).map_err(said)? {
            let room = bytes.try_reserve(chunk.len());
            room.map_err(|_| Stage::Probe.transport_error(&TransportError::after(OUT_OF_MEMORY)))?;
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    read().map_err(Error::into_warning)
}

/// Whether this machine may be asked: only where the endpoint is on it too.
/// The keys' owner is asked for the endpoint only if the link is such a one.
pub fn loopback(link: &str) -> Result<bool, Error> {
    match Link::is_loopback(link) {
        true => signing::endpoint_is_loopback(),
        false => Ok(false),
    }
}
