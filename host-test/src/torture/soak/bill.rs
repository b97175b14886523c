//! What callers were told, against what the service accepted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// How many flaws are told in words.
const MOST_TOLD: usize = 10;

/// The sums.
#[derive(Default)]
pub struct Bill {
    /// Calls, and those among them that bought something, by what was told.
    told: BTreeMap<String, (u64, u64)>,
    flawed: u64,
    flaws: Vec<String>,
    collected: u64,
}

impl Bill {
    /// Adds a call that ended so, and what the service accepted for it.
    pub fn add(&mut self, said: &Value, accepted: u64) {
        let told = said["told"].as_str().unwrap_or("nothing");
        let (calls, bought) = self.told.entry(told.to_owned()).or_default();
        *calls += 1;
        *bought += accepted;
        self.collected += u64::from(said["collected"] == true);
        for what in flaws(said, told, accepted) {
            self.flawed += 1;
            if self.flaws.len() < MOST_TOLD {
                self.flaws.push(format!("{what}: {said}"));
            }
        }
    }

    /// All jobs that were accepted.
    pub fn accepted(&self) -> u64 {
        self.told.values().map(|(_, bought)| bought).sum()
    }

    /// What did not hold.
    pub fn flaws(&self) -> Vec<String> {
        let more = self.flawed.saturating_sub(MOST_TOLD as u64);
        let more = (more > 0).then(|| format!("and {more} more"));
        let none = self.told.is_empty().then(|| "no calls".to_owned());
        self.flaws.iter().cloned().chain(more).chain(none).collect()
    }

    /// For machines.
    pub fn json(&self) -> Value {
        let told = self.told.iter().map(|(told, (calls, bought))| {
            let counts = json!({ "calls": calls, "accepted": bought });
            (told.clone(), counts)
        });
        json!({
            "told": told.collect::<serde_json::Map<_, _>>(),
            "accepted": self.accepted(),
            "collected_later": self.collected,
        })
    }

    /// For people.
    pub fn text(&self) -> String {
        let calls: u64 = self.told.values().map(|(calls, _)| calls).sum();
        let mut text = format!(
            "{calls} calls, {} jobs accepted, {} of them collected later",
            self.accepted(),
            self.collected
        );
        for (told, (calls, bought)) in &self.told {
            text += &format!("\n  told {told:<8} {calls:>7}, accepted {bought:>7}");
        }
        text
    }
}

fn flaws(said: &Value, told: &str, accepted: u64) -> Vec<&'static str> {
    let mut flaws = Vec::new();
    if accepted > 1 {
        flaws.push("bought twice");
    }
    match told {
        "Done" | "Unknown" => {}
        "NotMade" if accepted > 0 => flaws.push("lost"),
        "NotMade" => {}
        // Where there is no task there is nothing to collect.
        "Pending" | "Made" if said["collected"] == false => flaws.push("stuck"),
        "Pending" | "Made" => {}
        _ => flaws.push("never answered"),
    }
    if told == "Done" && accepted == 0 {
        flaws.push("done, and not bought");
    }
    if !said["trap"].is_null() {
        flaws.push("ended by the host");
    }
    flaws
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_is_held_against_what_was_bought() {
        let found = |said: Value, accepted| {
            let told = said["told"].as_str().unwrap().to_owned();
            flaws(&said, &told, accepted)
        };
        let none: [&str; 0] = [];
        assert_eq!(found(json!({"told": "Done"}), 1), none);
        assert_eq!(found(json!({"told": "Unknown"}), 1), none);
        assert_eq!(found(json!({"told": "NotMade"}), 0), none);
        assert_eq!(
            found(json!({"told": "Pending", "collected": true}), 1),
            none
        );
        assert_eq!(
            found(json!({"told": "Pending", "collected": false}), 1),
            ["stuck"]
        );
        assert_eq!(found(json!({"told": "NotMade"}), 1), ["lost"]);
        assert_eq!(found(json!({"told": "Done"}), 2), ["bought twice"]);
        assert_eq!(found(json!({"told": "Done"}), 0), ["done, and not bought"]);
        assert_eq!(found(json!({"told": "nothing"}), 0), ["never answered"]);
    }
}
