//! A host that is not ours: the component with the stock `wasi:http` of
//! wasmtime, and an outgoing handler that may lie about what it sent.

mod codes;
mod wire;

use visual_host::types::{Error, Options, Outcome};
use wasmtime::component::Val;

pub use codes::{CODES, TRUSTED};
use wire::Handler;

use crate::Rig;
use crate::stock::{Instance, Keys};
use crate::values::{self, read_outcome};

/// What the host does with every request that may buy something, and what it
/// says then.
#[derive(Clone, Copy, Debug)]
pub struct Lie {
    /// The code that it reports, by its name in `wasi:http`.
    pub code: &'static str,
    /// When it does.
    pub at: At,
    /// How many bytes of a request's body it takes at once.
    pub chunk: usize,
}

/// How much of an exchange takes place before the error is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Nothing.
    Start,
    /// So many bytes of the request's body are delivered.
    Body(usize),
    /// The whole request is; the reply is read and thrown away.
    Whole,
    /// The head of the reply came.
    Head,
    /// So many bytes of the reply's body are passed on.
    Reply(usize),
}

/// Calls a tool in a host that lies so; the outer error is a trap.
pub async fn invoke(
    rig: &Rig,
    lie: Lie,
    (tool, arguments, options): (&str, &str, &Options),
) -> wasmtime::Result<Result<Outcome, Error>> {
    let mut instance = Instance::start(Handler::new(lie), Keys::for_rig(rig)).await?;
    let arguments = [
        Val::String(tool.to_owned()),
        Val::String(arguments.to_owned()),
        values::options(Some(options)),
    ];
    let answer = instance.call("catalog", "invoke", &arguments).await?;
    Ok(values::result(answer, read_outcome))
}
