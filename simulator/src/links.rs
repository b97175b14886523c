//! Result links: signed, and good for a while.

use crate::answers;
use crate::clock::{self, Clock};
use crate::dice;
use crate::output::Output;
use crate::picture::{self, Sketch};
use crate::signature::hmac;
use crate::tools::Format;
use crate::video;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What a link leads to. Pictures are drawn when they are fetched, which keeps a busy simulator small.
#[derive(Clone)]
pub(crate) enum Media {
    Picture(Sketch, Output),
    Video,
    /// The same, kept where the products of short plays are.
    Play(Keep, Box<Media>),
}

/// Where a product of a short play is kept, each place with its host and the lifetime of its links.
#[derive(Clone, Copy)]
pub(crate) enum Keep {
    Material,
    Shot,
    Film,
    Cover,
}

impl Keep {
    /// How long a link works. That of a shot carries no stamp.
    fn seconds(self) -> u64 {
        let days = match self {
            Keep::Material | Keep::Shot => 60,
            Keep::Film | Keep::Cover => 180,
        };
        days * 24 * 3600
    }
}

/// Links that have run out are forgotten this much later: 403 until then, 404 from then on.
const FORGOTTEN_AFTER_SECONDS: i64 = 3600;
/// Where links of the simulator's own shape point.
const OWN: &str = "/media/";

/// Whether a request for this path is a download.
pub(crate) fn is_download(path: &str) -> bool {
    let starts = [
        OWN,
        "/tos-cn-i-",
        "/origin/",
        "/everphoto/internal/download/",
        "/everphoto-jianying-assets/",
    ];
    starts.iter().any(|start| path.starts_with(start))
        || path.contains("/video/tos/cn/")
        || path.contains("/video/n/everphoto-jianying-assets/")
}

/// How links look.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// As captured ones do.
    pub(crate) captured: bool,
    /// What links to pictures and to videos begin with, where that is not the simulator's address.
    pub(crate) bases: [Option<String>; 2],
}

struct Link {
    media: Media,
    query: String,
    expires: i64,
}

/// Every link handed out, by its path.
pub(crate) struct Links {
    base: String,
    shape: Shape,
    secret: [u8; 32],
    links: Mutex<HashMap<String, Link>>,
}

impl Links {
    /// `base` is the address of the simulator.
    pub(crate) fn new(base: String, shape: Shape) -> Links {
        Links {
            base,
            shape,
            secret: dice::unforeseen(),
            links: Mutex::default(),
        }
    }

    /// The address of the simulator.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// A link that works for so many seconds.
    pub(crate) fn hand_out(&self, media: Media, clock: &Clock, seconds: u64) -> String {
        let now = clock.now();
        let expires = now.saturating_add(i64::try_from(seconds).unwrap_or(i64::MAX));
        let name = hex::encode(dice::unforeseen::<16>());
        let signature = self.signature(&name, expires);
        let address = match self.shape.captured {
            true => media.captured(&Marks {
                name,
                signature,
                now,
                expires,
            }),
            false => {
                let extension = media.extension();
                format!("{OWN}{name}.{extension}?x-expires={expires}&x-signature={signature}")
            }
        };
        let [pictures, videos] = &self.shape.bases;
        let base = if media.is_video() { videos } else { pictures };
        let link = format!("{}{address}", base.as_ref().unwrap_or(&self.base));
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.retain(|_, link| now < link.expires.saturating_add(FORGOTTEN_AFTER_SECONDS));
        let entry = Link {
            media,
            query: query.to_owned(),
            expires,
        };
        links.insert(path.to_owned(), entry);
        link
    }

    /// What the link leads to, or the HTTP status of the refusal.
    pub(crate) fn follow(&self, path: &str, query: &str, clock: &Clock) -> Result<Media, u16> {
        let links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        let link = links.get(path).ok_or(404u16)?;
        if query != link.query || clock.now() >= link.expires {
            return Err(403);
        }
        Ok(link.media.clone())
    }

    fn signature(&self, name: &str, expires: i64) -> String {
        let code = hmac(&self.secret, format!("{name} {expires}").as_bytes());
        hex::encode(code.get(..16).unwrap_or(&code))
    }
}

/// What fills the marks of a captured link.
struct Marks {
    name: String,
    signature: String,
    now: i64,
    expires: i64,
}

