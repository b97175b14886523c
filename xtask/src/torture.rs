//! `cargo xtask torture`: faults by the thousand, at full size, and the vendor's Python SDK under the same ones.

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Workspace};
use crate::{build, sdk};

/// The page that has the table.
const PAGE: &str = "docs/reliability.md";
const BEGIN: &str = "<!-- faults: written by `cargo xtask torture sdk --write` -->\n";
const END: &str = "<!-- /faults -->\n";

/// Runs `cargo xtask torture`; the exit code is the torture's.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "torture")?;
    if args
        .first()
        .is_some_and(|first| first == "kill" || first == "products")
    {
        build::program(&workspace, "visual")?;
    }
    if let Some(("sdk", args)) = args
        .split_first()
        .map(|(first, rest)| (first.as_str(), rest))
    {
        compare(&workspace, args)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut command = Command::new(workspace.program("torture"));
    workspace::exit_code(command.args(args))
}

/// Prints the table of the SDK, and puts it into `PAGE` with `--write`.
fn compare(workspace: &Workspace, args: &[String]) -> Result<()> {
    let write = match args {
        [] => false,
        [flag] if flag == "--write" => true,
        _ => bail!("`cargo xtask torture sdk` takes --write"),
    };
    let python = sdk::python(workspace)?;
    let script = workspace
        .root
        .join("host-test")
        .join("sdk")
        .join("faults_sdk.py");
    let mut command = Command::new(workspace.program("torture"));
    let table = workspace::output(command.arg("sdk").arg(python).arg(script))?;
    print!("{table}");
    if write {
        let page = workspace.root.join(PAGE);
        let text = fs::read_to_string(&page).with_context(|| format!("cannot read {PAGE}"))?;
        fs::write(&page, with_table(&text, &table)?)
            .with_context(|| format!("cannot write {PAGE}"))?;
    }
    Ok(())
}

fn with_table(text: &str, table: &str) -> Result<String> {
    let missing = || format!("{PAGE} lacks the lines {BEGIN:?} and {END:?}");
    let (before, rest) = text.split_once(BEGIN).with_context(missing)?;
    let (_, after) = rest.split_once(END).with_context(missing)?;
    Ok(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_replaces_the_one_before() {
        let text = format!("a\n{BEGIN}old\n{END}b\n");
        let new = with_table(&text, "| new |\n").unwrap();
        assert_eq!(new, format!("a\n{BEGIN}\n| new |\n\n{END}b\n"));
        assert_eq!(with_table(&new, "| new |\n").unwrap(), new);
        assert!(with_table("a", "").is_err());
    }
}
