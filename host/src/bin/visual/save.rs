//! Saving products: links are downloaded, inline content is written.

use crate::failure::Failure;
use crate::name::Target;
use crate::sniff;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use visual_host::types::{Done, Media, MediaContent, MediaKind};
use visual_host::{PartialFile, VisualHost, json as render};

/// Where to save, and whether existing files may go.
pub struct Saving {
    target: Target,
    replace: bool,
}

/// What became of the products, one entry for each.
#[derive(Default)]
pub struct Saved {
    pub media: Vec<Value>,
    pub lines: Vec<String>,
    pub notes: Vec<String>,
    /// Whether one could not be saved.
    pub failed: bool,
}

impl Saved {
    /// Products that are shown as they came.
    pub fn links(done: &Done) -> Saved {
        Saved {
            media: done.media.iter().map(render::media).collect(),
            lines: done.media.iter().map(link).collect(),
            ..Saved::default()
        }
    }
}

impl Saving {
    /// What `-o` and `--force` ask for. What can be foreseen is refused here,
    /// before anything is bought.
    pub fn wanted(matches: &ArgMatches) -> Result<Option<Saving>, Failure> {
        let Some(output) = matches.get_one::<PathBuf>("output") else {
            return Ok(None);
        };
        let refuse = |reason: &str| {
            let message = format!("{} {reason}", output.display());
            Failure::input("output", &message, "输出路径不可用")
        };
        let saving = Saving {
            target: Target::new(output),
            replace: matches.get_flag("force"),
        };
        if saving.target.stem.is_none() {
            std::fs::create_dir_all(saving.target.directory())
                .map_err(|error| refuse(&format!("cannot be made: {error}")))?;
        } else if !saving.target.directory().is_dir() {
            return Err(refuse("lies in a directory that does not exist"));
        } else if output.exists() && !saving.replace {
            return Err(refuse("exists already: --force overwrites it"));
        }
        Ok(Some(saving))
    }

    /// Saves every product of a job. What fails is shown as it came, since it
    /// is paid for.
    pub async fn save(&self, host: &VisualHost, done: &Done, stem: &str) -> Saved {
        let mut saved = Saved::default();
        let several = done.media.len() > 1;
        for (index, media) in done.media.iter().enumerate() {
            let number = several.then_some(index + 1);
            match self.one(host, media, (stem, number)).await {
                Ok(file) => {
                    saved.notes.extend(file.note.clone());
                    saved.lines.push(file.line());
                    saved.media.push(file.json());
                }
                Err(reason) => {
                    saved.failed = true;
                    saved
                        .notes
                        .push(format!("product {} was not saved: {reason}", index + 1));
                    saved.lines.push(link(media));
                    saved.media.push(render::media(media));
                }
            }
        }
        saved
    }

    async fn one(
        &self,
        host: &VisualHost,
        media: &Media,
        name: (&str, Option<usize>),
    ) -> Result<File, String> {
        let text = |error: std::io::Error| error.to_string();
        let directory = self.target.directory();
        let mut partial = PartialFile::in_directory(directory).await.map_err(text)?;
        fetch(host, media, &mut partial).await?;
        let head = head(partial.path()).await.map_err(text)?;
        let found = sniff::sniff(&head);
        let extension = found.map(|(extension, _)| extension);
        let path = self.target.path(name.0, extension, name.1);
        let (width, height) = dimensions(media, partial.path());
        let bytes = partial.file.metadata().await.map_err(text)?.len();
        partial
            .persist(&path, self.replace)
            .await
            .map_err(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => {
                    format!("{} exists already: --force overwrites it", path.display())
                }
                _ => error.to_string(),
            })?;
        let differs = extension.filter(|found| self.target.differs(found));
        Ok(File {
            note: differs.map(|found| format!("it is {found}, so it is {}", path.display())),
            mime_type: found.map_or(media.mime_type.clone(), |(_, mime)| mime.to_owned()),
            path,
            bytes,
            size: width.zip(height),
        })
    }
}

async fn fetch(host: &VisualHost, media: &Media, partial: &mut PartialFile) -> Result<(), String> {
    let decoded;
    let bytes = match &media.content {
        MediaContent::Url(url) => {
            let fetched = host.download_to(url, &mut partial.file).await;
            return fetched.map(|_| ()).map_err(|error| error.to_string());
        }
        MediaContent::Bytes(bytes) => bytes,
        MediaContent::Base64(text) => {
            decoded = STANDARD.decode(text).map_err(|_| "it is no base64")?;
            &decoded
        }
    };
    let text = |error: std::io::Error| error.to_string();
    partial.file.write_all(bytes).await.map_err(text)?;
    partial.file.flush().await.map_err(text)
}

async fn head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let file = tokio::fs::File::open(path).await?;
    file.take(sniff::HEAD as u64).read_to_end(&mut head).await?;
    Ok(head)
}

fn dimensions(media: &Media, path: &Path) -> (Option<usize>, Option<usize>) {
    match media.kind {
        MediaKind::Image => {
            let size = imagesize::size(path).ok();
            (size.map(|s| s.width), size.map(|s| s.height))
        }
        _ => (None, None),
    }
}

/// A product that was not saved, in a line.
fn link(media: &Media) -> String {
    match &media.content {
        MediaContent::Url(url) => url.clone(),
        _ => format!("({} inline)", media.mime_type),
    }
}

struct File {
    path: PathBuf,
    mime_type: String,
    bytes: u64,
    size: Option<(usize, usize)>,
    note: Option<String>,
}

impl File {
    fn json(&self) -> Value {
        let mut value = json!({
            "file": self.path.display().to_string(),
            "mime_type": self.mime_type,
            "bytes": self.bytes,
        });
        if let Some((width, height)) = self.size {
            value["width"] = json!(width);
            value["height"] = json!(height);
        }
        value
    }

    fn line(&self) -> String {
        let size = match self.size {
            Some((width, height)) => format!(", {width}x{height}"),
            None => String::new(),
        };
        let (path, bytes) = (self.path.display(), self.bytes);
        format!("{path} ({}{size}, {bytes} bytes)", self.mime_type)
    }
}
