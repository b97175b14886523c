//! Which component the program runs.

use crate::account::Account;
use crate::args::early::EarlyArgs;
use crate::args::options::GlobalArgs;
use crate::output::failure::Failure;
use crate::output::language::message;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use visual_host::types::{Advice, ErrorKind};
use visual_host::{COMPONENT, Limits, VisualHost, io_error_zh};

/// How to load the component.
#[derive(Default)]
pub struct ComponentSource {
    file: Option<PathBuf>,
    no_cache: bool,
}

impl From<&GlobalArgs> for ComponentSource {
    fn from(args: &GlobalArgs) -> ComponentSource {
        ComponentSource {
            file: args.component.clone(),
            no_cache: args.no_cache,
        }
    }
}

impl From<&EarlyArgs> for ComponentSource {
    fn from(args: &EarlyArgs) -> ComponentSource {
        ComponentSource {
            file: args.component.as_ref().map(PathBuf::from),
            no_cache: args.no_cache,
        }
    }
}

impl ComponentSource {
    /// Loads the component for an account.
    pub fn host(&self, account: Account) -> Result<VisualHost, Failure> {
        let file = self.file.as_deref().map(read).transpose()?;
        let bytes = file.as_deref().unwrap_or(COMPONENT);
        if bytes.is_empty() && self.file.is_none() {
            let message = message!(
                "this program was built without a component; use --component FILE",
                "此程序未内置组件，请用 --component FILE 指定"
            );
            return Err(Failure::refused(
                ErrorKind::Unsupported,
                "component",
                message,
            ));
        }
        let mut builder = VisualHost::builder()
            .component(bytes)
            .credentials(account.credentials)
            .egress(account.egress)
            .proxy(account.proxy);
        if self.no_cache {
            builder = builder.cache(None);
        }
        let mut failure = match builder.build() {
            Ok(host) => return Ok(host),
            Err(fault) => Failure::from(fault),
        };
        failure.error.field = Some("component".to_owned());
        if self.file.is_some() {
            failure.error.advice = Advice::FixInput;
        }
        Err(failure)
    }
}

/// Reads a component, and no more of a file without end than is needed to see
/// that it is too large.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let max = Limits::default().component as u64;
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(max + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| {
        let (path, zh) = (path.display(), io_error_zh(&error));
        let message = message!(
            "{path} cannot be read: {error}",
            "无法读取组件文件 {path}：{zh}"
        );
        Failure::input("component", message)
    })
}
