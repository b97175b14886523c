//! The request signature, checked from what the request itself says it signed.

use crate::encoding::{canonical_path, canonical_query};
use crate::request::Request;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// An Authorization header, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Authorization {
    pub(crate) credential: Option<String>,
    pub(crate) signed_headers: Vec<String>,
    pub(crate) signature: Option<String>,
}

/// A credential: the access key and the scope of the signature.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Credential {
    pub(crate) access_key_id: String,
    pub(crate) date: String,
    pub(crate) region: String,
    pub(crate) service: String,
}

impl Authorization {
    /// `None` when the header is of another algorithm or shape. Spaces after the commas are optional.
    pub(crate) fn parse(header: &str) -> Option<Authorization> {
        let fields = header.strip_prefix("HMAC-SHA256")?;
        if !fields.starts_with([' ', '\t']) {
            return None;
        }
        let mut parsed = Authorization {
            credential: None,
            signed_headers: Vec::new(),
            signature: None,
        };
        for field in fields.split(',') {
            let (name, value) = field.trim().split_once('=')?;
            let value = value.trim().to_owned();
            match name {
                "Credential" => parsed.credential = Some(value),
                "SignedHeaders" => {
                    parsed.signed_headers = value.split(';').map(str::to_lowercase).collect();
                }
                "Signature" => parsed.signature = Some(value),
                _ => return None,
            }
        }
        parsed.signed_headers.retain(|name| !name.is_empty());
        Some(parsed)
    }
}

impl Credential {
    /// `None` when it is not `key/date/region/service/request`.
    pub(crate) fn parse(text: &str) -> Option<Credential> {
        let parts: Vec<&str> = text.split('/').collect();
        let [access_key_id, date, region, service, "request"] = parts[..] else {
            return None;
        };
        let eight_digits = date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
        if !eight_digits
            || [access_key_id, region, service]
                .iter()
                .any(|p| p.is_empty())
        {
            return None;
        }
        Some(Credential {
            access_key_id: access_key_id.to_owned(),
            date: date.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
        })
    }
}

/// The text whose hash is signed.
pub(crate) fn canonical_request(request: &Request, signed_headers: &[String]) -> String {
    let mut headers = String::new();
    for name in signed_headers {
        let mut value = request.header(name).unwrap_or_default();
        if name == "host" {
            value = canonical_host(&value);
        }
        headers += &format!("{name}:{value}\n");
    }
    [
        request.method.as_str(),
        &canonical_path(&request.path),
        &canonical_query(&request.query),
        &headers,
        &signed_headers.join(";"),
        &sha256_hex(&request.body),
    ]
    .join("\n")
}

/// The ports that a scheme implies are not part of the signed host.
fn canonical_host(host: &str) -> String {
    match host.rsplit_once(':') {
        Some((name, "80" | "443")) => name.to_owned(),
        _ => host.to_owned(),
    }
}

/// The signature that the request should carry.
pub(crate) fn expected(request: &Request, signed: &Signed<'_>) -> String {
    let Credential {
        date,
        region,
        service,
        ..
    } = signed.credential;
    let canonical = canonical_request(request, signed.headers);
    let to_sign = format!(
        "HMAC-SHA256\n{}\n{date}/{region}/{service}/request\n{}",
        signed.x_date,
        sha256_hex(canonical.as_bytes())
    );
    let mut key = signed.secret.as_bytes().to_vec();
    for part in [date.as_str(), region, service, "request"] {
        key = hmac(&key, part.as_bytes());
    }
    hex::encode(hmac(&key, to_sign.as_bytes()))
}

/// What a signature covers besides the request.
pub(crate) struct Signed<'a> {
    pub(crate) credential: &'a Credential,
    pub(crate) headers: &'a [String],
    pub(crate) x_date: &'a str,
    pub(crate) secret: &'a str,
}

/// Whether the request carries the right signature, and the hash of its own body where it names one.
pub(crate) fn matches(request: &Request, signed: &Signed<'_>, signature: &str) -> bool {
    let hash_agrees = request
        .header("x-content-sha256")
        .is_none_or(|hash| hash == sha256_hex(&request.body));
    hash_agrees && expected(request, signed) == signature
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// HMAC-SHA256, which takes a key of any length.
pub(crate) fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
#[path = "signature_vectors.rs"]
mod vectors;
