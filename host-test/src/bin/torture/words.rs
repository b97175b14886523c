//! What is asked of this program.

use anyhow::{Context, Result, bail};
use host_test::torture::{Scenario, Size, all};

/// What to play, and how to tell.
pub struct Wish {
    /// How much of it.
    pub size: Size,
    /// Tell it for machines.
    pub json: bool,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
}

impl Wish {
    /// Reads `[--quick] [--json] [--schedules N] [NAME...]`.
    pub fn read(words: &[String]) -> Result<Wish> {
        let mut wish = Wish {
            size: Size::FULL,
            json: false,
            scenarios: all(),
        };
        let (mut names, mut cuts) = (Vec::new(), None);
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--quick" => wish.size = Size::QUICK,
                "--json" => wish.json = true,
                "--schedules" => {
                    let number = words.next().context("--schedules needs a number")?;
                    cuts = Some(number.parse().with_context(|| number.clone())?);
                }
                flag if flag.starts_with('-') => bail!("there is no {flag}"),
                name => names.push(name),
            }
        }
        wish.size.cuts = cuts.unwrap_or(wish.size.cuts);
        if !names.is_empty() {
            wish.scenarios = chosen(&names, &wish.scenarios)?;
        }
        Ok(wish)
    }
}

/// Those whose names begin so.
fn chosen(names: &[&str], all: &[Scenario]) -> Result<Vec<Scenario>> {
    let begins = |scenario: &&Scenario, name: &str| {
        let own = scenario.name.to_ascii_lowercase();
        own.starts_with(&name.to_ascii_lowercase())
    };
    if let Some(unknown) = names
        .iter()
        .find(|name| !all.iter().any(|scenario| begins(&scenario, name)))
    {
        let known: Vec<&str> = all.iter().map(|scenario| scenario.name).collect();
        bail!(
            "nothing is called {unknown}; there are {}",
            known.join(", ")
        );
    }
    let wanted = all
        .iter()
        .filter(|scenario| names.iter().any(|name| begins(scenario, name)));
    Ok(wanted.copied().collect())
}
