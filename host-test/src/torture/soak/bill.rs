//! What callers were told, against what the service accepted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::torture::Subject;

/// What is told of what was bought.
const BOUGHT: [&str; 3] = ["Done", "Pending", "Made"];
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
        let wrong = (!self.balances()).then(|| format!("a wrong bill: {}", self.sums()));
        let told = self.flaws.iter().cloned();
        told.chain(more).chain(none).chain(wrong).collect()
    }

    /// Whether what was accepted is what was told to be bought, and of the rest
    /// no more than what may have been.
    fn balances(&self) -> bool {
        let (bought, unknown) = self.expected();
        (bought..=bought + unknown).contains(&self.accepted())
    }

    /// Calls that were told of a purchase, and those that were told of perhaps
    /// one.
    fn expected(&self) -> (u64, u64) {
        let calls = |told: &str| self.told.get(told).map_or(0, |(calls, _)| *calls);
        let bought = BOUGHT.into_iter().map(calls).sum();
        (bought, calls("Unknown"))
    }

    fn sums(&self) -> String {
        let (bought, unknown) = self.expected();
        let accepted = self.accepted();
        format!("{accepted} jobs accepted, {bought} told to be bought and {unknown} perhaps")
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
        let (sums, collected) = (self.sums(), self.collected);
        let mut text = format!("{calls} calls, {sums}; {collected} collected later");
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
        // Whose answer is the product has no task to collect it by.
        "Made" if said["tool"] == Subject::Process.tool() => {}
        "Pending" | "Made" if said["collected"] != true => flaws.push("stuck"),
        "Pending" | "Made" => {}
        _ => flaws.push("never answered"),
    }
    if BOUGHT.contains(&told) && accepted == 0 {
        flaws.push("told of a purchase, and there is none");
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
        assert_eq!(found(json!({"told": "nothing"}), 0), ["never answered"]);
        let [task, process] = Subject::BOTH.map(Subject::tool);
        assert_eq!(found(json!({"told": "Made", "tool": task}), 1), ["stuck"]);
        assert_eq!(found(json!({"told": "Made", "tool": process}), 1), none);
        assert_eq!(
            found(json!({"told": "Pending", "tool": task}), 1),
            ["stuck"]
        );
        for told in BOUGHT {
            let said = json!({"told": told, "tool": task, "collected": true});
            let not_bought = ["told of a purchase, and there is none"];
            assert_eq!(found(said.clone(), 0), not_bought);
            assert_eq!(found(said, 1), none);
        }
    }

    #[test]
    fn a_wrong_bill_is_a_flaw() {
        let bill = |unknown: (u64, u64), done: (u64, u64)| Bill {
            told: BTreeMap::from([
                ("Unknown".to_owned(), unknown),
                ("Done".to_owned(), done),
                ("NotMade".to_owned(), (2, 0)),
            ]),
            ..Bill::default()
        };
        for right in [bill((3, 0), (5, 5)), bill((3, 3), (5, 5))] {
            assert_eq!(right.flaws(), [""; 0]);
        }
        for wrong in [bill((3, 0), (5, 4)), bill((3, 4), (5, 5))] {
            assert_eq!(wrong.flaws().len(), 1, "{:?}", wrong.flaws());
        }
        let text = bill((3, 4), (5, 5)).flaws().concat();
        assert!(text.contains("9 jobs accepted, 5 told"), "{text}");
        let mut added = Bill::default();
        added.add(&json!({"told": "Done"}), 2);
        assert_eq!(added.flaws().len(), 2, "bought twice, and a wrong bill");
    }
}
