//! The signature of a package, by which a self-hosted Dify knows whose it is: RSA with PKCS #1
//! v1.5 padding and SHA-256, over the SHA-256 of each file in their order and the time in decimal
//! digits; it is the zip's comment.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use base64::prelude::{BASE64_STANDARD, Engine};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::json;
use sha2::{Digest, Sha256};
use visual_catalog::days;

use super::manifest::CREATED_AT;
use super::pack::Packed;

/// A private key.
pub struct Key(RsaKeyPair);

impl Key {
    /// Reads a PEM file: PKCS #8, or PKCS #1 as Dify's own program writes it.
    pub fn read(path: &Path) -> Result<Key> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Key::parse(&text).with_context(|| format!("{} holds no key", path.display()))
    }

    fn parse(text: &str) -> Result<Key> {
        let lines = || text.lines().map(str::trim);
        let is_pkcs8 = lines().any(|line| line == "-----BEGIN PRIVATE KEY-----");
        let is_pkcs1 = lines().any(|line| line == "-----BEGIN RSA PRIVATE KEY-----");
        let body: String = lines().filter(|line| !line.starts_with("-----")).collect();
        let der = BASE64_STANDARD
            .decode(body)
            .map_err(|_| anyhow!("not base64"))?;
        let pair = match (is_pkcs8, is_pkcs1) {
            (true, _) => RsaKeyPair::from_pkcs8(&der),
            (_, true) => RsaKeyPair::from_der(&der),
            _ => {
                return Err(anyhow!(
                    "not a private RSA key in PEM, without a passphrase"
                ));
            }
        };
        Ok(Key(
            pair.map_err(|error| anyhow!("not an RSA key: {error}"))?
        ))
    }
}

/// The file that says who vouches for a signed package. Without it, Dify takes it for its makers'.
pub fn category() -> Packed {
    let text = json!({ "authorized_category": "community" }).to_string();
    (".verification.dify.json".to_owned(), text.into_bytes())
}

/// The comment of the zip of these files. The time is that of the plugin, so that a package is the
/// same each time.
pub fn comment(files: &[Packed], key: &Key) -> Result<String> {
    let day = CREATED_AT.split('T').next().unwrap_or_default();
    let time = days(day).context("no date")? * 24 * 60 * 60;
    let mut message = Vec::new();
    for (_, bytes) in files {
        message.extend(Sha256::digest(bytes));
    }
    message.extend(time.to_string().bytes());
    let mut signature = vec![0; key.0.public().modulus_len()];
    key.0
        .sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            &message,
            &mut signature,
        )
        .map_err(|_| anyhow!("cannot sign with this key"))?;
    Ok(json!({ "signature": BASE64_STANDARD.encode(signature), "time": time }).to_string())
}
