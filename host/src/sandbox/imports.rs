//! Imports that are bounded here, since their own implementation is not: a
//! request keeps the texts that it is given, whatever their length.

use crate::HostError;
use crate::sandbox::state::State;
use crate::sandbox::usage::{self, Usage};
use wasmtime::StoreContextMut;
use wasmtime::component::{Linker, Resource};
use wasmtime_wasi_http::p2::bindings::http::types::{HostOutgoingRequest, Method};
use wasmtime_wasi_http::p2::types::HostOutgoingRequest as OutgoingRequest;

/// The interface, in the version in which wasmtime's own crate links it.
const TYPES: &str = "wasi:http/types@0.2.12";

type Request = Resource<OutgoingRequest>;
type Answer = (Result<(), ()>,);

/// Puts the bounded imports in place of the others.
pub(crate) fn bound(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    linker.allow_shadowing(true);
    let mut types = linker.instance(TYPES)?;
    types.func_wrap(
        "[method]outgoing-request.set-method",
        |mut store: StoreContextMut<'_, State>, (request, method): (Request, Method)| {
            if let Method::Other(name) = &method {
                check(store.data_mut(), name)?;
            }
            let answer = store.data_mut().http().set_method(request, method)?;
            Ok::<Answer, _>((answer,))
        },
    )?;
    types.func_wrap(
        "[method]outgoing-request.set-authority",
        |mut store: StoreContextMut<'_, State>, (request, authority): (Request, Option<String>)| {
            check(store.data_mut(), authority.as_deref().unwrap_or_default())?;
            let answer = store.data_mut().http().set_authority(request, authority)?;
            Ok::<Answer, _>((answer,))
        },
    )?;
    linker.allow_shadowing(false);
    Ok(())
}

fn check(state: &mut State, text: &str) -> wasmtime::Result<()> {
    if text.len() <= usage::REQUEST_TEXT {
        return Ok(());
    }
    let limit = HostError::limit(Usage::RequestText, usage::REQUEST_TEXT);
    state.guard.reach(limit.clone());
    Err(limit.into())
}
