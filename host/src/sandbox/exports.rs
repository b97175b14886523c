//! The component's functions that this host calls: each is looked up once by
//! name when the component is loaded, and checked when an instance calls it. A
//! generated `Visual` would look up and check all of them for every instance.

use super::bindings::exports::volcengine::visual::catalog::{
    Actions as WitActions, CredentialCheck, ToolDescription, ToolInfo,
};
use super::bindings::exports::volcengine::visual::downloads::{Download, DownloadOptions};
use super::bindings::exports::volcengine::visual::tasks::{Cancellation, WaitOptions};
use super::bindings::exports::volcengine::visual::types::{Error, Options, Outcome, Task};
use super::state::State;
use std::sync::Arc;
use wasmtime::Store;
use wasmtime::component::{
    Component, ComponentExportIndex, ComponentNamedList, Instance, InstancePre, Lift, Lower,
};

/// A component that is ready to be instantiated.
pub(crate) struct Loaded {
    pub(crate) component: InstancePre<State>,
    pub(crate) exports: Arc<Exports>,
}

/// Where the functions are.
pub(crate) struct Exports {
    list_tools: ComponentExportIndex,
    describe: ComponentExportIndex,
    invoke: ComponentExportIndex,
    custom: ComponentExportIndex,
    check_credentials: ComponentExportIndex,
    wait: ComponentExportIndex,
    cancel: ComponentExportIndex,
    open: ComponentExportIndex,
    read: ComponentExportIndex,
    mime_type: ComponentExportIndex,
    length: ComponentExportIndex,
}

/// The interfaces that the functions are in, with the version of the contract.
const CATALOG: &str = "volcengine:visual/catalog@0.1.0";
const TASKS: &str = "volcengine:visual/tasks@0.1.0";
const DOWNLOADS: &str = "volcengine:visual/downloads@0.1.0";

impl Exports {
    /// Finds them, or names the one that is missing.
    pub(crate) fn find(component: &Component) -> wasmtime::Result<Exports> {
        let find = |interface: &str, name: &str| {
            let index = component.get_export_index(None, interface);
            let index = index.and_then(|index| component.get_export_index(Some(&index), name));
            index.ok_or_else(|| wasmtime::format_err!("no export `{name}` of `{interface}`"))
        };
        Ok(Exports {
            list_tools: find(CATALOG, "list-tools")?,
            describe: find(CATALOG, "describe")?,
            invoke: find(CATALOG, "invoke")?,
            custom: find(CATALOG, "custom")?,
            check_credentials: find(CATALOG, "check-credentials")?,
            wait: find(TASKS, "wait")?,
            cancel: find(TASKS, "cancel")?,
            open: find(DOWNLOADS, "open")?,
            read: find(DOWNLOADS, "[method]download.read")?,
            mime_type: find(DOWNLOADS, "[method]download.mime-type")?,
            length: find(DOWNLOADS, "[method]download.length")?,
        })
    }
}

/// An instance that is called.
pub(crate) struct Guest<'a> {
    pub(crate) exports: &'a Exports,
    pub(crate) instance: Instance,
    pub(crate) store: &'a mut Store<State>,
}

type Answer<T> = wasmtime::Result<Result<T, Error>>;

impl Guest<'_> {
    /// Calls a function, after its type was checked.
    async fn call<P, R>(
        &mut self,
        function: &ComponentExportIndex,
        params: P,
    ) -> wasmtime::Result<R>
    where
        P: ComponentNamedList + Lower + Send + Sync,
        R: Send + Sync + 'static,
        (R,): ComponentNamedList + Lift + Send + Sync,
    {
        let function = self
            .instance
            .get_typed_func::<P, (R,)>(&mut *self.store, function)?;
        let (answer,) = function.call_async(&mut *self.store, params).await?;
        Ok(answer)
    }

    pub(crate) async fn list_tools(&mut self) -> wasmtime::Result<Vec<ToolInfo>> {
        self.call(&self.exports.list_tools, ()).await
    }

    pub(crate) async fn describe(&mut self, name: &str) -> Answer<ToolDescription> {
        self.call(&self.exports.describe, (name,)).await
    }

    pub(crate) async fn invoke(
        &mut self,
        (name, arguments): (&str, &str),
        options: Option<&Options>,
    ) -> Answer<Outcome> {
        let params = (name, arguments, options);
        self.call(&self.exports.invoke, params).await
    }

    pub(crate) async fn custom(
        &mut self,
        (req_key, actions, version): (&str, WitActions, Option<&str>),
        body: &str,
        options: Option<&Options>,
    ) -> Answer<Outcome> {
        let params = (req_key, actions, version, body, options);
        self.call(&self.exports.custom, params).await
    }

    pub(crate) async fn check_credentials(&mut self) -> Answer<CredentialCheck> {
        self.call(&self.exports.check_credentials, ()).await
    }

    pub(crate) async fn wait(&mut self, task: &Task, options: WaitOptions) -> Answer<Outcome> {
        self.call(&self.exports.wait, (task, Some(options))).await
    }

    pub(crate) async fn cancel(&mut self, task: &Task) -> Answer<Cancellation> {
        self.call(&self.exports.cancel, (task,)).await
    }

    pub(crate) async fn open(&mut self, link: &str, options: &DownloadOptions) -> Answer<Download> {
        self.call(&self.exports.open, (link, Some(options))).await
    }

    pub(crate) async fn read(&mut self, download: Download, max: u32) -> Answer<Option<Vec<u8>>> {
        self.call(&self.exports.read, (download, max)).await
    }

    pub(crate) async fn mime_type(&mut self, download: Download) -> wasmtime::Result<String> {
        self.call(&self.exports.mime_type, (download,)).await
    }

    pub(crate) async fn length(&mut self, download: Download) -> wasmtime::Result<Option<u64>> {
        self.call(&self.exports.length, (download,)).await
    }
}
