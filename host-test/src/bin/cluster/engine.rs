//! wasmCloud: NATS, a registry, and hosts, as `deploy/wasmcloud` says.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use host_test::served::TOKEN;
use tokio::process::Child;
use volc_sim::Keys;

use crate::place::{Place, free_address};

/// The host name that requests are for.
pub const HOST: &str = "visual.example";
const COMPONENT: &str = "visual-http-pg.wasm";

/// What hosts need.
pub struct Engine {
    nats: SocketAddr,
    image: String,
    _servers: [Child; 2],
}

/// What the members call.
pub struct Account {
    /// The service's address.
    pub endpoint: String,
    /// Keys that it knows.
    pub keys: Keys,
}

impl Account {
    /// The variables of a member.
    pub fn variables(&self) -> [(&'static str, &str); 4] {
        [
            ("VISUAL_TOKEN", TOKEN),
            ("VOLC_ACCESSKEY", &self.keys.access_key_id),
            ("VOLC_SECRETKEY", &self.keys.secret_access_key),
            ("VOLC_ENDPOINT", &self.endpoint),
        ]
    }
}

impl Engine {
    /// Starts NATS and the registry, and pushes the component.
    pub async fn start(place: &Place) -> Result<Engine> {
        let (nats, registry) = (free_address()?, free_address()?);
        let mut bus = place.start("nats", &place.tool("nats-server"), |command| {
            command.args(["-a", "127.0.0.1", "-p", &nats.port().to_string()]);
        })?;
        place.listens("nats-server", &mut bus, nats).await?;
        let mut store = place
            .start("registry", "docker-registry".as_ref(), |command| {
                command.arg("serve").arg(place.deploy.join("registry.yml"));
                command.env("REGISTRY_HTTP_ADDR", registry.to_string());
                let files = place.directory("registry");
                command.env("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", files);
            })
            .context("on Debian, `apt install docker-registry`")?;
        place
            .listens("docker-registry", &mut store, registry)
            .await?;
        let image = format!("{registry}/visual-http-pg:1");
        place
            .run("push", &place.tool("wash"), |command| {
                command.args(["oci", "push", "--insecure", &image]);
                command.arg(place.components.join(COMPONENT));
            })
            .await?;
        Ok(Engine {
            nats,
            image,
            _servers: [bus, store],
        })
    }

    /// Starts a host, without a workload.
    pub fn host(
        &self,
        place: &Place,
        (name, address): (&str, SocketAddr),
        database: SocketAddr,
    ) -> Result<Child> {
        let nats = format!("nats://{}", self.nats);
        place.start(name, &place.tool("wash"), |command| {
            command.args(["host", "--non-interactive", "--host-name", name]);
            command.args(["--http-addr", &address.to_string()]);
            command.args(["--scheduler-nats-url", &nats, "--data-nats-url", &nats]);
            let role = test_postgres::ROLE;
            // No `pool_size`, which its help names: wash 2.10.3 refuses the address then.
            command.env("WASH_POSTGRES_URL", format!("postgres://{role}@{database}"));
            command.arg("--allow-insecure-registries");
            let cache = place.directory("registry").join(format!("cache-{name}"));
            command.arg("--oci-cache-dir").arg(cache);
        })
    }

    /// Starts the component on all hosts, of which there will be so many. To be called before
    /// they start: then it hears of them at once.
    pub fn deploy(
        &self,
        place: &Place,
        account: &Account,
        (database, hosts): (&str, usize),
    ) -> Result<Child> {
        place.start("deploy", &place.tool("python"), |command| {
            command.arg(place.deploy.join("start.py"));
            command.args(["--hosts", &hosts.to_string()]);
            command.arg(place.deploy.join("workload.json"));
            command.env("NATS_URL", format!("nats://{}", self.nats));
            command.envs(account.variables());
            command.env("VISUAL_IMAGE", &self.image);
            command.env("VISUAL_HOST", HOST);
            command.env("VISUAL_SERVICE", "127.0.0.1");
            command.env("VISUAL_DATABASE", database);
        })
    }
}
