//! What one call keeps in its store: the sandbox's side of every import.

use crate::sandbox::bindings::credentials;
use crate::sandbox::hooks::Hooks;
use crate::sandbox::limits::Guard;
use crate::sandbox::usage;
use crate::types::Error;
use crate::{Credentials, CredentialsError, Keys};
use std::sync::Arc;
use wasmtime::component::ResourceTable;
use wasmtime_wasi::clocks::{WasiClocksCtx, WasiClocksCtxView};
use wasmtime_wasi_http::{RequestOptions, WasiHttpCtx, WasiHttpCtxView};

/// The data of a call's store.
pub(crate) struct State {
    table: ResourceTable,
    clocks: WasiClocksCtx,
    http: WasiHttpCtx,
    hooks: Hooks,
    credentials: Arc<dyn Credentials>,
    /// The access keys that the instance was given.
    served: Served,
    pub(crate) tenant: Arc<str>,
    pub(crate) guard: Guard,
    /// What was wrong with the keys that the host would not hand over.
    pub(crate) key_fault: Option<Error>,
    /// Why there were no keys.
    pub(crate) no_keys: Option<CredentialsError>,
}

/// The access keys that an instance was given, by their ids.
enum Served {
    None,
    One(String),
    Several,
}

impl State {
    pub(crate) fn new(
        hooks: Hooks,
        (tenant, credentials): (Arc<str>, Arc<dyn Credentials>),
        guard: Guard,
    ) -> State {
        let mut http = WasiHttpCtx::new();
        http.set_field_size_limit(usage::FIELDS);
        State {
            table: table(),
            clocks: WasiClocksCtx::default(),
            http,
            hooks,
            credentials,
            served: Served::None,
            tenant,
            guard,
            key_fault: None,
            no_keys: None,
        }
    }

    /// The next call begins, with keys from here.
    pub(crate) fn renew(&mut self, hooks: Hooks, credentials: Arc<dyn Credentials>) {
        self.hooks = hooks;
        self.credentials = credentials;
        self.guard.reached = None;
        self.key_fault = None;
        self.no_keys = None;
    }

    /// Where its keys come from.
    pub(crate) fn credentials(&self) -> Arc<dyn Credentials> {
        self.credentials.clone()
    }

    /// The one access key that the instance was given, by its id.
    pub(crate) fn access_key_id(&self) -> Option<&str> {
        match &self.served {
            Served::One(id) => Some(id),
            Served::None | Served::Several => None,
        }
    }

    /// Whether the last call left nothing open. What wasmtime-wasi-http leaves
    /// of each request, its options, is dropped.
    pub(crate) fn settle(&mut self) -> bool {
        let settled = self
            .table
            .iter_mut()
            .all(|entry| entry.is::<RequestOptions>());
        if settled {
            self.table = table();
        }
        settled && self.guard.reached.is_none()
    }

    /// Notes whose keys the instance is given.
    fn serve(&mut self, access_key_id: &str) {
        self.served = match &self.served {
            Served::None => Served::One(access_key_id.to_owned()),
            Served::One(id) if id == access_key_id => return,
            Served::One(_) | Served::Several => Served::Several,
        };
    }

    pub(crate) fn table(&mut self) -> &mut ResourceTable {
        &mut self.table
    }

    pub(crate) fn clocks(&mut self) -> WasiClocksCtxView<'_> {
        WasiClocksCtxView {
            ctx: &mut self.clocks,
            table: &mut self.table,
        }
    }

    pub(crate) fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            ctx: &mut self.http,
            table: &mut self.table,
            hooks: &mut self.hooks,
        }
    }
}

impl credentials::Host for State {
    async fn get(
        &mut self,
    ) -> wasmtime::Result<Result<credentials::Keys, credentials::CredentialsError>> {
        let keys = match self.credentials.get().await {
            Ok(keys) => keys,
            Err(error) => return Ok(Err(self.without_keys(error))),
        };
        if let Some(fault) = keys.validate() {
            let told = credentials::CredentialsError::Unavailable(fault.message.clone());
            self.key_fault = Some(fault);
            return Ok(Err(told));
        }
        self.serve(&keys.access_key_id);
        self.hooks.side = keys.side();
        Ok(Ok(handed_over(&keys)))
    }
}

impl State {
    /// Keeps the Chinese text, for which the contract has no place.
    fn without_keys(&mut self, error: CredentialsError) -> credentials::CredentialsError {
        self.no_keys = Some(error.clone());
        match error {
            CredentialsError::Missing { message, .. } => {
                credentials::CredentialsError::Missing(message)
            }
            CredentialsError::Unavailable { message, .. } => {
                credentials::CredentialsError::Unavailable(message)
            }
        }
    }
}

fn table() -> ResourceTable {
    let mut table = ResourceTable::new();
    table.set_max_capacity(usage::RESOURCES);
    table
}

fn handed_over(keys: &Keys) -> credentials::Keys {
    credentials::Keys {
        access_key_id: keys.access_key_id.clone(),
        secret_access_key: keys.secret_access_key.to_string(),
        session_token: keys.session_token.as_ref().map(|token| token.to_string()),
        endpoint: keys.endpoint.clone(),
        region: keys.region.clone(),
    }
}
