//! The plan of a tool, which the component is asked for once.

use super::plan::Plan;
use crate::tools::Request;
use crate::{Error, VisualHost};
use visual_catalog::json_text;

impl VisualHost {
    /// The plan of a tool; asked of the component once.
    pub(crate) async fn plan(&self, request: &Request) -> Result<Plan, Error> {
        let name = request.tool();
        if let Some(actions) = request.actions() {
            return Ok(self.plans.within_quota(Plan::custom(name, actions)));
        }
        if let Some(plan) = self.plans.known().get(name) {
            return Ok(plan.clone());
        }
        let described = self.describe(name).await?;
        let facts = json_text::parse(&described.facts).unwrap_or_default();
        let plan = Plan::described(described.info.name, &facts);
        let plan = self.plans.within_quota(plan);
        self.plans.known().insert(name.to_owned(), plan.clone());
        Ok(plan)
    }
}
