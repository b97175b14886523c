//! Whose keys are used, and where they may go.

use crate::args::link_hosts;
use crate::output::failure::Failure;
use crate::output::language::{Message, message, pick};
use crate::output::terminal;
use crate::simulator::EmbeddedSimulator;
use http::Uri;
use visual_host::types::ErrorKind;
use visual_host::{
    Credentials, Egress, Keys, KeysFuture, Proxy, ProxyError, Side, StaticKeys, VendorCredentials,
    VisualHost,
};

/// The variable of hosts that may have private addresses, separated by commas.
const PRIVATE_HOSTS: &str = "VOLC_PRIVATE_HOSTS";

/// Keys with the network policy that goes with them.
pub struct Account {
    pub credentials: KeySource,
    pub egress: Egress,
    pub proxy: Option<Proxy>,
}

/// Where keys come from.
pub enum KeySource {
    Fixed(StaticKeys),
    Vendor(Box<VendorCredentials>),
}

impl Credentials for KeySource {
    fn get(&self) -> KeysFuture<'_> {
        match self {
            KeySource::Fixed(keys) => keys.get(),
            KeySource::Vendor(keys) => keys.get(),
        }
    }
}

impl Account {
    /// For commands that ask the component only.
    pub fn none() -> Account {
        Account {
            credentials: KeySource::Fixed(StaticKeys::new(Keys::new("", ""))),
            egress: Egress::default(),
            proxy: None,
        }
    }

    /// The simulator's account, or the one of the environment.
    pub fn choose(simulator: Option<&EmbeddedSimulator>) -> Result<Account, Failure> {
        match simulator {
            Some(running) => Ok(Account {
                credentials: KeySource::Fixed(StaticKeys::new(simulated(running))),
                egress: Egress::default().loopback(true),
                proxy: None,
            }),
            None => Account::of_keys(VendorCredentials::from_env()),
        }
    }

    /// The account by another name than that of the environment.
    pub fn named(self, name: Option<&str>) -> Account {
        let credentials = match (self.credentials, name) {
            (KeySource::Vendor(keys), Some(name)) => {
                KeySource::Vendor(Box::new(keys.with_account(name)))
            }
            (credentials, _) => credentials,
        };
        Account {
            credentials,
            ..self
        }
    }

    /// Whether its idempotency keys end with its keys.
    pub fn is_temporary(&self) -> bool {
        match &self.credentials {
            KeySource::Fixed(_) => false,
            KeySource::Vendor(keys) => keys
                .find()
                .is_ok_and(|keys| keys.are_temporary_and_unnamed()),
        }
    }

    /// The same account, with the link hosts that the command line allows.
    pub fn with_link_hosts(self, hosts: &[String]) -> Result<Account, Failure> {
        Ok(Account {
            egress: link_hosts::allowed(self.egress, hosts)?,
            ..self
        })
    }

    /// A component for this account.
    pub fn host(self, component: &VisualHost) -> VisualHost {
        component
            .with_proxy(self.proxy)
            .with_credentials(self.credentials)
            .with_egress(self.egress)
    }

    /// The account of these keys, with the network policy of the environment.
    pub fn of_keys(credentials: VendorCredentials) -> Result<Account, Failure> {
        let keys = credentials.find().map_err(missing)?;
        let side = keys.side();
        for warning in credentials.warnings() {
            terminal::warn(pick(&warning.message, &warning.message_zh));
        }
        let egress = match credentials.endpoint() {
            Some(endpoint) => policy(&endpoint, side)?,
            None => Egress::default(),
        };
        let private = std::env::var(PRIVATE_HOSTS).unwrap_or_default();
        let private = private.split(',').map(str::trim);
        let private = private.filter(|host| !host.is_empty());
        Ok(Account {
            credentials: KeySource::Vendor(Box::new(credentials)),
            egress: private.fold(egress, Egress::private_host),
            proxy: Proxy::from_env().map_err(unusable_proxy)?,
        })
    }
}

