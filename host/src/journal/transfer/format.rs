//! The lines of an export: a header, entries, what is kept of those that are gone, and an end,
//! which shows that none is missing.

use super::error::{Fault, TransferResult as Result};
use crate::files::io_error;
use crate::journal::entry::State;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use std::fmt::Display;
use std::io::{BufRead, Write};
use visual_shared_journal::Row;

/// What an export says it is.
const FORMAT: &str = "visual-journal";
/// The version of the lines.
const VERSION: u32 = 1;

/// How much was moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Transferred {
    /// Purchases.
    pub entries: u64,
    /// Sums of purchases whose entries are gone.
    pub usage: u64,
    /// Whether an import found all of it there already.
    #[serde(skip)]
    pub was_there: bool,
    /// Whether an import opened a journal that was closed: it takes purchases again.
    #[serde(skip)]
    pub reopened: bool,
}

/// What is one for the whole journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::journal) struct Header {
    format: String,
    version: u32,
    program: String,
    /// Seconds since 1970.
    pub(in crate::journal) exported: i64,
    /// In hexadecimal digits.
    pub(in crate::journal) salt: String,
    /// The journal's own time.
    pub(in crate::journal) proven: i64,
    pub(in crate::journal) estimated: i64,
}

/// The sum of purchases of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::journal) struct Usage {
    pub(in crate::journal) tenant: String,
    pub(in crate::journal) payer: String,
    pub(in crate::journal) day: i64,
    pub(in crate::journal) tool: String,
    pub(in crate::journal) unit: String,
    pub(in crate::journal) currency: String,
    pub(in crate::journal) priced_on: String,
    pub(in crate::journal) bounded: bool,
    pub(in crate::journal) calls: i64,
    pub(in crate::journal) unknown: i64,
    pub(in crate::journal) units_min: Option<i64>,
    pub(in crate::journal) units_max: Option<i64>,
    pub(in crate::journal) amount_min: Option<i64>,
    pub(in crate::journal) amount_max: Option<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Header(Header),
    Entry(Box<Row>),
    Usage(Usage),
    End(Transferred),
}

/// What follows the header.
pub(in crate::journal) enum Part {
    Entry(Box<Row>),
    Usage(Box<Usage>),
}

impl Header {
    /// The header of a journal with this salt, at this moment of its time.
    pub(in crate::journal) fn new(
        salt: String,
        (proven, estimated): (i64, i64),
        exported: i64,
    ) -> Header {
        Header {
            format: FORMAT.to_owned(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            exported,
            salt,
            proven,
            estimated,
        }
    }

    /// The salt's bytes.
    pub(in crate::journal) fn salt(&self) -> Result<[u8; 32]> {
        let bytes = hex::decode(&self.salt).ok();
        let salt = bytes.and_then(|bytes| bytes.try_into().ok());
        salt.ok_or_else(|| {
            damaged(
                1,
                "its salt is not 64 hexadecimal digits",
                "盐值应为 64 位十六进制数字",
            )
        })
    }
}

/// Writes an export.
pub(in crate::journal) struct Writer<'a> {
    output: &'a mut (dyn Write + Send),
    written: Transferred,
}

impl<'a> Writer<'a> {
    pub(in crate::journal) fn new(output: &'a mut (dyn Write + Send)) -> Writer<'a> {
        Writer {
            output,
            written: Transferred::default(),
        }
    }

    pub(in crate::journal) fn header(&mut self, header: Header) -> Result<()> {
        self.line(&Line::Header(header))
    }

    pub(in crate::journal) fn entry(&mut self, row: Row) -> Result<()> {
        self.written.entries += 1;
        // It counts the writes of a claim that is over.
        let row = Row { step: 0, ..row };
        self.line(&Line::Entry(Box::new(row)))
    }

    pub(in crate::journal) fn usage(&mut self, usage: Usage) -> Result<()> {
        self.written.usage += 1;
        self.line(&Line::Usage(usage))
    }

    /// Ends the export, and tells how much it was.
    pub(in crate::journal) fn end(&mut self) -> Result<Transferred> {
        self.line(&Line::End(self.written))?;
        self.output.flush()?;
        Ok(self.written)
    }

    fn line(&mut self, line: &Line) -> Result<()> {
        serde_json::to_writer(&mut *self.output, line).map_err(std::io::Error::from)?;
        Ok(self.output.write_all(b"\n")?)
    }
}

/// Reads an export.
pub(in crate::journal) struct Reader<'a> {
    input: &'a mut (dyn BufRead + Send),
    line: u64,
    read: Transferred,
    has_ended: bool,
}

