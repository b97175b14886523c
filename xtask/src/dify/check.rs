//! `cargo xtask dify test`: the plugin in Python, driven as Dify drives it.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use super::{directory, pack};
use crate::workspace::Workspace;
use crate::{build, python};

/// What Dify runs plugins with.
const PYTHON: &str = "3.12";

/// To succeed where there is no such Python, and to run the long tests too.
const OPTIONS: [&str; 2] = ["--if-available", "--heavy"];

/// Runs `cargo xtask dify test`; the exit code is pytest's.
pub fn run(args: &[String]) -> Result<ExitCode> {
    let (own, pytest): (Vec<_>, Vec<_>) =
        args.iter().partition(|arg| OPTIONS.contains(&arg.as_str()));
    let [if_available, is_heavy] = OPTIONS.map(|option| own.iter().any(|arg| *arg == option));
    let Some(interpreter) = interpreter() else {
        let missing = format!("there is no Python {PYTHON}, on PATH or in pyenv");
        if !if_available {
            bail!("{missing}");
        }
        eprintln!("SKIPPED: the tests of the Dify plugin DID NOT RUN: {missing}");
        return Ok(ExitCode::SUCCESS);
    };
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    for program in ["visual", "volc-sim"] {
        build::program(&workspace, program)?;
    }
    let package = packed_twice(&workspace)?;

    let plugin = directory(&workspace);
    let requirements = [
        plugin.join("requirements.txt"),
        plugin.join("tests/requirements.txt"),
    ];
    let requirements = requirements.map(|path| path.display().to_string());
    let [own, tests] = &requirements;
    let python = python::environment_with(
        &interpreter,
        &workspace.target.join("dify-venv"),
        &["-r", own, "-r", tests],
    )?;
    let status = Command::new(python)
        .args(["-m", "pytest", "plugins/dify/tests"])
        .args(pytest)
        .current_dir(&workspace.root)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("VISUAL_WASM", pack::component(&workspace))
        .env("VISUAL_PROGRAM", workspace.program("visual"))
        .env("VISUAL_SIM", workspace.program("volc-sim"))
        .env("VISUAL_DIFYPKG", package)
        .env("VISUAL_DIFY_HEAVY", if is_heavy { "1" } else { "" })
        .status()
        .context("cannot start pytest")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The package, after it was packed again to the same bytes.
fn packed_twice(workspace: &Workspace) -> Result<PathBuf> {
    let first = fs::read(pack::pack(workspace, None)?)?;
    let package = pack::pack(workspace, None)?;
    if fs::read(&package)? != first {
        bail!("packed twice, the package has other bytes");
    }
    Ok(package)
}

/// A Python of that version: on PATH, else in pyenv.
fn interpreter() -> Option<PathBuf> {
    let names = [format!("python{PYTHON}"), "python3".to_owned()];
    let on_path = names.into_iter().map(PathBuf::from);
    let pyenv = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| Some(env::home_dir()?.join(".pyenv")));
    let versions = pyenv.and_then(|root| root.join("versions").read_dir().ok());
    let versions = versions.into_iter().flatten().flatten();
    let in_pyenv = versions.filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with(&format!("{PYTHON}."))
    });
    let in_pyenv = in_pyenv.map(|entry| entry.path().join("bin").join("python"));
    on_path.chain(in_pyenv).find(is_right)
}

/// Whether it starts and has the version.
fn is_right(interpreter: &PathBuf) -> bool {
    let output = Command::new(interpreter).arg("--version").output();
    output.is_ok_and(|output| {
        let version = String::from_utf8_lossy(&output.stdout).into_owned();
        version.starts_with(&format!("Python {PYTHON}."))
    })
}
