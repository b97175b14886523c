//! Saving products: links are downloaded, inline content is written. What was
//! paid for and is nowhere else is never dropped.

use crate::args::link_hosts;
use crate::args::options::OutputArgs;
use crate::deadline::{Deadline, Stop};
use crate::output::failure::Failure;
use crate::output::language::{Message, message, tr};
use crate::save::destination::{Destination, fallbacks};
use crate::save::name::{Part, Target};
use crate::save::preflight;
use crate::save::preview;
use crate::save::probe::probe;
use crate::save::save_error::SaveError;
use crate::save::saved::{File, Saved, links_end};
use crate::save::tool_facts::ToolFacts;
use std::io;
use std::path::PathBuf;
use visual_host::{Done, ErrorKind, Media, MediaContent, PartialFile};

/// How many names are tried, one after the other, where they are taken.
const MAX_NAMES: usize = 10_000;
/// How many inline products are kept of a tool that makes fewer: they are here
/// only, and came in one response of bounded size.
const MAX_INLINE: usize = 32;

/// Where to save, and whether existing files may go.
pub struct Saving {
    target: Option<Target>,
    replace: bool,
    preview: bool,
    max_media: usize,
}

impl Saving {
    /// What `-o` and `--force` ask for. What can be foreseen is refused here,
    /// before anything is bought.
    pub fn new(args: &OutputArgs, tool_facts: &ToolFacts, json: bool) -> Result<Saving, Failure> {
        let output = args.output.as_ref();
        if output.is_some_and(|output| output.as_os_str() == "-") {
            let message = message!(
                "--output takes a file or a directory; results are not written to standard output",
                "--output 需要文件或目录，不支持写入标准输出"
            );
            return Err(Failure::input("output", message));
        }
        let saving = Saving {
            target: output.map(|output| Target::new(output)),
            replace: args.force,
            preview: wants_preview(args) && !json,
            max_media: tool_facts.max_media,
        };
        if saving.preview && !preview::possible() {
            let message = message!("--preview needs a terminal", "--preview 需要终端");
            return Err(Failure::input("preview", message));
        }
        match output {
            Some(output) => {
                let checked = match tool_facts.product.as_str() {
                    "report" => Err(message!(
                        "this tool returns data, not a file; drop -o",
                        "该工具返回数据而不是文件，请去掉 -o"
                    )),
                    _ => preflight::check(output, saving.replace, tool_facts),
                };
                checked.map_err(|message: Message| Failure::input("output", message))?;
            }
            _ if tool_facts.link
                || tool_facts.product != "image"
                || preflight::can_save_anywhere() => {}
            _ => {
                let message = message!(
                    "this tool returns the file itself, and neither the current nor the temporary directory is writable; use --output",
                    "该工具直接返回文件，而当前目录和临时目录都不可写，请使用 --output"
                );
                return Err(Failure::input("output", message));
            }
        }
        Ok(saving)
    }

    /// Saves every product of a job. What fails is shown as it came, since it
    /// is paid for.
    pub async fn save(&self, done: &Done, deadline: &mut Deadline) -> Saved {
        let mut saved = Saved::default();
        let stem = stem(done);
        let several = done.media.len() > 1;
        for (index, media) in done.media.iter().enumerate() {
            let product = Product {
                media,
                stem: &stem,
                number: several.then_some(index + 1),
            };
            let is_link = product.is_link();
            if is_link && self.target.is_none() {
                saved.link(media);
                continue;
            }
            let max = if is_link { 0 } else { MAX_INLINE };
            let stored = match index < self.max_media.max(max) {
                true => self.store(&product, deadline).await,
                false => Stored::nowhere(self.too_many(done.media.len())),
            };
            if let Some(file) = &stored.file {
                saved.file(file);
                saved.notes.extend(self.shown(file).await);
            } else {
                saved.content(media);
            }
            if let Some(problem) = stored.problem {
                saved.trouble(index + 1, problem);
            }
        }
        if self.target.is_none() {
            saved.notes.extend(links_end(done));
        } else if done.media.is_empty() {
            let message = message!(
                "nothing to save: the response contains no media",
                "没有可保存的内容：响应中没有媒体文件"
            );
            let problem = SaveError::new(ErrorKind::BadReply, message);
            saved.errors.push(problem.line());
            saved.problem = Some(problem);
        }
        saved
    }

    fn too_many(&self, came: usize) -> SaveError {
        let max = self.max_media;
        let message = message!(
            "the response contains {came} results; the tool makes at most {max}",
            "响应中有 {came} 个结果，而该工具最多生成 {max} 个"
        );
        SaveError::new(ErrorKind::BadReply, message)
    }

    /// Puts a product where it was asked for, else wherever it can be.
    async fn store(&self, product: &Product<'_>, deadline: &mut Deadline) -> Stored {
        let asked = Destination::new(self.target.as_ref(), self.replace);
        let mut first = None;
        for place in std::iter::once(asked).chain(fallbacks()) {
            let put = product.put(&place);
            let put = match product.is_link() {
                true => tokio::select! {
                    put = put => put,
                    stop = deadline.reached() => Err(SaveError::stopped(stop)),
                },
                // It is written within moments, and lost otherwise.
                false => tokio::select! {
                    put = put => put,
                    () = deadline.interrupted_again() => Err(SaveError::stopped(Stop::Interrupted)),
                },
            };
            match put {
                Ok((file, damage)) => {
                    return Stored {
                        file: Some(file),
                        problem: first.or(damage),
                    };
                }
                Err(problem) if problem.is_of_place => {
                    first.get_or_insert(problem);
                }
                Err(problem) => return Stored::nowhere(first.unwrap_or(problem)),
            }
        }
        Stored {
            file: None,
            problem: first,
        }
    }

