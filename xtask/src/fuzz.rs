//! `cargo xtask fuzz`: inputs made up by libFuzzer, for whatever comes from outside.
//!
//! The targets of `fuzz/` are built here rather than by `cargo fuzz`: it takes a few
//! flags of the compiler, and so nothing has to be installed. `cargo fuzz` takes the
//! same directory. What they run is compiled with the workspace, whose tests give it
//! the seeds and what once crashed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Workspace};

const USUAL_SECONDS: u32 = 60;

/// What makes code tell libFuzzer which way it went, and what it compared.
const COVERAGE: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Limits of one run. Leaks are not looked for: that needs ptrace, which many
/// containers forbid.
const LIMITS: [&str; 4] = [
    "-rss_limit_mb=2048",
    "-timeout=10",
    "-detect_leaks=0",
    "-print_final_stats=1",
];

/// Runs `cargo xtask fuzz [SECONDS] [TARGET...]`. With 0 seconds, only what is in the
/// tree is run again.
pub fn run(args: &[String]) -> Result<()> {
    let workspace = Workspace::load()?;
    let (seconds, names) = choose(args, targets(&workspace)?)?;
    let fuzzer = Fuzzer::build(&workspace, &names)?;

    println!(
        "{:<14} {:>10} {:>8} {:>9} {:>12}",
        "target", "runs", "seconds", "coverage", "new crashes"
    );
    let mut crashes = Vec::new();
    for name in &names {
        let start = Instant::now();
        let ran = fuzzer.run(name, seconds)?;
        println!(
            "{name:<14} {:>10} {:>8} {:>9} {:>12}",
            ran.runs,
            start.elapsed().as_secs(),
            ran.coverage,
            u8::from(ran.crash.is_some())
        );
        crashes.extend(ran.crash.map(|crash| (name, crash)));
    }
    for (name, crash) in &crashes {
        println!("\n{name}: {}", crash.said);
        println!("  input  {}", workspace.shown(&crash.input).display());
        println!("  log    {}", workspace.shown(&crash.log).display());
        println!("  keep the input in fuzz/regressions/{name}/ when it is mended");
    }
    match crashes.len() {
        0 => Ok(()),
        count => bail!("{count} of {} targets crashed", names.len()),
    }
}

