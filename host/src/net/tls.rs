//! TLS with the platform's trust.

use hyper_rustls::ConfigBuilderExt;
use rustls::client::WantsClientCert;
use rustls::crypto::ring;
use rustls::{ClientConfig, ConfigBuilder, Error, RootCertStore, WantsVerifier};
use std::sync::Arc;

/// The configuration of every connection, made when a host is built: whatever
/// fails here fails before anything is bought. It does not ask for a provider
/// of the process, which another crate may have left open, or set to one that
/// cannot be used.
///
/// Where the platform has no trusted certificates, loopback over `http` still
/// works, and any `https` fails as untrusted.
pub(crate) fn config() -> Result<ClientConfig, Error> {
    let trusted = match builder()?.try_with_platform_verifier() {
        Ok(trusted) => trusted,
        Err(error) => {
            tracing::warn!(%error, "the platform has no trusted certificates");
            untrusted(builder()?)
        }
    };
    Ok(trusted.with_no_client_auth())
}

fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Error> {
    let provider = Arc::new(ring::default_provider());
    ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()
}

fn untrusted(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
) -> ConfigBuilder<ClientConfig, WantsClientCert> {
    builder.with_root_certificates(RootCertStore::empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::crypto::CryptoProvider;
    use std::process::Command;

    const CHILD: &str = "VISUAL_HOST_TEST_CHILD";

    /// Plays a test once more in a process of its own, which it may spoil.
    /// Whether this is that process.
    fn is_child(test: &str, variables: &[(&str, &str)]) -> bool {
        if std::env::var_os(CHILD).is_some() {
            return true;
        }
        let mut child = Command::new(std::env::current_exe().unwrap());
        let (_, module) = module_path!().split_once("::").unwrap();
        child.args(["--exact", &format!("{module}::{test}")]);
        child.env(CHILD, "1").envs(variables.iter().copied());
        let ran = child.output().unwrap();
        let out = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success() && out.contains("1 passed"), "{out}");
        false
    }

    #[test]
    fn a_provider_of_the_process_that_cannot_be_used_is_not_asked() {
        if is_child(
            "a_provider_of_the_process_that_cannot_be_used_is_not_asked",
            &[],
        ) {
            let broken = CryptoProvider {
                cipher_suites: Vec::new(),
                ..ring::default_provider()
            };
            broken.install_default().unwrap();
            assert!(std::panic::catch_unwind(ClientConfig::builder).is_err());
            config().unwrap();
        }
    }

    #[test]
    fn certificates_that_cannot_be_read_are_no_panic() {
        let rubbish = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&rubbish, "-----BEGIN CERTIFICATE-----\nrubbish\n").unwrap();
        let file = rubbish.path().to_str().unwrap();
        let variables = [("SSL_CERT_FILE", file), ("SSL_CERT_DIR", "/nowhere")];
        if is_child("certificates_that_cannot_be_read_are_no_panic", &variables) {
            config().unwrap();
        }
    }
}
