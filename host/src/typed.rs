//! An order of a tool by its typed function.

use crate::State;
use crate::bindings::Visual;
use crate::types::{Error, Options, Outcome};
use std::fmt::{self, Debug};
use std::pin::Pin;
use wasmtime::Store;

/// What a typed function is called with.
pub struct Calling<'c> {
    /// The instance.
    pub visual: &'c Visual,
    /// Its store.
    pub store: &'c mut Store<State>,
    /// The options to hand on: those of the order, within its time.
    pub options: &'c Options,
}

/// A typed function at work.
pub type Answering<'c> =
    Pin<Box<dyn Future<Output = wasmtime::Result<Result<Outcome, Error>>> + Send + 'c>>;

/// The parameters of a tool, and its typed function.
///
/// ```no_run
/// # use visual_host::{CallError, Order, Typed, VisualHost};
/// # use visual_host::types::Outcome;
/// # use visual_host::bindings::exports::volcengine::visual::text_to_image::HighAesGeneralV30lZt2iParams;
/// # async fn demo(host: &VisualHost, params: HighAesGeneralV30lZt2iParams) -> Result<Outcome, CallError> {
/// let typed = Typed::new(params, |params, call| Box::pin(async move {
///     let tools = call.visual.volcengine_visual_text_to_image();
///     tools.call_high_aes_general_v30l_zt2i(call.store, params, Some(call.options)).await
/// }));
/// let order = Order::typed("general-3.0", &typed).with_intent("cover-7");
/// let outcome = host.order(&order, &|_| {}).await?;
/// # Ok(outcome) }
/// ```
pub struct Typed<P> {
    params: P,
    function: for<'c> fn(&'c P, Calling<'c>) -> Answering<'c>,
}

impl<P: Debug + Sync> Typed<P> {
    /// The function is called again only where nothing was bought.
    pub fn new(params: P, function: for<'c> fn(&'c P, Calling<'c>) -> Answering<'c>) -> Typed<P> {
        Typed { params, function }
    }
}

/// A [`Typed`] of any parameters.
pub trait Call: Sync {
    /// Calls the function.
    fn call<'c>(&'c self, calling: Calling<'c>) -> Answering<'c>;

    /// What tells these parameters from others.
    fn essence(&self) -> String;
}

impl<P: Debug + Sync> Call for Typed<P> {
    fn call<'c>(&'c self, calling: Calling<'c>) -> Answering<'c> {
        (self.function)(&self.params, calling)
    }

    fn essence(&self) -> String {
        format!("{:?}", self.params)
    }
}

impl Debug for dyn Call + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed")
    }
}
