//! What is asked of this program.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use host_test::torture::{Scenario, Size, Soak, all};

/// What to play, and how to tell.
pub struct TortureOptions {
    /// How much of it.
    pub size: Size,
    /// Tell it for machines.
    pub json: bool,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// The crowd of tenants after them.
    pub tenants: bool,
}

impl TortureOptions {
    /// Reads `[--quick] [--json] [--schedules N] [NAME...]`.
    pub fn read(words: &[&str]) -> Result<TortureOptions> {
        let mut options = TortureOptions {
            size: Size::FULL,
            json: false,
            scenarios: all(),
            tenants: false,
        };
        let (mut names, mut cuts) = (Vec::new(), None);
        let mut words = words.iter().copied();
        while let Some(word) = words.next() {
            match word {
                "--quick" => options.size = Size::QUICK,
                "--json" => options.json = true,
                "--schedules" => {
                    let number = words.next().context("--schedules needs a number")?;
                    cuts = Some(number.parse().with_context(|| number.to_owned())?);
                }
                flag if flag.starts_with('-') => bail!("there is no {flag}"),
                name => names.push(name),
            }
        }
        // Its small part is a test.
        options.tenants = names.is_empty() && options.size.full;
        options.size.cuts = cuts.unwrap_or(options.size.cuts);
        if !names.is_empty() {
            options.scenarios = chosen(&names, &options.scenarios)?;
        }
        Ok(options)
    }
}

/// Reads `[MINUTES] [--seed N] [--json]`: how to soak, and whether to tell it
/// for machines.
pub fn soaking(words: &[&str]) -> Result<(Soak, bool)> {
    let (mut minutes, mut seed, mut json) = (10.0, None, false);
    let mut words = words.iter().copied();
    while let Some(word) = words.next() {
        match word {
            "--json" => json = true,
            "--seed" => {
                let number = words.next().context("--seed needs a number")?;
                seed = Some(number.parse().with_context(|| number.to_owned())?);
            }
            number => {
                let read = number.parse::<f64>().ok().filter(|number| *number > 0.0);
                minutes = read.with_context(|| format!("{number} is no number of minutes"))?;
            }
        }
    }
    let soak = Soak {
        time: Duration::from_secs_f64(minutes * 60.0),
        seed: seed.map_or_else(now, Ok)?,
    };
    Ok((soak, json))
}

/// The seed of who gives none.
pub fn now() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}

/// Those of these names, or of which these are the first word.
fn chosen(names: &[&str], all: &[Scenario]) -> Result<Vec<Scenario>> {
    let begins = |scenario: &&Scenario, name: &str| {
        let (own, name) = (format!("{}-", scenario.name), format!("{name}-"));
        own.to_ascii_lowercase()
            .starts_with(&name.to_ascii_lowercase())
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
