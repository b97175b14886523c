//! Who may use a server, and what they may buy.

use super::journal_error::for_clients;
use super::secret::digest;
use ctutils::CtEq;
use std::sync::Arc;
use visual_catalog::{Tool, find};
use visual_host::{Error, ErrorKind, Order, Request, Task, VisualHost};

/// An account of a server: a token, the host that its keys go to, and its limits.
pub struct Tenant {
    pub name: String,
    /// A host with its credentials, journal and maximum of purchases.
    pub host: VisualHost,
    /// The names of the tools that it may use; all of them where there is no list.
    pub tools: Option<Vec<&'static str>>,
    /// Whether it sees its own tasks only, by its journal.
    pub is_one_of_many: bool,
    pub sees_metrics: bool,
    /// The SHA-256 digest of its token.
    pub token: [u8; 32],
}

impl Tenant {
    /// Whether it may use a tool.
    pub fn allows(&self, tool: &Tool) -> bool {
        let tools = self.tools.as_ref();
        tools.is_none_or(|tools| tools.contains(&tool.name))
    }

    /// Refuses a tool, by any of its names, that it may not use.
    pub fn check(&self, tool: &str) -> Result<(), Error> {
        let is_allowed = match find(tool) {
            Some(tool) => self.allows(tool),
            None => self.tools.is_none(),
        };
        if is_allowed {
            return Ok(());
        }
        let texts = (
            format!("this token may not use the tool `{tool}`"),
            format!("此令牌无权使用工具 `{tool}`"),
        );
        Err(Error::refused(ErrorKind::NotPermitted, "tool", texts))
    }

    /// An order within what this tenant may buy. It ends with its future: what shall not is a
    /// [`Purchase`](super::purchase::Purchase).
    pub fn order(&self, request: impl Into<Request>) -> Result<Order<'_>, Error> {
        let request = request.into();
        self.check(request.tool())?;
        Ok(self.host.order(request))
    }

    /// A task by its text, if it is this tenant's.
    pub async fn task(&self, text: &str) -> Result<Task, Error> {
        self.own(text.parse()?).await
    }

    /// The same task, if it is this tenant's.
    pub async fn own(&self, task: Task) -> Result<Task, Error> {
        let is_own = match self.is_one_of_many {
            true => self.host.has_bought(&task).await.map_err(for_clients)?,
            false => true,
        };
        if is_own {
            return Ok(task);
        }
        let texts = (
            "the journal of this token has no such task".to_owned(),
            "此令牌的购买记录中没有该任务".to_owned(),
        );
        Err(Error::refused(ErrorKind::TaskGone, "task", texts))
    }
}

/// Everyone who may use a server.
pub struct Tenants(Vec<Arc<Tenant>>);

impl Tenants {
    pub fn new(tenants: Vec<Tenant>) -> Tenants {
        Tenants(tenants.into_iter().map(Arc::new).collect())
    }

    /// The owner of a token. How long that takes does not depend on the token.
    pub fn find(&self, token: &str) -> Option<Arc<Tenant>> {
        let given = digest(token);
        let mut found = None;
        for tenant in &self.0 {
            if tenant.token.ct_eq(&given).to_bool() {
                found = Some(tenant.clone());
            }
        }
        found
    }

    pub fn all(&self) -> &[Arc<Tenant>] {
        &self.0
    }
}
