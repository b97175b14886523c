//! `visual journal check|migrate|export|import`.

use crate::args::journal::{ExportArgs, ImportArgs, JournalArg, JournalCommand};
use crate::journal::{must_exist, place};
use crate::output::failure::Failure;
use crate::output::language::{Message, message, pick, tr};
use crate::output::report::{Exit, Report};
use crate::output::terminal;
use crate::save::saved::minute;
use serde_json::json;
use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::Path;
use visual_host::types::ErrorKind;
use visual_host::{
    EntryState, JournalAddress, JournalCheck, JournalError, JournalFinding, TransferError,
    Transferred, io_error_zh,
};

use super::task_list::state_name;

/// Runs one of them.
pub fn journal(command: &JournalCommand) -> Result<Report, Failure> {
    match command {
        JournalCommand::Check(args) => check(args),
        JournalCommand::Migrate(args) => migrate(args),
        JournalCommand::Export(args) => export(args),
        JournalCommand::Import(args) => import(args),
    }
}

/// The journal that is meant.
fn chosen(args: &JournalArg) -> Result<JournalAddress, Failure> {
    place(args.journal.as_ref())?.ok_or_else(|| {
        Failure::input(
            "journal",
            message!(
                "neither HOME nor XDG_STATE_HOME is set to a directory: use --journal",
                "HOME 与 XDG_STATE_HOME 均未设为目录：请用 --journal 指定"
            ),
        )
    })
}

/// The same, which is there.
fn existing(args: &JournalArg) -> Result<JournalAddress, Failure> {
    let address = chosen(args)?;
    must_exist(&address)?;
    Ok(address)
}

fn check(args: &JournalArg) -> Result<Report, Failure> {
    let found = existing(args)?.check().map_err(|error| Failure {
        exit: Exit::Failed,
        ..unusable(error)
    })?;
    let mut report = Report::prose(json!({ "journal": found }), &lines(&found));
    let (faults, warnings): (Vec<_>, Vec<_>) =
        found.findings.iter().partition(|finding| finding.is_fault);
    report.notes = warnings.into_iter().map(said).collect();
    if !faults.is_empty() {
        let error = |fault| {
            let fault = said(fault);
            tr!("error: {fault}", "错误：{fault}")
        };
        report.errors = faults.into_iter().map(error).collect();
        report.exit = Exit::Failed;
    }
    Ok(report)
}

fn said(finding: &JournalFinding) -> String {
    pick(&*finding.message, &*finding.message_zh).to_owned()
}

fn lines(found: &JournalCheck) -> Vec<String> {
    let JournalCheck {
        journal, version, ..
    } = found;
    let mut lines = vec![tr!(
        "{journal}: tables of version {version}",
        "{journal}：表结构版本 {version}"
    )];
    let counted = found.entries.iter().filter(|(_, count)| **count > 0);
    let counted: Vec<_> = counted
        .map(|(state, count)| {
            let known = EntryState::ALL.iter().find(|known| known.as_str() == state);
            let state = known.map_or(state.clone(), |known| state_name(known).to_owned());
            tr!("{count} {state}", "{state} {count}")
        })
        .collect();
    let counted = match counted.is_empty() {
        true => pick("none", "无").to_owned(),
        false => counted.join(pick(", ", "，")),
    };
    lines.push(tr!("purchases: {counted}", "购买：{counted}"));
    if let Some(since) = found.oldest_open {
        let since = minute(since.try_into().unwrap_or_default());
        lines.push(tr!(
            "oldest that has not ended: {since}",
            "最早的未结束购买：{since}"
        ));
    }
    if let Some(written) = found.last_written {
        let written = minute(written.try_into().unwrap_or_default());
        lines.push(tr!("last written: {written}", "最后写入：{written}"));
    }
    if let Some(members) = found.members {
        lines.push(tr!(
            "processes that share it now: {members}",
            "当前共用的进程数：{members}"
        ));
    }
    lines
}

fn migrate(args: &JournalArg) -> Result<Report, Failure> {
    let address = existing(args)?;
    let migrated = address.migrate().map_err(unusable)?;
    let (from, to) = (migrated.from, migrated.to);
    let line = match (from == to, &address) {
        (true, JournalAddress::File(_)) => tr!(
            "{address}: version {to} already; a file is migrated when it is opened",
            "{address}：已是版本 {to}；文件在打开时自动升级"
        ),
        (true, _) => tr!(
            "{address}: version {to} already",
            "{address}：已是版本 {to}"
        ),
        (false, _) => tr!(
            "{address}: migrated from version {from} to {to}",
            "{address}：已从版本 {from} 升级到 {to}"
        ),
    };
    let told = json!({ "migrated": { "journal": address.to_string(), "from": from, "to": to } });
    Ok(Report::prose(told, &[line]))
}

