//! `cargo xtask browser`: the page of `visual serve` in a real browser.

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::build;
use crate::hosts::install;
use crate::workspace::Workspace;

/// Where screenshots are that the documents show.
const SHOTS: &str = "docs";

/// Runs `cargo xtask browser`. Without Node, npm or a browser it says so, and is no failure.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let writes = match args {
        [] => false,
        [flag] if flag == "--write" => true,
        _ => bail!("`browser` takes nothing but --write"),
    };
    let workspace = Workspace::load()?;
    let drivers = match install::chromium(&workspace) {
        Ok(drivers) => drivers,
        Err(error) => {
            println!("SKIPPED: the page was not tried in a browser: {error:#}");
            return Ok(ExitCode::SUCCESS);
        }
    };
    build::components(&workspace)?;
    for program in ["visual", "volc-sim"] {
        build::program(&workspace, program)?;
    }
    let mut driver = Command::new("node");
    driver
        .arg(drivers.join("page.mjs"))
        .args(["visual", "volc-sim"].map(|program| workspace.program(program)));
    if writes {
        driver.arg(workspace.root.join(SHOTS));
    }
    let code = driver.status()?.code();
    let code = code.and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