fn unusable_proxy(error: ProxyError) -> Failure {
    let variable = match error {
        ProxyError::Variable(name) => name,
        _ => "代理",
    };
    let message = message!(
        "{error}",
        "{variable} 不可用：只支持 http://[用户名:密码@]主机[:端口] 形式的代理地址"
    );
    Failure::refused(ErrorKind::InvalidInput, "proxy", message)
}

/// The keys of the simulator, on the side that the region of the environment
/// names.
fn simulated(running: &EmbeddedSimulator) -> Keys {
    let region = std::env::var("VOLC_REGION").unwrap_or_default();
    running.keys().with_region(&region)
}

/// The default policy, and this endpoint of an account of this side.
fn policy(endpoint: &str, side: Side) -> Result<Egress, Failure> {
    let refused = |Message { en, zh }: Message| {
        let message = message!(
            "VOLC_ENDPOINT is not usable: {en}",
            "VOLC_ENDPOINT 不可用：{zh}"
        );
        Failure::refused(ErrorKind::DeniedByHost, "endpoint", message)
    };
    let not_a_url = || message!("not a URL", "不是有效的地址");
    let uri: Uri = endpoint.parse().map_err(|_| refused(not_a_url()))?;
    let loopback = Egress::default().loopback(true);
    if loopback.check_api(&uri, side).is_ok() {
        return Ok(match Egress::default().check_api(&uri, side) {
            Ok(()) => Egress::default(),
            Err(_) => loopback,
        });
    }
    let host = match (uri.host(), uri.port_u16()) {
        (Some(host), None) => host.to_owned(),
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (None, _) => return Err(refused(not_a_url())),
    };
    let egress = Egress::default().allow_api_host(&host);
    match egress.check_api(&uri, side) {
        Ok(()) => Ok(egress),
        Err(denied) => {
            let host = &denied.host;
            let reason = denied.reason;
            Err(refused(message!(
                "{reason}, got {host}",
                "只支持 https 地址，或本机的 http 地址，且不带用户名：{host}"
            )))
        }
    }
}

fn missing(error: visual_host::CredentialsError) -> Failure {
    let zh = error.message_zh();
    let message = message!(
        "{error}; --simulate needs no account",
        "{zh}；--simulate 无需账号"
    );
    Failure::refused(ErrorKind::NoCredentials, "", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::report::Exit;

    #[test]
    fn an_endpoint_becomes_allowed() {
        let allowed = |endpoint: &str, url: &str| {
            let egress = policy(endpoint, Side::China).unwrap();
            egress.check_api(&url.parse().unwrap(), Side::China).is_ok()
        };
        assert!(allowed("https://gate.example", "https://gate.example/?a"));
        assert!(allowed(
            "https://gate.example:8443",
            "https://gate.example:8443/"
        ));
        assert!(!allowed("https://gate.example", "http://127.0.0.1/"));
        assert!(allowed("http://127.0.0.1:9", "http://127.0.0.1:9/"));
        assert!(!allowed(
            "https://open.volcengineapi.com",
            "http://127.0.0.1/"
        ));
    }

    #[test]
    fn plain_http_elsewhere_is_refused() {
        for endpoint in [
            "http://visual.volcengineapi.com",
            "http://10.0.0.1",
            "https://user@gate.example",
            "ftp://gate.example",
            "no address",
        ] {
            assert_eq!(
                policy(endpoint, Side::China).unwrap_err().exit,
                Exit::Refused
            );
        }
    }

    #[test]
    fn without_keys_the_way_out_is_named() {
        let nothing = VendorCredentials::from_variables(|_| None, None);
        let failure = Account::of_keys(nothing).err().unwrap();
        assert_eq!(failure.exit, Exit::Refused);
        let told = &failure.error.message;
        for word in ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "--simulate"] {
            assert!(told.contains(word), "{told}");
        }
    }
}
