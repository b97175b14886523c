//! When each tool was last seen. Dated are the vendor's index of 2026-06-22 (`idx` 55922327761 in
//! `docs/wire-evidence.md`), its guide of 2026-06-30 (56676977284) and captured replies. The others come from the
//! undated copies that `docs/service-api.md` was written from: they count from the day on which they were read.

use super::date::{How, Seen};

/// Every tool of the catalogue, once.
pub(super) static SEEN: &[(&str, Seen)] = &[
    (
        "high-aes-general-v30l-zt2i",
        Seen::read("2026-11-23", How::Page),
    ),
    (
        "jimeng-high-aes-general-v21-l",
        Seen::read("2026-11-23", How::Page),
    ),
    ("jimeng-t2i-v30", Seen::on("2026-06-22", How::Page)),
    ("jimeng-t2i-v31", Seen::on("2026-06-22", How::Page)),
    ("jimeng-t2i-v40", Seen::on("2026-06-22", How::Page)),
    ("jimeng-seedream46-cvtob", Seen::on("2026-06-22", How::Page)),
    ("high-aes-general-v20", Seen::read("2026-11-23", How::Page)),
    (
        "high-aes-general-v20-l",
        Seen::read("2026-11-23", How::Page),
    ),
    (
        "high-aes-general-v21-l",
        Seen::read("2026-11-23", How::Page),
    ),
    ("high-aes-t2i", Seen::read("2026-11-23", How::Client)),
    ("high-aes", Seen::on("2024-07", How::Capture)),
    ("high-aes-general-v14", Seen::on("2024-07", How::Capture)),
    ("t2i-xl-sft", Seen::read("2026-11-23", How::Client)),
    ("t2i-ldm", Seen::read("2026-11-23", How::Client)),
    (
        "jimeng-high-aes-general-v20-l",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "jimeng-high-aes-general-v31",
        Seen::read("2026-11-23", How::Client),
    ),
    ("high-aes-i2i", Seen::read("2026-11-23", How::Page)),
    ("seed3l-multi-ip", Seen::read("2026-11-23", How::Client)),
    (
        "i2i-short-play-cover-agent",
        Seen::read("2026-11-23", How::Client),
    ),
    ("seededit-v30", Seen::read("2026-11-23", How::Client)),
    ("jimeng-i2i-v30", Seen::on("2026-06-22", How::Page)),
    ("seed3l-single-ip", Seen::read("2026-11-23", How::Page)),
    ("byteedit-v20", Seen::read("2026-11-23", How::Page)),
    ("high-aes-ip-v20", Seen::read("2026-11-23", How::Client)),
    (
        "high-aes-scheduler-svr-controlnet-v20",
        Seen::read("2026-11-23", How::Page),
    ),
    ("i2i-xl-sft", Seen::read("2026-11-23", How::Page)),
    (
        "img2img-ai-doodle-dreamina",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-bgpaint-light",
        Seen::read("2026-11-23", How::Client),
    ),
    ("i2i-portrait-photo", Seen::read("2026-11-23", How::Page)),
    ("img2img-photoverse", Seen::read("2026-11-23", How::Client)),
    ("img2img-xiezhen", Seen::read("2026-11-23", How::Client)),
    (
        "img2img-anime-jimeng",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-disney-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-real-mix-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-pastel-boys-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-cartoon-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-makoto-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-rev-animated-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-blueline-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-water-ink-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-water-paint-style",
        Seen::read("2026-11-23", How::Client),
    ),
    ("i2i-ai-create-monet", Seen::read("2026-11-23", How::Client)),
    ("img2img-comic-style", Seen::read("2026-11-23", How::Client)),
    (
        "img2img-exquisite-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-pretty-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-ceramics-style",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-chinese-style",
        Seen::read("2026-11-23", How::Client),
    ),
    ("img2img-clay-style", Seen::read("2026-11-23", How::Client)),
    (
        "img2img-three-d-style",
        Seen::read("2026-11-23", How::Client),
    ),
    ("img2img-anime", Seen::read("2026-11-23", How::Client)),
    ("img2img-style", Seen::read("2026-11-23", How::Client)),
    (
        "img2img-anime-accelerated-maintain-id",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "img2img-anime-accelerated-maintain-id-for-smart-drawing-anime",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "jimeng-image2image-dream-inpaint",
        Seen::on("2026-06-22", How::Page),
    ),
    ("i2i-inpainting", Seen::read("2026-11-23", How::Page)),
    ("i2i-inpainting-edit", Seen::read("2026-11-23", How::Page)),
    ("i2i-outpainting", Seen::read("2026-11-23", How::Client)),
    (
        "jimeng-img2img-seed3-painting-edit",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "jimeng-i2i-seed3-tilesr-cvtob",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "lens-nnsr2-pic-common",
        Seen::read("2026-11-23", How::Client),
    ),
    ("lens-lqir", Seen::read("2026-11-23", How::Page)),
    ("lens-opr", Seen::read("2026-11-23", How::Client)),
    ("lens-vida-nnsr", Seen::read("2026-11-23", How::Client)),
    ("lens-video-nnsr", Seen::read("2026-11-23", How::Client)),
    (
        "lens-vida-single-pic",
        Seen::read("2026-11-23", How::Client),
    ),
    ("image-correction", Seen::read("2026-11-23", How::Page)),
    (
        "jimeng-ecom-product-img-v30",
        Seen::read("2026-11-23", How::Client),
    ),
    ("i2i-ad-agent", Seen::read("2026-11-23", How::Client)),
    ("i2i-ads-agent", Seen::read("2026-11-23", How::Client)),
    ("dressing-diffusionv2", Seen::read("2026-11-23", How::Page)),
    ("dressing-diffusion", Seen::read("2026-11-23", How::Page)),
    (
        "jimeng-i2i-extract-tiled-images",
        Seen::on("2026-06-22", How::Page),
    ),
    ("i2i-material-extraction", Seen::on("2026-06-22", How::Page)),
    (
        "img2img-e-commerce-style",
        Seen::read("2026-11-23", How::Page),
    ),
    (
        "i2i-single-faceswap-jimeng",
        Seen::read("2026-11-23", How::Client),
    ),
    ("face-swap-v36", Seen::read("2026-11-23", How::Client)),
    ("faceswap-ai", Seen::read("2026-11-23", How::Client)),
    ("all-age-generation", Seen::read("2026-11-23", How::Client)),
    ("emotion-portrait", Seen::read("2026-11-23", How::Client)),
    ("hair-style", Seen::read("2026-11-23", How::Client)),
    ("entity-seg", Seen::read("2026-11-23", How::Client)),
    ("saliency-seg", Seen::read("2026-11-23", How::Client)),
    (
        "facefusionmovie-standard",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "facefusionmovie-standard-v2",
        Seen::read("2026-11-23", How::Client),
    ),
    ("jimeng-vgfm-t2v-l20", Seen::on("2026-06-30", How::Page)),
    ("jimeng-vgfm-i2v-l20", Seen::on("2026-06-30", How::Page)),
    ("jimeng-t2v-v30", Seen::on("2026-06-22", How::Page)),
    ("jimeng-t2v-v30-p1080", Seen::on("2026-06-22", How::Page)),
    ("jimeng-i2v-first-v30", Seen::on("2026-06-22", How::Page)),
    (
        "jimeng-i2v-first-v30-p1080",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "jimeng-i2v-first-tail-v30",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "jimeng-i2v-first-tail-v30-p1080",
        Seen::on("2026-06-22", How::Page),
    ),
    ("jimeng-i2v-recamera-v30", Seen::on("2026-06-22", How::Page)),
    ("jimeng-ti2v-v30-pro", Seen::on("2026-06-30", How::Page)),
    ("pippit-iv2v-cvtob", Seen::on("2026-06-30", How::Page)),
    ("pippit-iv2v-v20-cvtob", Seen::on("2026-06-22", How::Page)),
    (
        "pippit-iv2v-v20-cvtob-with-vinput",
        Seen::on("2026-06-30", How::Page),
    ),
    (
        "pippit-iv2v-cvtob-master",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "pippit-shortplay-cvtob-script-analysis",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "pippit-shortplay-cvtob-material-design",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "pippit-shortplay-cvtob-video-generate-fast720p",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "pippit-shortplay-cvtob-video-generate-pro720p",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "pippit-shortplay-cvtob-video-compose-fast720p",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "pippit-shortplay-cvtob-video-compose-pro720p",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "i2i-multi-style-zx2x",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "i2v-bytedance-effects-v1",
        Seen::read("2026-11-23", How::Page),
    ),
    ("i2v-template-cv-v2", Seen::read("2026-11-23", How::Client)),
    (
        "jimeng-dream-actor-m1-gen-video-cv",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "jimeng-dreamactor-m20-gen-video",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "jimeng-realman-avatar-picture-create-role-omni",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "jimeng-realman-avatar-picture-omni-v2",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "jimeng-realman-avatar-picture-create-role-omni-v15",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "jimeng-realman-avatar-object-detection",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "jimeng-realman-avatar-picture-omni-v15",
        Seen::on("2026-06-22", How::Page),
    ),
    (
        "realman-avatar-picture-create-role-omni",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-picture-omni-v2",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-picture-create-role",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-picture-create-role-loopy",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-picture-create-role-loopyb",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-picture-v2",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-picture-loopy",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-picture-loopyb",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-creation-task",
        Seen::on("2025-08-05", How::Page),
    ),
    (
        "realman-avatar-imitator-v2v-gen-video",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-video-remake-tob",
        Seen::read("2026-11-23", How::Client),
    ),
    (
        "realman-avatar-picture-create-role-omni-cv",
        Seen::on("2025-11-12", How::Client),
    ),
    (
        "realman-avatar-object-detection-cv",
        Seen::on("2025-11-12", How::Client),
    ),
    (
        "realman-avatar-picture-omni15-cv",
        Seen::on("2025-11-12", How::Client),
    ),
    (
        "realman-avatar-picture-omni-cv",
        Seen::read("2026-11-29", How::Client),
    ),
    (
        "dreamactor-m20-gen-video-cvtob",
        Seen::read("2026-11-29", How::Client),
    ),
    (
        "realman-avatar-training-task",
        Seen::read("2026-11-29", How::Client),
    ),
    ("realman-change-lips", Seen::read("2026-11-29", How::Client)),
    (
        "realman-change-lips-basic-chimera",
        Seen::read("2026-11-29", How::Client),
    ),
    (
        "video-translate-v2-cvtob",
        Seen::on("2026-06-22", How::Page),
    ),
];