fn export(args: &ExportArgs) -> Result<Report, Failure> {
    let address = existing(&args.place)?;
    let Some(output) = &args.output else {
        let mut output = terminal::json_lines();
        let moved = address.export(&mut output, args.close).map_err(refused)?;
        drop(output);
        terminal::note(&exported(&address, moved));
        return Ok(Report::silent());
    };
    if output.exists() {
        let shown = output.display();
        let message = message!("{shown} exists already", "{shown} 已存在");
        return Err(Failure::input("output", message));
    }
    let directory = match output.parent() {
        Some(directory) if directory != Path::new("") => directory,
        _ => Path::new("."),
    };
    let unwritten = |error: io::Error| {
        let (shown, zh) = (output.display(), io_error_zh(&error));
        Failure::machine(message!(
            "cannot write {shown}: {error}",
            "无法写入 {shown}：{zh}"
        ))
    };
    // It is its owner's alone, and has its name once it is whole.
    let file = tempfile::NamedTempFile::new_in(directory).map_err(unwritten)?;
    let mut writer = BufWriter::new(file);
    let moved = address.export(&mut writer, args.close).map_err(refused)?;
    let file = writer
        .into_inner()
        .map_err(|error| unwritten(error.into_error()))?;
    file.as_file().sync_all().map_err(unwritten)?;
    file.persist_noclobber(output)
        .map_err(|error| unwritten(error.error))?;
    let shown = output.display();
    let line = exported(&address, moved) + &tr!(", in {shown}", "，已写入 {shown}");
    let told = json!({ "exported": {
        "journal": address.to_string(), "file": output, "entries": moved.entries, "usage": moved.usage,
        "closed": args.close,
    } });
    Ok(Report::prose(told, &[line]))
}

fn exported(address: &JournalAddress, moved: Transferred) -> String {
    let entries = moved.entries;
    tr!(
        "exported {entries} purchases of {address}",
        "已导出 {address} 的 {entries} 次购买"
    )
}

fn import(args: &ImportArgs) -> Result<Report, Failure> {
    let address = chosen(&args.place)?;
    let moved = match args.file.to_str() {
        Some("-") => address.import(&mut BufReader::new(io::stdin()), args.reopen),
        _ => {
            let file = File::open(&args.file).map_err(|error| {
                let (shown, zh) = (args.file.display(), io_error_zh(&error));
                let message = message!("cannot read {shown}: {error}", "无法读取 {shown}：{zh}");
                Failure::input("file", message)
            })?;
            address.import(&mut BufReader::new(file), args.reopen)
        }
    };
    let moved = moved.map_err(|error| match error.is_of_export {
        true => unusable_export(&args.file, &error),
        false => refused(error),
    })?;
    let entries = moved.entries;
    let line = match moved.was_there {
        _ if moved.reopened => tr!(
            "opened again: {address} ({entries} purchases, all there). It takes purchases from now on; do not use the journal that it was moved to any more",
            "已重新启用：{address}（{entries} 次购买，均已存在）。此后可在其中购买，请勿再使用迁移后的购买记录"
        ),
        true => tr!(
            "{address} holds these {entries} purchases already",
            "{address} 已包含这 {entries} 次购买"
        ),
        false => tr!(
            "imported {entries} purchases into {address}",
            "已将 {entries} 次购买导入 {address}"
        ),
    };
    let told = json!({ "imported": {
        "journal": address.to_string(), "entries": entries, "usage": moved.usage, "was_there": moved.was_there,
        "reopened": moved.reopened,
    } });
    Ok(Report::prose(told, &[line]))
}

fn unusable(error: JournalError) -> Failure {
    Failure {
        exit: Exit::Refused,
        ..Failure::refused(
            ErrorKind::Io,
            "journal",
            Message::new(error.to_string(), error.message_zh()),
        )
    }
}

/// What is wrong with an export, under its name.
fn unusable_export(file: &Path, error: &TransferError) -> Failure {
    let TransferError {
        message: en,
        message_zh: zh,
        ..
    } = error;
    let shown = file.display().to_string();
    let (name, name_zh) = match &*shown {
        "-" => ("standard input", "标准输入"),
        shown => (shown, shown),
    };
    Failure::input("file", message!("{name}: {en}", "{name_zh}：{zh}"))
}

fn refused(error: TransferError) -> Failure {
    Failure {
        exit: Exit::Refused,
        ..Failure::refused(
            ErrorKind::Io,
            "journal",
            Message::new(error.message, error.message_zh),
        )
    }
}