impl Media {
    /// Path and query as captured links have them.
    fn captured(&self, marks: &Marks) -> String {
        let shape = match self {
            Media::Picture(..) => &answers::known().picture_link,
            Media::Video => &answers::known().video_link,
            Media::Play(keep, _) => match keep {
                Keep::Material => &answers::known().material_link,
                Keep::Shot => &answers::known().shot_link,
                Keep::Film => &answers::known().film_link,
                Keep::Cover => &answers::known().cover_link,
            },
        };
        let id = 7_600_000_000_000_000_000 + dice::unforeseen_u64() % 100_000_000_000_000_000;
        let request = clock::china_stamp(marks.now) + &hex::encode_upper(dice::unforeseen::<10>());
        let digits = dice::unforeseen_u64() % 9000 + 1000;
        [
            ("{request}", request),
            ("{digits}", digits.to_string()),
            ("{id}", id.to_string()),
            ("{name}", marks.name.clone()),
            ("{signature}", marks.signature.clone()),
            ("{now}", marks.now.to_string()),
            ("{expires}", marks.expires.to_string()),
            ("{expires_hex}", format!("{:08x}", marks.expires)),
        ]
        .into_iter()
        .fold(shape.clone(), |text, (mark, value)| {
            text.replace(mark, &value)
        })
    }

    /// How long its links work, where that is not a setting.
    pub(crate) fn own_seconds(&self) -> Option<u64> {
        match self {
            Media::Picture(..) | Media::Video => None,
            Media::Play(keep, _) => Some(keep.seconds()),
        }
    }

    fn is_video(&self) -> bool {
        match self {
            Media::Picture(..) => false,
            Media::Video => true,
            Media::Play(_, inner) => inner.is_video(),
        }
    }

    fn extension(&self) -> &'static str {
        match self {
            Media::Picture(Sketch { format, .. }, _) => match format {
                Format::Jpeg => "jpg",
                Format::Png => "png",
            },
            Media::Video => "mp4",
            Media::Play(_, inner) => inner.extension(),
        }
    }

    pub(crate) fn content_type(&self) -> &'static str {
        match self {
            Media::Picture(Sketch { format, .. }, _) => match format {
                Format::Jpeg => "image/jpeg",
                Format::Png => "image/png",
            },
            Media::Video => "video/mp4",
            Media::Play(_, inner) => inner.content_type(),
        }
    }

    /// The file. Drawing takes a moment: not for an asynchronous thread.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Media::Picture(sketch, output) => picture::draw(sketch, output),
            Media::Video => video::CLIP.to_vec(),
            Media::Play(_, inner) => inner.bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(link: &str) -> (&str, &str) {
        let address = link.strip_prefix("http://here").unwrap();
        address.split_once('?').unwrap()
    }

    #[test]
    fn a_link_works_until_it_runs_out_and_is_forgotten_later() {
        let (clock, links) = (
            Clock::new(0),
            Links::new("http://here".to_owned(), Shape::default()),
        );
        let link = links.hand_out(Media::Video, &clock, 60);
        let (file, query) = parts(&link);
        assert!(links.follow(file, query, &clock).is_ok());
        clock.advance(61);
        assert_eq!(links.follow(file, query, &clock).err(), Some(403));
        clock.advance(FORGOTTEN_AFTER_SECONDS);
        links.hand_out(Media::Video, &clock, 60);
        assert_eq!(links.follow(file, query, &clock).err(), Some(404));
    }

    #[test]
    fn a_changed_link_does_not_work() {
        let (clock, links) = (
            Clock::new(0),
            Links::new("http://here".to_owned(), Shape::default()),
        );
        let link = links.hand_out(Media::Video, &clock, 60);
        let (file, query) = parts(&link);
        let later = query.replacen("x-expires=1", "x-expires=2", 1);
        assert_eq!(links.follow(file, &later, &clock).err(), Some(403));
        assert_eq!(links.follow(file, "", &clock).err(), Some(403));
        assert_eq!(links.follow("/media/x.mp4", query, &clock).err(), Some(404));
    }

    #[test]
    fn links_of_the_captured_shape_work_too() {
        let shape = Shape {
            captured: true,
            bases: [None, Some("https://v26-aiop.example".to_owned())],
        };
        let (clock, links) = (Clock::new(0), Links::new("http://here".to_owned(), shape));
        let link = links.hand_out(Media::Video, &clock, 60);
        let address = link.strip_prefix("https://v26-aiop.example").unwrap();
        let (path, query) = address.split_once('?').unwrap();
        assert!(is_download(path) && !link.contains('{'), "{link}");
        let parts: Vec<&str> = path.split('/').collect();
        assert_eq!((parts[1].len(), parts[2].len()), (32, 8), "{link}");
        let expires = i64::from_str_radix(parts[2], 16).unwrap();
        assert!((59..=61).contains(&(expires - clock.now())), "{link}");
        assert!(links.follow(path, query, &clock).is_ok());
        clock.advance(61);
        assert_eq!(links.follow(path, query, &clock).err(), Some(403));
    }
}
