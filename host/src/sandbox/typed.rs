//! An order of a tool by its typed function.

use crate::State;
use crate::purchase::canonical;
use crate::sandbox::bindings::Visual;
use crate::types::{Error, Options, Outcome};
use serde::Serialize;
use std::fmt::{self, Debug};
use std::io::{self, Write};
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

impl<P: Serialize + Clone + Send + Sync + 'static> Typed<P> {
    /// `params` is the generated record of the tool that is ordered; another is
    /// refused. The function is called again only where nothing was bought.
    pub fn new(params: P, function: for<'c> fn(&'c P, Calling<'c>) -> Answering<'c>) -> Typed<P> {
        Typed { params, function }
    }
}

/// Hashes arguments where that holds nobody up.
pub type Hashing = Box<dyn FnOnce() -> [u8; 32] + Send>;

/// A [`Typed`] of any parameters.
pub trait Call: Sync {
    /// Calls the function.
    fn call<'c>(&'c self, calling: Calling<'c>) -> Answering<'c>;

    /// The name of the parameters' type, which is that of one tool.
    fn record(&self) -> &'static str;

    /// What tells these parameters from others.
    fn hashing(&self) -> Hashing;

    /// How many bytes they are, about; too many rather than too few.
    fn size(&self) -> usize;
}

impl<P: Serialize + Clone + Send + Sync + 'static> Call for Typed<P> {
    fn call<'c>(&'c self, calling: Calling<'c>) -> Answering<'c> {
        (self.function)(&self.params, calling)
    }

    fn record(&self) -> &'static str {
        let name = std::any::type_name::<P>();
        name.rsplit("::").next().unwrap_or(name)
    }

    fn hashing(&self) -> Hashing {
        let params = self.params.clone();
        Box::new(move || canonical::of_record(&params))
    }

    fn size(&self) -> usize {
        let mut count = Count(0);
        // Counting does not fail, and a part is better than nothing.
        _ = serde_json::to_writer(&mut count, &self.params);
        count.0
    }
}

/// Counts what is written.
struct Count(usize);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a record of this name has the parameters of a tool.
pub(crate) fn is_of(record: &str, tool: &str) -> bool {
    let letters = tool.chars().filter(char::is_ascii_alphanumeric);
    let expected = letters.chain("params".chars());
    expected.eq(record.chars().map(|letter| letter.to_ascii_lowercase()))
}

impl Debug for dyn Call + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::bindings::exports::volcengine::visual::text_to_image::HighAesGeneralV30lZt2iParams as Params;

    #[test]
    fn a_record_is_that_of_one_tool() {
        let params = Params {
            prompt: String::new(),
            use_pre_llm: None,
            seed: None,
            scale: None,
            width: None,
            height: None,
            extra: None,
        };
        let typed = Typed::new(params, |_, _| Box::pin(std::future::pending()));
        let tools = visual_catalog::tools();
        let fits = tools.filter(|tool| is_of(typed.record(), tool.name));
        let names: Vec<_> = fits.map(|tool| tool.name).collect();
        assert_eq!(names, ["high-aes-general-v30l-zt2i"]);
    }

    /// Each typed tool has a record of its own, which its name gives.
    #[test]
    fn every_typed_tool_has_its_record() {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/../wit");
        let files = std::fs::read_dir(directory).unwrap();
        let files = files.map(|file| file.unwrap().path());
        let files = files.filter(|file| file.extension().is_some_and(|ending| ending == "wit"));
        let wit: String = files
            .map(|file| std::fs::read_to_string(file).unwrap())
            .collect();
        for tool in visual_catalog::tools().filter(|tool| tool.typed) {
            let name = tool.name;
            assert!(wit.contains(&format!("record {name}-params {{")), "{name}");
            assert!(wit.contains(&format!("(params: {name}-params,")), "{name}");
        }
    }
}
