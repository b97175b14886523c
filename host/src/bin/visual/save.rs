//! Saving products: links are downloaded, inline content is written.

use crate::failure::Failure;
use crate::name::Target;
use crate::{preview, sniff, whole};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use visual_host::types::{Done, Media, MediaContent, MediaKind};
use visual_host::{Origin, PartialFile, VisualHost, json as render};
use volcengine_visual::protocol::time::x_date;

/// Where to save, and whether existing files may go.
pub struct Saving {
    target: Target,
    replace: bool,
    preview: bool,
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
            notes: links_end(done).into_iter().collect(),
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
            preview: matches.get_flag("preview") && !matches.get_flag("json"),
        };
        if saving.preview && !preview::possible() {
            let message = "--preview needs a terminal to show pictures in";
            return Err(Failure::input("preview", message, "--preview 需要终端"));
        }
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
            let product = Product {
                media,
                origin: origin(done, index),
                stem,
                number: several.then_some(index + 1),
            };
            match self.one(host, &product).await {
                Ok(file) => {
                    saved.notes.extend(file.note.clone());
                    saved.notes.extend(self.shown(&file));
                    saved.lines.push(file.line());
                    saved.media.push(file.json());
                }
                Err(reason) => {
                    let kept = product.kept(&reason);
                    saved.failed = true;
                    saved.notes.extend(kept);
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

    async fn one(&self, host: &VisualHost, product: &Product<'_>) -> Result<File, String> {
        let text = |error: std::io::Error| error.to_string();
        let directory = self.target.directory();
        let mut partial = PartialFile::in_directory(directory).await.map_err(text)?;
        product.write(host, &mut partial).await?;
        let media = product.media;
        let found = sniff::sniff(&head(partial.path()).await.map_err(text)?);
        let extension = found.map(|(extension, _)| extension);
        let mime_type = found.map(|(_, mime)| mime);
        let cut = |mime| Some((mime, whole::missing(partial.path(), mime)?));
        if let Some((mime_type, missing)) = mime_type.and_then(cut) {
            return Err(format!("the {mime_type} that came is cut off: {missing}"));
        }
        let path = self.target.path(product.stem, extension, product.number);
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
            mime_type: mime_type.unwrap_or(&media.mime_type).to_owned(),
            path,
            bytes,
            size: width.zip(height),
            link_end: media.expires_at,
        })
    }

    /// Shows a picture, if that was asked for; otherwise says why not.
    fn shown(&self, file: &File) -> Option<String> {
        if !self.preview || !file.mime_type.starts_with("image/") {
            return None;
        }
        let reason = preview::show(&file.path).err()?;
        Some(format!("{} cannot be shown: {reason}", file.path.display()))
    }
}

/// One product on its way to a file.
struct Product<'a> {
    media: &'a Media,
    /// Where a fresh link can be had.
    origin: Option<Origin>,
    stem: &'a str,
    number: Option<usize>,
}

impl Product<'_> {
    async fn write(&self, host: &VisualHost, partial: &mut PartialFile) -> Result<(), String> {
        let bytes = match &self.media.content {
            MediaContent::Url(url) => {
                let origin = self.origin.as_ref();
                let fetched = host.download_to(url, origin, &mut partial.file).await;
                return fetched.map(|_| ()).map_err(|error| error.to_string());
            }
            inline => bytes(inline)?,
        };
        let text = |error: std::io::Error| format!("it could not be written: {error}");
        partial.file.write_all(&bytes).await.map_err(text)?;
        partial.file.flush().await.map_err(text)
    }

    /// A file that can be had nowhere else is kept beside other temporary
    /// ones, where the place that was asked for does not take it.
    fn kept(&self, reason: &str) -> Option<String> {
        if self.origin.is_some() || reason.contains("--force") {
            return None;
        }
        let bytes = bytes(&self.media.content).ok()?;
        let extension = sniff::sniff(&bytes).map_or("bin", |(extension, _)| extension);
        let number = self.number.map(|n| format!("-{n}")).unwrap_or_default();
        let path = std::env::temp_dir().join(format!("{}{number}.{extension}", self.stem));
        let mut options = std::fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).open(&path).ok()?;
        if std::io::Write::write_all(&mut file, &bytes).is_err() {
            _ = std::fs::remove_file(&path);
            return None;
        }
        Some(format!("the product is kept in {}", path.display()))
    }
}

/// Where the service can be asked for a product again.
fn origin(done: &Done, index: usize) -> Option<Origin> {
    Some(Origin {
        task: done.task.clone()?,
        index: u32::try_from(index).ok()?,
    })
}

/// The bytes of a product that is here.
fn bytes(content: &MediaContent) -> Result<Cow<'_, [u8]>, String> {
    match content {
        MediaContent::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
        MediaContent::Base64(text) => {
            let decoded = STANDARD.decode(text);
            decoded
                .map(Cow::Owned)
                .map_err(|_| "it is no base64".to_owned())
        }
        MediaContent::Url(_) => Err("it is a link".to_owned()),
    }
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
    /// When the link that it came from ends, in seconds since 1970.
    link_end: Option<u64>,
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
        let end = self.link_end.map(minute);
        let end = end.map(|end| format!(", its link ends {end}"));
        let end = end.unwrap_or_default();
        format!("{path} ({}{size}, {bytes} bytes{end})", self.mime_type)
    }
}

/// When the first of the links ends.
fn links_end(done: &Done) -> Option<String> {
    let end = done
        .media
        .iter()
        .filter_map(|media| media.expires_at)
        .min()?;
    Some(format!("links end {}", minute(end)))
}

/// A time in seconds since 1970, to the minute.
fn minute(seconds: u64) -> String {
    let date = x_date(seconds);
    let part = |from: usize, to: usize| date.get(from..to).unwrap_or_default();
    let (year, month, day) = (part(0, 4), part(4, 6), part(6, 8));
    format!("{year}-{month}-{day} {}:{} UTC", part(9, 11), part(11, 13))
}