impl<'a> Reader<'a> {
    pub(in crate::journal) fn new(input: &'a mut (dyn BufRead + Send)) -> Reader<'a> {
        Reader {
            input,
            line: 0,
            read: Transferred::default(),
            has_ended: false,
        }
    }

    /// Its first line.
    pub(in crate::journal) fn header(&mut self) -> Result<Header> {
        let not_one = || {
            Fault::of_export(
                "this is not an export of a journal, as `visual journal export` writes it",
                "不是 `visual journal export` 导出的购买记录",
            )
        };
        match self.next_line().map_err(|_| not_one())? {
            Some(Line::Header(header)) if header.format == FORMAT => {
                let version = header.version;
                match version <= VERSION {
                    true => Ok(header),
                    false => Err(Fault::of_export(
                        format!(
                            "the export has version {version}, and this program knows version {VERSION}: update it"
                        ),
                        format!("导出格式版本为 {version}，本程序支持版本 {VERSION}，请更新程序"),
                    )),
                }
            }
            None => Err(Fault::of_export(
                "it is empty, and no export of a journal",
                "文件为空，不是导出的购买记录",
            )),
            _ => Err(not_one()),
        }
    }

    /// The next entry or sum; nothing at the end of a whole export.
    pub(in crate::journal) fn part(&mut self) -> Result<Option<Part>> {
        if self.has_ended {
            return Ok(None);
        }
        match self.next_line()? {
            Some(Line::Entry(row)) => {
                let is_known = State::ALL.iter().any(|state| state.as_str() == row.state);
                if !is_known || matches!(&*row.state, "queued" | "sending") {
                    let state = row.state.escape_debug();
                    return Err(damaged(
                        self.line,
                        format!("no entry can have the state `{state}`"),
                        format!("购买状态 `{state}` 无效"),
                    ));
                }
                self.read.entries += 1;
                Ok(Some(Part::Entry(row)))
            }
            Some(Line::Usage(usage)) => {
                self.read.usage += 1;
                Ok(Some(Part::Usage(Box::new(usage))))
            }
            Some(Line::End(end)) if end == self.read => {
                self.has_ended = true;
                self.expect_nothing().map(|()| None)
            }
            Some(Line::End(_)) => Err(damaged(
                self.line,
                "lines before it are missing",
                "之前有缺失的行",
            )),
            Some(Line::Header(_)) => Err(damaged(
                self.line,
                "a second export begins",
                "另一份导出内容从这里开始",
            )),
            None => Err(Fault::of_export(
                "the export is incomplete: its last line is missing",
                "导出文件不完整：缺少最后一行",
            )),
        }
    }

    /// How much was read.
    pub(in crate::journal) fn read(&self) -> Transferred {
        self.read
    }

    fn next_line(&mut self) -> Result<Option<Line>> {
        let Some(text) = self.next_text()? else {
            return Ok(None);
        };
        let line = serde_json::from_str(&text);
        line.map(Some).map_err(|error| match error.classify() {
            Category::Eof => damaged(self.line, "it is cut off", "内容不完整"),
            _ => {
                let zh = format!("内容无法识别（第 {} 列）", error.column());
                damaged(self.line, error, zh)
            }
        })
    }

    fn next_text(&mut self) -> Result<Option<String>> {
        let mut text = String::new();
        self.line += 1;
        match self.input.read_line(&mut text) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(text)),
            Err(error) => {
                let zh = io_error::words_zh(&error);
                Err(damaged(self.line, error, zh))
            }
        }
    }

    /// After the end there are empty lines at most.
    fn expect_nothing(&mut self) -> Result<()> {
        while let Some(text) = self.next_text()? {
            if !text.trim().is_empty() {
                return Err(damaged(
                    self.line,
                    "it follows the end of the export",
                    "导出内容结束后仍有内容",
                ));
            }
        }
        Ok(())
    }
}

fn damaged(line: u64, what: impl Display, what_zh: impl Display) -> Fault {
    Fault::of_export(
        format!("line {line} cannot be used: {what}"),
        format!("第 {line} 行无法使用：{what_zh}"),
    )
}