    /// Shows an image, if that was asked for; otherwise says why not.
    async fn shown(&self, file: &File) -> Option<String> {
        if !self.preview || !file.mime_type.starts_with("image/") {
            return None;
        }
        let path = file.path.clone();
        let shown = tokio::task::spawn_blocking(move || preview::show(&path)).await;
        let reason = shown.map_err(|error| error.to_string()).flatten().err()?;
        let path = file.path.display();
        Some(tr!(
            "cannot show {path}: {reason}",
            "无法显示 {path}：{reason}"
        ))
    }
}

#[cfg(feature = "pictures")]
fn wants_preview(args: &OutputArgs) -> bool {
    args.preview
}

#[cfg(not(feature = "pictures"))]
fn wants_preview(_: &OutputArgs) -> bool {
    false
}

/// What became of one product.
struct Stored {
    file: Option<File>,
    problem: Option<SaveError>,
}

impl Stored {
    fn nowhere(problem: SaveError) -> Stored {
        Stored {
            file: None,
            problem: Some(problem),
        }
    }
}

/// One product on its way to a file.
pub struct Product<'a> {
    pub media: &'a Media,
    /// Its name where a directory is given.
    pub stem: &'a str,
    /// Its number, if there are several.
    pub number: Option<usize>,
}

impl Product<'_> {
    fn is_link(&self) -> bool {
        matches!(self.media.content, MediaContent::Url(_))
    }

    /// Writes the product to a place. A file that is cut off is kept only where
    /// there is no link to fetch it from again.
    pub async fn put(&self, place: &Destination) -> Result<(File, Option<SaveError>), SaveError> {
        let write = |error: io::Error| SaveError::write(&error);
        let directory = place.target.directory();
        let partial = match place.private {
            true => PartialFile::private_in(directory).await,
            false => PartialFile::in_directory(directory).await,
        };
        let mut partial = partial.map_err(write)?;
        self.write(&mut partial).await?;
        let seen = probe(partial.path()).await.map_err(write)?;
        let mime_type = seen.mime_type.unwrap_or(&self.media.mime_type);
        let damage = seen.missing.map(|missing| {
            let (en, zh) = (missing.en, missing.zh);
            let message = message!(
                "the received {mime_type} file is truncated: {en}",
                "收到的 {mime_type} 文件不完整：{zh}"
            );
            SaveError::new(ErrorKind::BadReply, message)
        });
        if let Some(damage) = damage.clone().filter(|_| self.is_link()) {
            return Err(damage);
        }
        let part = Part {
            stem: self.stem,
            found: seen.extension,
            number: self.number,
            taken: 0,
        };
        let (path, taken) = persist(&mut partial, place, part).await.map_err(write)?;
        let shown = path.display();
        let differs = seen
            .extension
            .filter(|found| place.target.differs(found))
            .map(type_name)
            .map(|kind| {
                tr!(
                    "got {kind}; saved as {shown}",
                    "结果是 {kind}，已保存为 {shown}"
                )
            });
        let taken = taken.map(|taken| {
            let taken = taken.display();
            tr!(
                "{taken} exists; saved as {shown}",
                "{taken} 已存在，已保存为 {shown}"
            )
        });
        let elsewhere = place
            .private
            .then(|| tr!("the result is kept in {shown}", "结果保存在 {shown}"));
        Ok((
            File {
                notes: [differs, taken, elsewhere].into_iter().flatten().collect(),
                mime_type: mime_type.to_owned(),
                bytes: seen.bytes,
                sides: seen.sides,
                link_end: self.media.expires_at,
                path,
            },
            damage,
        ))
    }

    async fn write(&self, partial: &mut PartialFile) -> Result<(), SaveError> {
        let written = self.media.write_to(&mut partial.file).await;
        written.map(|_| ()).map_err(|error| {
            let help = self
                .media
                .url()
                .and_then(|url| link_hosts::help(url, &error));
            SaveError::from(error).with_help(help)
        })
    }
}

/// The usual name of a type, by the extension of its files.
fn type_name(extension: &str) -> String {
    match extension {
        "jpg" => "JPEG".to_owned(),
        "webp" => "WebP".to_owned(),
        "mov" => "QuickTime".to_owned(),
        "webm" => "WebM".to_owned(),
        other => other.to_uppercase(),
    }
}

/// Gives a file the first name that is free, and says which one was not.
async fn persist(
    partial: &mut PartialFile,
    place: &Destination,
    part: Part<'_>,
) -> io::Result<(PathBuf, Option<PathBuf>)> {
    let first = place.target.path(part);
    for taken in 0..MAX_NAMES {
        let path = place.target.path(Part { taken, ..part });
        match partial.persist(&path, place.replace).await {
            Ok(()) => return Ok((path, (taken > 0).then_some(first))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A name for products that are not given one.
pub fn stem(done: &Done) -> String {
    let safe = |text: &str| -> String {
        let kept = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        text.chars().filter(kept).take(64).collect()
    };
    match &done.task {
        Some(task) => format!("{}-{}", safe(&task.tool), safe(&task.id)),
        None => match safe(&done.request_id) {
            // Answers without a request id do not share a name.
            id if id.is_empty() => {
                format!("visual-{:016x}", getrandom::u64().unwrap_or_default())
            }
            id => format!("visual-{id}"),
        },
    }
}
