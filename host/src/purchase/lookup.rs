//! The plan of a tool, which the component is asked for once.

use super::order::Wanted;
use super::plan::Plan;
use crate::{CallError, VisualHost};
use visual_catalog::json_text;

impl VisualHost {
    /// The plan of a tool; asked of the component once.
    pub(crate) async fn plan(&self, wanted: Wanted<'_>) -> Result<Plan, CallError> {
        let name = match wanted {
            Wanted::Tool(name) | Wanted::Typed(name, _) => name,
            Wanted::Custom(req_key, pair) => {
                return Ok(self.plans.within_quota(Plan::custom(req_key, pair)));
            }
        };
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
