//! What one call keeps in its store: the sandbox's side of every import.

use crate::sandbox::bindings::credentials;
use crate::sandbox::hooks::Hooks;
use crate::sandbox::limits::Guard;
use crate::sandbox::meter::Meter;
use crate::sandbox::usage;
use crate::types::Error;
use crate::{Credentials, CredentialsError, Keys};
use std::sync::Arc;
use wasmtime::component::ResourceTable;
use wasmtime_wasi::clocks::{WasiClocksCtx, WasiClocksCtxView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView};

/// The data of a call's store. Opaque: embedders pass it along only.
pub struct State {
    table: ResourceTable,
    clocks: WasiClocksCtx,
    http: WasiHttpCtx,
    hooks: Hooks,
    credentials: Arc<dyn Credentials>,
    pub(crate) guard: Guard,
    /// What was wrong with the keys that the host would not hand over.
    pub(crate) key_fault: Option<Error>,
}

impl State {
    pub(crate) fn new(hooks: Hooks, credentials: Arc<dyn Credentials>, guard: Guard) -> State {
        let mut table = ResourceTable::new();
        table.set_max_capacity(usage::RESOURCES);
        let mut http = WasiHttpCtx::new();
        http.set_field_size_limit(usage::FIELDS);
        State {
            table,
            clocks: WasiClocksCtx::default(),
            http,
            hooks,
            credentials,
            guard,
            key_fault: None,
        }
    }

    /// The next call begins, with keys from here.
    pub(crate) fn renew(&mut self, meter: Arc<Meter>, credentials: Arc<dyn Credentials>) {
        self.hooks.meter = meter;
        self.credentials = credentials;
        self.guard.reached = None;
        self.key_fault = None;
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
            Err(CredentialsError::Missing(text)) => {
                return Ok(Err(credentials::CredentialsError::Missing(text)));
            }
            Err(CredentialsError::Unavailable(text)) => {
                return Ok(Err(credentials::CredentialsError::Unavailable(text)));
            }
        };
        if let Some(fault) = keys.fault() {
            let told = credentials::CredentialsError::Unavailable(fault.message.clone());
            self.key_fault = Some(fault);
            return Ok(Err(told));
        }
        Ok(Ok(handed_over(&keys)))
    }
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
