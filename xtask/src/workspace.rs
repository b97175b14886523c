//! The workspace as cargo knows it, and the commands run in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Where things are, and what the packages say of themselves.
pub struct Workspace {
    /// The directory of the root manifest.
    pub root: PathBuf,
    /// Where cargo builds, wherever that was configured to be.
    pub target: PathBuf,
    metadata: Value,
}

/// A test binary: its name, and the source of its root module.
pub struct TestBinary {
    /// What `--test` takes.
    pub name: String,
    /// `tests/main.rs`, or what stands for it.
    pub source: String,
}

impl Workspace {
    /// Asks cargo.
    pub fn load() -> Result<Self> {
        let mut command = cargo();
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")));
        let metadata: Value =
            serde_json::from_str(&output(&mut command)?).context("cargo metadata is not JSON")?;
        let path = |member: &str| {
            let path = metadata[member].as_str().map(PathBuf::from);
            path.with_context(|| format!("cargo metadata names no {member}"))
        };
        Ok(Self {
            root: path("workspace_root")?,
            target: path("target_directory")?,
            metadata,
        })
    }

    /// The directory of the built components.
    pub fn components(&self) -> PathBuf {
        self.target.join("components")
    }

    /// A program that cargo built in release.
    pub fn program(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        self.target.join("release").join(file)
    }

    /// What the manifest of `package` says under `key`, if anything.
    pub fn manifest(&self, package: &str, key: &str) -> Option<&str> {
        let packages = self.metadata["packages"].as_array()?;
        let package = packages.iter().find(|p| p["name"] == package)?;
        package[key].as_str()
    }

    /// The test binaries of all packages.
    pub fn test_binaries(&self) -> Result<Vec<TestBinary>> {
        let packages = self.metadata["packages"].as_array().into_iter().flatten();
        let targets = packages.flat_map(|p| p["targets"].as_array().into_iter().flatten());
        let tests = targets.filter(|target| target["kind"][0] == "test");
        let binary = |target: &Value| {
            let text = |member: &str| target[member].as_str().unwrap_or_default().to_owned();
            let path = text("src_path");
            let source =
                fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
            let name = text("name");
            Ok(TestBinary { name, source })
        };
        tests.map(binary).collect()
    }

    /// Cargo, run in the workspace.
    pub fn cargo<const N: usize>(&self, args: [&str; N]) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root).args(args);
        if self.target != self.root.join("target") {
            // Only then must the host's build script be told where to look.
            command.env("VISUAL_COMPONENT", self.components().join("visual.wasm"));
        }
        command
    }

    /// The path as seen from the workspace, for people.
    pub fn shown<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}

/// The cargo that runs this program, without what it told this program of its own package: some build
/// scripts look there, and would run again each time that it changes.
fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command to its end; its output goes where ours goes.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", text(command));
    }
    Ok(())
}

/// Runs a command to its end, and passes its exit code on.
pub fn exit_code(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().with_context(|| cannot_start(command))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Runs a command to its end and returns its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    command.stderr(std::process::Stdio::inherit());
    let output = command.output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", text(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` wrote no text", text(command)))
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", command.get_program().to_string_lossy())
}

/// A command with its first word, which says what it was to do.
fn text(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args().take(1));
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
