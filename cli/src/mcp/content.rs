//! Pictures in the result of a call: within a bound whole, beyond it smaller and beside a link.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rmcp::model::{ContentBlock, Resource};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::AsyncWrite;
use visual_host::Media;
use visual_host::types::MediaKind;
use volcengine_visual::input::picture::image_info;

/// The most bytes of pictures in one result: in base64 they are below a megabyte, beyond which
/// clients drop results.
const MAX_BYTES: usize = 700 * 1024;

/// The largest picture that is fetched to be shown.
const MAX_FETCHED: usize = 32 << 20;

/// The content blocks of a job's media. `links` says whether the client's protocol has links.
pub async fn blocks(media: &[Media], links: bool) -> Vec<ContentBlock> {
    let mut left = MAX_BYTES;
    let mut blocks = Vec::new();
    for (number, media) in (1..).zip(media) {
        let (block, is_whole) = match (media.url(), media.kind) {
            (Some(_), MediaKind::Image) => picture(media, &mut left).await,
            (Some(_), _) => (None, false),
            (None, _) => (inline(media).await, true),
        };
        blocks.extend(block);
        if let Some(url) = media.url().filter(|_| links && !is_whole) {
            let name = format!("{}-{number}", media.kind);
            let link = Resource::new(url, name).with_mime_type(&media.mime_type);
            blocks.push(ContentBlock::resource_link(link));
        }
    }
    blocks
}

/// A picture within what is `left`, made smaller if it must be, and whether it is the whole one.
/// One that cannot be fetched or shown stays a link.
async fn picture(media: &Media, left: &mut usize) -> (Option<ContentBlock>, bool) {
    let Some(bytes) = fetched(media, MAX_FETCHED).await else {
        return (None, false);
    };
    let (bytes, is_whole) = match bytes.len() <= *left {
        true => (Some(bytes), true),
        false => (
            smaller(bytes).await.filter(|bytes| bytes.len() <= *left),
            false,
        ),
    };
    let Some(bytes) = bytes else {
        return (None, false);
    };
    let Ok(info) = image_info(&bytes) else {
        return (None, false);
    };
    *left -= bytes.len();
    let block = ContentBlock::image(STANDARD.encode(&bytes), info.mime_type);
    (Some(block), is_whole)
}

/// What is nowhere else, and paid for.
async fn inline(media: &Media) -> Option<ContentBlock> {
    let bytes = fetched(media, usize::MAX).await?;
    let mime_type = image_info(&bytes).map_or(media.mime_type.as_str(), |info| info.mime_type);
    let text = STANDARD.encode(&bytes);
    Some(match media.kind {
        MediaKind::Audio => ContentBlock::audio(text, mime_type),
        _ => ContentBlock::image(text, mime_type),
    })
}

async fn fetched(media: &Media, max: usize) -> Option<Vec<u8>> {
    let mut bytes = Bounded {
        bytes: Vec::new(),
        max,
    };
    media.write_to(&mut bytes).await.ok()?;
    Some(bytes.bytes)
}

/// A picture that is large enough to be looked at.
#[cfg(feature = "pictures")]
async fn smaller(bytes: Vec<u8>) -> Option<Vec<u8>> {
    use crate::images::decode::decoded;
    use image::ImageReader;
    use image::codecs::jpeg::JpegEncoder;
    const SIDE: u32 = 1024;
    const QUALITY: u8 = 85;
    let made = tokio::task::spawn_blocking(move || {
        let reader = ImageReader::new(io::Cursor::new(bytes));
        let decoder = reader.with_guessed_format().ok()?.into_decoder().ok()?;
        let small = decoded(decoder).ok()?.thumbnail(SIDE, SIDE).into_rgb8();
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
        encoder.encode_image(&small).ok()?;
        Some(jpeg)
    });
    made.await.ok()?
}

#[cfg(not(feature = "pictures"))]
async fn smaller(_: Vec<u8>) -> Option<Vec<u8>> {
    None
}

/// Takes so many bytes, and fails beyond.
struct Bounded {
    bytes: Vec<u8>,
    max: usize,
}

impl AsyncWrite for Bounded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        piece: &[u8],
    ) -> Poll<io::Result<usize>> {
        if piece.len() > self.max - self.bytes.len() {
            return Poll::Ready(Err(io::ErrorKind::FileTooLarge.into()));
        }
        self.bytes.extend_from_slice(piece);
        Poll::Ready(Ok(piece.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use visual_host::MediaContent;

    /// The smallest picture that is one: a GIF of one pixel.
    const GIF: &str = "R0lGODlhAQABAAAAACwAAAAAAQABAAAC";

    fn gif(length: usize) -> Media {
        let mut bytes = STANDARD.decode(GIF).unwrap();
        bytes.resize(length, 0);
        Media::new(MediaKind::Image, "image/gif", MediaContent::Bytes(bytes))
    }

    #[tokio::test]
    async fn a_picture_within_the_bound_is_content() {
        let mut left = 100;
        let (block, is_whole) = picture(&gif(100), &mut left).await;
        let block = block.unwrap();
        assert_eq!(block.as_image().unwrap().mime_type, "image/gif");
        assert!(is_whole && left == 0);
        assert!(picture(&gif(101), &mut left).await.0.is_none());
        assert!(fetched(&gif(101), 100).await.is_none());
    }

    #[tokio::test]
    async fn what_is_nowhere_else_is_content_whatever_its_size() {
        let blocks = blocks(&[gif(MAX_BYTES + 1)], false).await;
        assert_eq!(blocks.len(), 1);
    }

    #[tokio::test]
    async fn a_link_is_told_to_clients_that_know_links() {
        let url = MediaContent::Url("https://a.example/b.mp4".to_owned());
        let video = [Media::new(MediaKind::Video, "video/mp4", url)];
        assert!(blocks(&video, false).await.is_empty());
        let told = blocks(&video, true).await;
        let link = told[0].as_resource_link().unwrap();
        assert_eq!(link.uri, "https://a.example/b.mp4");
    }
}
