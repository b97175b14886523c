//! The signature of a request. Pure: what goes in decides what comes out.

use hmac::digest::{FixedOutput, InvalidLength};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

/// The only service that is signed for.
const SERVICE: &str = "cv";

/// The longest region that is accepted, in bytes.
const LONGEST_REGION: usize = 64;

/// A derived key or a signature, wiped when dropped.
type Digest = Zeroizing<[u8; 32]>;

/// What a signing key is derived for.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The day in UTC, as `YYYYMMDD`.
    pub date: &'a str,
    /// The region, such as `cn-north-1`.
    pub region: &'a str,
    /// The service.
    pub service: &'a str,
}

/// Signs `text` with the key that `secret` yields for `scope`, and returns
/// 64 lower-case hexadecimal digits; or says why such a text is not signed.
pub fn signature(secret: &str, scope: Scope, text: &str) -> Result<String, &'static str> {
    check_scope(scope)?;
    check_text(scope, text)?;
    let signature = derive_and_sign(secret, scope, text);
    wipe_stack();
    match signature {
        Ok(signature) => Ok(hex::encode(signature.as_slice())),
        Err(InvalidLength) => Err("the secret key has an unusable length"),
    }
}

fn check_scope(scope: Scope) -> Result<(), &'static str> {
    if scope.service != SERVICE {
        return Err("only the service cv is signed for");
    }
    if !is_digits(scope.date, 8) {
        return Err("the scope's date is not YYYYMMDD");
    }
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let region = scope.region;
    if region.is_empty() || region.len() > LONGEST_REGION || !region.bytes().all(plain) {
        return Err("the region is not of the form cn-north-1");
    }
    Ok(())
}

/// A signer that signed anything could be asked for a signature of another
/// service's request.
fn check_text(scope: Scope, text: &str) -> Result<(), &'static str> {
    let mut lines = text.split('\n');
    if lines.next() != Some("HMAC-SHA256") {
        return Err("the string to sign does not begin with HMAC-SHA256");
    }
    if !lines
        .next()
        .is_some_and(|line| is_moment_of(scope.date, line))
    {
        return Err("the string to sign is not of the scope's date");
    }
    if !lines.next().is_some_and(|line| is_line_of(scope, line)) {
        return Err("the string to sign is not of the scope");
    }
    if !lines.next().is_some_and(is_hash) || lines.next().is_some() {
        return Err("the string to sign does not end with one hash");
    }
    Ok(())
}

fn is_moment_of(date: &str, line: &str) -> bool {
    line.strip_prefix(date)
        .and_then(|rest| rest.strip_prefix('T'))
        .and_then(|rest| rest.strip_suffix('Z'))
        .is_some_and(|time| is_digits(time, 6))
}

fn is_line_of(scope: Scope, line: &str) -> bool {
    line.split('/')
        .eq([scope.date, scope.region, scope.service, "request"])
}

fn is_hash(line: &str) -> bool {
    line.len() == 64 && line.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// Never inlined, so that `wipe_stack` finds what it left behind.
#[inline(never)]
fn derive_and_sign(secret: &str, scope: Scope, text: &str) -> Result<Digest, InvalidLength> {
    mac(&*signing_key(secret, scope)?, text)
}

/// Unlike its model at AWS, the service puts no prefix before the secret, and
/// takes it as text although it looks like base64.
fn signing_key(secret: &str, scope: Scope) -> Result<Digest, InvalidLength> {
    let date = mac(secret.as_bytes(), scope.date)?;
    let region = mac(&*date, scope.region)?;
    let service = mac(&*region, scope.service)?;
    mac(&*service, "request")
}

fn mac(key: &[u8], text: &str) -> Result<Digest, InvalidLength> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key)?;
    mac.update(text.as_bytes());
    let mut digest = Digest::default();
    mac.finalize_into((&mut *digest).into());
    Ok(digest)
}

/// Overwrites the stack below the caller's frame: HMAC leaves padded keys there,
/// from which the secret and the derived keys can be read.
#[inline(never)]
fn wipe_stack() {
    [0u64; 512].zeroize();
}

#[cfg(test)]
mod tests;
