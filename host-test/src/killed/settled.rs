//! What can be found out about the purchase of a run that was killed.

use serde_json::Value;
use volc_sim::Simulator;

use super::tool::Tool;
use crate::program::Shell;

/// What is known of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Nothing was bought.
    NotBought,
    /// It was collected by its task.
    Collected,
    /// The product was the answer.
    HandedOver,
    /// Bought or not.
    Unknown,
}

/// What the journal knows of a request, and what becomes of it when it is asked
/// for once more. What must not be is told in words.
pub(super) async fn settle(
    shell: &Shell,
    simulator: &Simulator,
    (tool, key): (Tool, &str),
) -> (Option<Settled>, Vec<String>) {
    let mut faults = Vec::new();
    let bought = simulator.accepted_with_prompt(key);
    if bought > 1 {
        faults.push(format!("bought {bought} times"));
    }
    let (_, listed) = shell.json("task list").await;
    let entries = listed["tasks"].as_array().cloned().unwrap_or_default();
    let entry = entries.iter().find(|entry| entry["idempotency_key"] == key);
    let state = entry.and_then(|entry| entry["state"].as_str());
    let settled = match (bought, state, tool) {
        (0, None, _) if entry.is_none() => return (Some(Settled::NotBought), faults),
        (_, Some("unknown"), _) => Some(Settled::Unknown),
        (1, Some("done"), Tool::Process) => Some(Settled::HandedOver),
        (1, Some("pending" | "done"), Tool::Task) => {
            let task = entry.and_then(|entry| entry["task"].as_str());
            match shell
                .json(&["task", "wait", task.unwrap_or_default()])
                .await
            {
                (0, done) if done["done"].is_object() => Some(Settled::Collected),
                (exit, told) => {
                    faults.push(format!("not collected: {exit} {}", brief(&told)));
                    None
                }
            }
        }
        (bought, state, _) => {
            faults.push(format!("bought {bought} times, and listed as {state:?}"));
            None
        }
    };
    let (exit, again) = shell.json(&tool.words(key)).await;
    if let Some(settled) = settled.filter(|settled| !settled.is_told(exit, &again)) {
        let told = brief(&again);
        faults.push(format!(
            "{settled:?}; asked for again, it is told {exit} {told}"
        ));
    }
    if simulator.accepted_with_prompt(key) != bought {
        faults.push("it was bought again".to_owned());
    }
    (settled, faults)
}

impl Settled {
    /// Whether this is what has to be told when the same is asked for again.
    fn is_told(self, exit: i32, told: &Value) -> bool {
        match self {
            Settled::NotBought | Settled::Collected => exit == 0,
            Settled::HandedOver => exit == 1 && told["error"]["kind"] == "task-gone",
            Settled::Unknown => exit == 1 && told["error"]["kind"] == "outcome-unknown",
        }
    }
}

fn brief(told: &Value) -> String {
    told.to_string().chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_told_again_fits_what_is_known() {
        let error = |kind: &str| json!({ "error": { "kind": kind } });
        assert!(Settled::HandedOver.is_told(1, &error("task-gone")));
        assert!(Settled::Unknown.is_told(1, &error("outcome-unknown")));
        assert!(!Settled::HandedOver.is_told(0, &json!({ "done": {} })));
        assert!(!Settled::Unknown.is_told(0, &json!({ "done": {} })));
        assert!(!Settled::Collected.is_told(1, &error("outcome-unknown")));
    }
}