/// The targets by their files.
fn targets(workspace: &Workspace) -> Result<Vec<String>> {
    let directory = workspace.root.join("fuzz").join("fuzz_targets");
    let entries =
        fs::read_dir(&directory).with_context(|| format!("cannot read {}", directory.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        if path.extension().is_some_and(|ending| ending == "rs") {
            names.extend(stem.map(str::to_string));
        }
    }
    names.sort();
    Ok(names)
}

/// How long, and which targets.
fn choose(args: &[String], known: Vec<String>) -> Result<(u32, Vec<String>)> {
    let (seconds, names) = match args.split_first() {
        Some((first, rest)) if first.starts_with(|c: char| c.is_ascii_digit()) => {
            let seconds = first.parse();
            let seconds = seconds.with_context(|| format!("`{first}` is no number of seconds"))?;
            (seconds, rest)
        }
        _ => (USUAL_SECONDS, args),
    };
    if let Some(other) = names.iter().find(|name| !known.contains(name)) {
        bail!("no target `{other}`; there are {}", known.join(", "));
    }
    Ok(match names {
        [] => (seconds, known),
        names => (seconds, names.to_vec()),
    })
}

/// Where the built targets are, and what they work on.
struct Fuzzer {
    programs: PathBuf,
    /// Seeds, and inputs that once crashed.
    tree: PathBuf,
    /// What runs find stays outside the tree: inputs that lead further, for the
    /// next run, and those that crash.
    scratch: PathBuf,
}

impl Fuzzer {
    fn build(workspace: &Workspace, names: &[String]) -> Result<Fuzzer> {
        let scratch = workspace.target.join("fuzz");
        let compiler = workspace::output(Command::new("rustc").arg("-vV"))?;
        let host = compiler
            .lines()
            .find_map(|line| line.strip_prefix("host: "));
        let host = host.context("rustc does not say what it runs on")?;

        // Named, so that what runs while compiling is built without the flags below.
        let mut command = workspace.cargo(["build", "--profile", "fuzz", "--target", host]);
        command.args(["--package", "visual-fuzz", "--features", "libfuzzer"]);
        command.arg("--target-dir").arg(&scratch);
        command.args(names.iter().flat_map(|name| ["--bin", name]));
        let mut flags = COVERAGE.to_vec();
        if has_address_sanitizer()? {
            flags.push("-Zsanitizer=address");
            // The flag is not stable; a stable compiler has it all the same.
            command.env("RUSTC_BOOTSTRAP", "1");
        } else {
            eprintln!("this toolchain has no AddressSanitizer: memory faults may stay unseen");
        }
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
        workspace::run(&mut command)
            .context("cannot build the targets; libFuzzer needs a C++ compiler")?;
        Ok(Fuzzer {
            programs: scratch.join(host).join("fuzz"),
            tree: workspace.root.join("fuzz"),
            scratch,
        })
    }

    /// Runs one target: first what is known, seeds and regressions, then what is made up.
    fn run(&self, name: &str, seconds: u32) -> Result<Ran> {
        let found = self.scratch.join("corpus").join(name);
        let crashes = self.scratch.join("artifacts").join(name);
        for directory in [&found, &crashes] {
            fs::create_dir_all(directory)
                .with_context(|| format!("cannot create {}", directory.display()))?;
        }
        let log = self.scratch.join(format!("{name}.log"));
        let output =
            fs::File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;

        let mut command = Command::new(self.programs.join(name));
        command.args(LIMITS);
        command.arg(format!("-artifact_prefix={}/", crashes.display()));
        command.arg(match seconds {
            // No time would be no limit.
            0 => "-runs=0".to_string(),
            _ => format!("-max_total_time={seconds}"),
        });
        // The first directory is written to, the others are only read.
        command.arg(found);
        let known = ["corpus", "regressions"].map(|kind| self.tree.join(kind).join(name));
        command.args(known.iter().filter(|directory| directory.is_dir()));
        command.stderr(output);
        let status = command.status();
        let status = status.with_context(|| format!("cannot start the target {name}"))?;
        Ran::read(&log, status.success())
    }
}

/// Whether the compiler comes with what finds faults in unsafe code, such as that of
/// the crates for base64 and for searching.
fn has_address_sanitizer() -> Result<bool> {
    let mut command = Command::new("rustc");
    let libraries = workspace::output(command.args(["--print", "target-libdir"]))?;
    let entries = fs::read_dir(Path::new(libraries.trim())).context("rustc has no libraries")?;
    let mut names = entries.flatten().map(|entry| entry.file_name());
    Ok(names.any(|name| name.to_string_lossy().contains("_rt.asan")))
}

/// What a run says of itself.
struct Ran {
    runs: u64,
    /// How many branches were taken that differ.
    coverage: u64,
    crash: Option<Crash>,
}

struct Crash {
    input: PathBuf,
    said: String,
    log: PathBuf,
}

impl Ran {
    fn read(log: &Path, succeeded: bool) -> Result<Ran> {
        let bytes = fs::read(log).with_context(|| format!("cannot read {}", log.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        // Later lines count: the numbers grow.
        let last = |before: &str| {
            let mut lines = text.lines().rev();
            lines.find_map(|line| Some(line.split_once(before)?.1.trim()))
        };
        let number = |before| {
            let word = last(before).and_then(|rest| rest.split(' ').next());
            word.and_then(|word| word.parse().ok()).unwrap_or(0)
        };
        let crash = || Crash {
            input: last("Test unit written to ").map_or(log.to_path_buf(), PathBuf::from),
            said: said(&text),
            log: log.to_path_buf(),
        };
        Ok(Ran {
            runs: number("stat::number_of_executed_units:"),
            coverage: number(" cov: "),
            crash: (!succeeded).then(crash),
        })
    }
}

/// The words of a panic, or of libFuzzer where there was none.
fn said(log: &str) -> String {
    let mut lines = log.lines();
    let panic = lines.find(|line| line.contains(" panicked at "));
    let words = panic.and_then(|_| lines.next());
    let error = || log.lines().find(|line| line.contains("ERROR: "));
    let words = words.or_else(error).unwrap_or("it ended by itself");
    words.chars().take(300).collect()
}
