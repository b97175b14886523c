//! Products: what was delivered, judged by its bytes.

use visual_host::types::{Done, Media, MediaContent};
use visual_host::{DownloadError, Origin, VisualHost};

/// A file by its bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Its media type, by its first bytes.
    pub mime_type: &'static str,
    /// Width and height, of a picture.
    pub size: Option<(usize, usize)>,
}

/// Fetches a product, from its link where it is one, and looks at it.
pub async fn look(host: &VisualHost, media: &Media) -> File {
    file(&fetched(host, media, None).await.expect("a download"))
}

/// The bytes of one product of a job, fetched from its link where it is one.
pub async fn whole(host: &VisualHost, done: &Done, index: u32) -> Result<Vec<u8>, DownloadError> {
    let origin = done.task.clone().map(|task| Origin::new(task, index));
    fetched(host, &done.media[index as usize], origin.as_ref()).await
}

async fn fetched(
    host: &VisualHost,
    media: &Media,
    origin: Option<&Origin>,
) -> Result<Vec<u8>, DownloadError> {
    use base64::Engine as _;
    Ok(match &media.content {
        MediaContent::Bytes(bytes) => bytes.clone(),
        MediaContent::Base64(text) => base64::engine::general_purpose::STANDARD
            .decode(text)
            .expect("base64"),
        MediaContent::Url(link) => {
            let mut bytes = Vec::new();
            let fetched = host.download_to(link, origin, &mut bytes).await?;
            assert_eq!(fetched.bytes, bytes.len() as u64);
            bytes
        }
    })
}

/// Looks at a file.
pub fn file(bytes: &[u8]) -> File {
    let mime_type = match bytes {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "video/mp4",
        _ => "application/octet-stream",
    };
    let size = imagesize::blob_size(bytes).ok();
    File {
        mime_type,
        size: size
            .filter(|_| mime_type.starts_with("image/"))
            .map(|size| (size.width, size.height)),
    }
}
