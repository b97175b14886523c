//! `cargo xtask demo`: a picture, an edit of it and a video, without an account.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::build;
use crate::workspace::Workspace;

/// One call of the program: the tool, its arguments, the file it makes.
struct Step {
    tool: &'static str,
    args: &'static [&'static str],
    file: &'static str,
}

/// The second step edits what the first one made; the program runs where the
/// files are.
const STEPS: [Step; 3] = [
    Step {
        tool: "high-aes-general-v30l-zt2i",
        args: &[
            "--prompt",
            "一只猫在窗台上",
            "--width",
            "1024",
            "--height",
            "576",
            "--seed",
            "7",
        ],
        file: "cat.jpg",
    },
    Step {
        tool: "seededit-v30",
        args: &[
            "--image",
            "cat.jpg",
            "--prompt",
            "把背景换成雪山",
            "--watermark=demo",
        ],
        file: "cat-in-the-mountains.png",
    },
    Step {
        tool: "jimeng-vgfm-t2v-l20",
        args: &["--prompt", "一只猫在窗台上伸懒腰"],
        file: "cat.mp4",
    },
];

/// Runs `cargo xtask demo`.
pub fn run(args: &[String]) -> Result<()> {
    crate::take_none("demo", args)?;
    let workspace = Workspace::load()?;
    build::components(&workspace)?;
    build::program(&workspace, "visual")?;

    let directory = workspace.target.join("demo");
    fs::create_dir_all(&directory)
        .with_context(|| format!("cannot create {}", directory.display()))?;
    let program = workspace.program("visual");
    for step in STEPS {
        let mut command = Command::new(&program);
        command
            .current_dir(&directory)
            .args(["run", step.tool, "--simulate", "--json"]);
        command.args(step.args).args(["--force", "-o", step.file]);

        println!("\n{}", step.tool);
        let start = Instant::now();
        let reply = reply(&mut command)?;
        let seconds = start.elapsed().as_secs_f64();
        show(&reply, &directory, seconds)
            .with_context(|| format!("{} answered {reply}", step.tool))?;
    }
    Ok(())
}

/// The one JSON object that the program prints, whatever its exit status.
fn reply(command: &mut Command) -> Result<Value> {
    command.stderr(Stdio::inherit());
    let output = command
        .output()
        .context("cannot start the program `visual`")?;
    let reply: Value = serde_json::from_slice(&output.stdout)
        .with_context(|| format!("`visual` printed no JSON ({})", output.status))?;
    if !output.status.success() {
        bail!("`visual` failed ({}): {reply}", output.status);
    }
    Ok(reply)
}

fn show(reply: &Value, directory: &Path, seconds: f64) -> Result<()> {
    let done = reply.get("done").context("it is not done")?;
    println!("  task   {}", task(&done["task"]));
    println!("  time   {seconds:.1} s");
    let media = done["media"].as_array().filter(|media| !media.is_empty());
    for media in media.context("it came without media")? {
        let file = media["file"].as_str().context("a medium was not saved")?;
        let path = directory.join(file);
        let bytes = fs::metadata(&path)
            .with_context(|| format!("{file} is missing"))?
            .len();
        ensure!(media["bytes"] == bytes, "{file} has {bytes} bytes");
        println!("  file   {}", path.display());
        println!("  bytes  {bytes}");
        if let (Some(width), Some(height)) = (media["width"].as_u64(), media["height"].as_u64()) {
            println!("  size   {width} x {height}");
        }
    }
    Ok(())
}

/// A task is shown by its text form or by the service's identifier.
fn task(task: &Value) -> &str {
    let text = task.as_str().or_else(|| task["id"].as_str());
    text.unwrap_or("none: the tool answers at once")
}
