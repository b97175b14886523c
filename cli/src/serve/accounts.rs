//! Whom a server serves, by its command line and environment.

use super::secret::{digest, random};
use super::tenant::Tenant;
use super::tenants_file::Listed;
use crate::account::Account;
use crate::args::options::GlobalArgs;
use crate::args::serve::ServeArgs;
use crate::component::ComponentSource;
use crate::journal;
use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use crate::simulator::EmbeddedSimulator;
use std::path::Path;
use visual_host::VisualHost;

/// The token of the one account, unless there is a file of tenants.
const TOKEN: &str = "VISUAL_TOKEN";

/// The least number of characters of a token.
const MIN_TOKEN: usize = 32;

/// The accounts of a server.
pub struct Accounts {
    /// What is asked about tools.
    pub host: VisualHost,
    pub tenants: Vec<Tenant>,
    /// The token of this run, where nobody has chosen one.
    pub made_token: Option<String>,
}

impl Accounts {
    pub fn open(
        global: &GlobalArgs,
        args: &ServeArgs,
        simulator: Option<&EmbeddedSimulator>,
    ) -> Result<Accounts, Failure> {
        match &args.tenants {
            Some(file) => Accounts::many(global, args, (file, simulator)),
            None => Accounts::one(global, args, simulator),
        }
    }

    fn one(
        global: &GlobalArgs,
        args: &ServeArgs,
        simulator: Option<&EmbeddedSimulator>,
    ) -> Result<Accounts, Failure> {
        let given = token(args)?;
        let made_token = match given {
            Some(_) => None,
            None => Some(random().ok_or_else(no_random)?),
        };
        let token = given.as_ref().or(made_token.as_ref());
        let account = Account::choose(simulator)?.with_link_hosts(&[])?;
        let host = ComponentSource::from(global).host(account)?;
        let journal = journal::for_server(args.journal.as_ref(), simulator.is_some())?;
        let tenant = Tenant {
            name: "default".to_owned(),
            host: host.with_journal(journal).with_max_calls(args.max_calls),
            tools: None,
            is_one_of_many: false,
            sees_metrics: true,
            token: digest(token.map_or("", String::as_str)),
        };
        Ok(Accounts {
            host,
            tenants: vec![tenant],
            made_token,
        })
    }

    fn many(
        global: &GlobalArgs,
        args: &ServeArgs,
        (file, simulator): (&Path, Option<&EmbeddedSimulator>),
    ) -> Result<Accounts, Failure> {
        let listed = Listed::read(file)?;
        let host = ComponentSource::from(global).host(Account::none())?;
        let journal = journal::for_server(args.journal.as_ref(), simulator.is_some())?;
        // One limiter for all.
        let shared = host.with_journal(journal);
        let tenants = listed.into_iter().map(|listed| {
            let account = match simulator {
                Some(_) => Account::choose(simulator)?,
                None => listed.account()?,
            };
            let account = account.with_link_hosts(&[])?;
            let tenant = shared.with_tenant(&listed.name);
            Ok(Tenant {
                host: account.host(&tenant).with_max_calls(listed.max_calls),
                name: listed.name,
                tools: listed.tools,
                // The simulator's journal forgets what has ended.
                is_one_of_many: simulator.is_none(),
                sees_metrics: listed.sees_metrics,
                token: listed.token,
            })
        });
        Ok(Accounts {
            tenants: tenants.collect::<Result<_, Failure>>()?,
            host: host.clone(),
            made_token: None,
        })
    }
}

/// The token of the environment. Without one, only this machine is served.
fn token(args: &ServeArgs) -> Result<Option<String>, Failure> {
    let token = std::env::var(TOKEN).unwrap_or_default();
    let token = token.trim();
    if token.is_empty() {
        let address = args.listen;
        if address.ip().is_loopback() {
            return Ok(None);
        }
        let message = message!(
            "--listen {address} needs a token: set {TOKEN} to {MIN_TOKEN} characters or more",
            "--listen {address} 需要令牌：请将 {TOKEN} 设为至少 {MIN_TOKEN} 个字符"
        );
        return Err(Failure::input("listen", message));
    }
    if token.chars().count() < MIN_TOKEN {
        let message = message!(
            "{TOKEN} has fewer than {MIN_TOKEN} characters",
            "{TOKEN} 少于 {MIN_TOKEN} 个字符"
        );
        return Err(Failure::input("token", message).with_hint(tr!(
            "make one with: openssl rand -hex 32",
            "可用以下命令生成：openssl rand -hex 32"
        )));
    }
    Ok(Some(token.to_owned()))
}

fn no_random() -> Failure {
    Failure::machine(message!(
        "the system gives no random numbers",
        "系统无法提供随机数"
    ))
}
