//! Result links: signed, and good for a while.

use crate::clock::Clock;
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
}

/// Links that have run out are forgotten this much later: 403 until then, 404 from then on.
const FORGOTTEN_AFTER_SECONDS: i64 = 3600;

/// Every link handed out.
pub(crate) struct Links {
    base: String,
    secret: [u8; 32],
    media: Mutex<HashMap<String, (Media, i64)>>,
}

impl Links {
    /// `base` is the address of the simulator.
    pub(crate) fn new(base: String) -> Links {
        Links {
            base,
            secret: dice::unforeseen(),
            media: Mutex::default(),
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
        let file = format!(
            "{}.{}",
            hex::encode(dice::unforeseen::<16>()),
            media.extension()
        );
        let mut table = self.media.lock().unwrap_or_else(PoisonError::into_inner);
        table.retain(|_, (_, until)| now < until.saturating_add(FORGOTTEN_AFTER_SECONDS));
        table.insert(file.clone(), (media, expires));
        let signature = self.signature(&file, expires);
        format!(
            "{}/media/{file}?x-expires={expires}&x-signature={signature}",
            self.base
        )
    }

    /// What the link leads to, or the HTTP status of the refusal.
    pub(crate) fn follow(&self, file: &str, query: &str, clock: &Clock) -> Result<Media, u16> {
        let table = self.media.lock().unwrap_or_else(PoisonError::into_inner);
        let (media, expires) = table.get(file).ok_or(404u16)?;
        let right = format!(
            "x-expires={expires}&x-signature={}",
            self.signature(file, *expires)
        );
        if query != right || clock.now() >= *expires {
            return Err(403);
        }
        Ok(media.clone())
    }

    fn signature(&self, file: &str, expires: i64) -> String {
        let code = hmac(&self.secret, format!("{file} {expires}").as_bytes());
        hex::encode(code.get(..16).unwrap_or(&code))
    }
}

impl Media {
    fn extension(&self) -> &'static str {
        match self {
            Media::Picture(Sketch { format, .. }, _) => match format {
                Format::Jpeg => "jpg",
                Format::Png => "png",
            },
            Media::Video => "mp4",
        }
    }

    pub(crate) fn content_type(&self) -> &'static str {
        match self {
            Media::Picture(Sketch { format, .. }, _) => match format {
                Format::Jpeg => "image/jpeg",
                Format::Png => "image/png",
            },
            Media::Video => "video/mp4",
        }
    }

    /// The file. Drawing takes a moment: not for an asynchronous thread.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Media::Picture(sketch, output) => picture::draw(sketch, output),
            Media::Video => video::CLIP.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(link: &str) -> (&str, &str) {
        link.strip_prefix("http://here/media/")
            .unwrap()
            .split_once('?')
            .unwrap()
    }

    #[test]
    fn a_link_works_until_it_runs_out_and_is_forgotten_later() {
        let (clock, links) = (Clock::new(0), Links::new("http://here".to_owned()));
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
        let (clock, links) = (Clock::new(0), Links::new("http://here".to_owned()));
        let link = links.hand_out(Media::Video, &clock, 60);
        let (file, query) = parts(&link);
        let later = query.replacen("x-expires=1", "x-expires=2", 1);
        assert_eq!(links.follow(file, &later, &clock).err(), Some(403));
        assert_eq!(links.follow(file, "", &clock).err(), Some(403));
        assert_eq!(links.follow("x.mp4", query, &clock).err(), Some(404));
    }
}
