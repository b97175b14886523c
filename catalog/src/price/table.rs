//! The prices, with their sources: `docs/service-api.md#prices`.

use super::kinds::{Count, Price, Unit};
use crate::money::Money;
use crate::seen::{How, Seen};

const IMAGES: &str = "idx 55922327761";
const VIDEOS: &str = "idx 56676977284, 48303616067, 34597163780, 63110687604";
const PEOPLE: &str = "idx 58159748976";
const SPEECH: &str = "idx 66471876431";
const ABROAD: &str = "idx 11323165155, 70939839137";
const AGENT: &str = "idx 55377089317";
const COMPOSITION: &str = "idx 55197076424";

/// A price for each picture: the vendor's page on billing, read in a digest of that day.
const fn image(tool: &'static str, max: u32, micros: u64) -> Price {
    Price {
        tool,
        per_unit: Money::cny(micros),
        unit: Unit::Image,
        count: Count::Images(max),
        seen: Seen::on("2026-06-22", How::Page),
        source: IMAGES,
    }
}

/// A price for each second of video, from the vendor's guide of that day.
const fn video(tool: &'static str, count: Count, micros: u64) -> Price {
    Price {
        tool,
        per_unit: Money::cny(micros),
        unit: Unit::Second,
        count,
        seen: Seen::on("2026-06-30", How::Page),
        source: VIDEOS,
    }
}

/// A price for each second of a video that follows another medium, whose length is
/// between these.
const fn follows(tool: &'static str, seconds: (u32, u32), micros: u64) -> Price {
    Price {
        count: Count::Input(seconds.0, seconds.1),
        seen: Seen::on("2026-06", How::Page),
        source: PEOPLE,
        ..video(tool, Count::Unstated, micros)
    }
}

/// The same, known from a client without a date alone.
const fn speaks(tool: &'static str, seconds: (u32, u32), micros: u64) -> Price {
    Price {
        seen: Seen::read("2026-11-29", How::Client),
        source: SPEECH,
        ..follows(tool, seconds, micros)
    }
}

/// OmniHuman of BytePlus, for a sound that should be at most so many seconds long.
const fn abroad(tool: &'static str, seconds: u32) -> Price {
    Price {
        per_unit: Money::usd(120_000),
        source: ABROAD,
        ..speaks(tool, (0, seconds), 0)
    }
}

/// What the vendor's page says is not billed.
const fn free(tool: &'static str) -> Price {
    Price {
        seen: Seen::on("2026-05", How::Page),
        source: COMPOSITION,
        ..video(tool, Count::Free, 0)
    }
}

/// The prices.
pub(super) static PRICES: &[Price] = &[
    image("jimeng-t2i-v40", 15, 220_000),
    image("jimeng-seedream46-cvtob", 15, 220_000),
    image("i2i-material-extraction", 1, 220_000),
    image("jimeng-i2i-extract-tiled-images", 1, 220_000),
    image("jimeng-image2image-dream-inpaint", 1, 200_000),
    image("jimeng-i2i-seed3-tilesr-cvtob", 1, 400_000),
    video("jimeng-ti2v-v30-pro", Count::Frames, 1_000_000),
    video("jimeng-t2v-v30-p1080", Count::Frames, 630_000),
    video("jimeng-i2v-first-v30-p1080", Count::Frames, 630_000),
    video("jimeng-i2v-first-tail-v30-p1080", Count::Frames, 630_000),
    video("jimeng-t2v-v30", Count::Frames, 280_000),
    video("jimeng-i2v-first-v30", Count::Frames, 280_000),
    video("jimeng-i2v-first-tail-v30", Count::Frames, 280_000),
    video("jimeng-i2v-recamera-v30", Count::Frames, 280_000),
    video("jimeng-vgfm-t2v-l20", Count::Unstated, 650_000),
    video("jimeng-vgfm-i2v-l20", Count::Unstated, 650_000),
    follows("jimeng-dream-actor-m1-gen-video-cv", (0, 30), 500_000),
    follows("jimeng-dreamactor-m20-gen-video", (0, 30), 400_000),
    follows("video-translate-v2-cvtob", (5, 180), 200_000),
    speaks("jimeng-realman-avatar-picture-omni-v15", (0, 60), 1_000_000),
    speaks("realman-change-lips", (0, 240), 300_000),
    speaks("realman-change-lips-basic-chimera", (0, 150), 1_050_000),
    abroad("realman-avatar-picture-omni15-cv", 35),
    abroad("realman-avatar-picture-omni-cv", 15),
    Price {
        tool: "pippit-iv2v-v20-cvtob-with-vinput",
        // 39 CNY for 1,200 credits.
        per_unit: Money::cny(32_500),
        unit: Unit::Credit,
        count: Count::Agent {
            credits: 11,
            max_input: 180,
        },
        seen: Seen::on("2026-05", How::Page),
        source: AGENT,
    },
    free("pippit-shortplay-cvtob-video-compose-fast720p"),
    free("pippit-shortplay-cvtob-video-compose-pro720p"),
];
