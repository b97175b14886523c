//! Ready-made effects on an image, as images (`docs/service-api.md#inpainting-outpainting-and-effects`) and
//! as videos (`docs/service-api.md#video`).

use super::shared::{height, width};
use crate::field::{Field, Kind};
use crate::text::text;
use crate::tool::{Family, Status, Tool};

/// Each template in 480P and, with a suffix, in 720P.
macro_rules! in_480p_and_720p {
    ($($template:literal),+ $(,)?) => {
        &[$($template, concat!($template, "_720p")),+]
    };
}

const PICTURE_EFFECTS: &[&str] = &[
    "felt_3d_polaroid",
    "my_world",
    "my_world_universal",
    "plastic_bubble_figure",
    "plastic_bubble_figure_cartoon_text",
    "furry_dream_doll",
    "micro_landscape_mini_world",
    "micro_landscape_mini_world_professional",
    "acrylic_ornaments",
    "felt_keychain",
    "lofi_pixel_character_mini_card",
    "angel_figurine",
    "lying_in_fluffy_belly",
    "glass_ball",
    "earphone_case_style",
    "electronic_pet_egg_style",
    "patchwork_collage_style",
    "claw_machine_style",
    "car_miniature_ornaments",
    "graduation_photo",
    "birthday_photo_gorgeous",
    "birthday_photo_red",
    "birthday_photo_party",
];

const VIDEO_EFFECTS_V1: &[&str] = in_480p_and_720p![
    "becoming_doll",
    "all_things_ridability_pig",
    "all_things_ridability_tiger",
    "all_things_ridability_loong",
    "all_things_bloom_with_flowers",
    "double_embrace_single_person",
    "double_embrace",
    "beauty_surround",
    "handsome_man_surround",
    "ai_baby",
];

const VIDEO_EFFECTS_V2: &[&str] = in_480p_and_720p![
    "multi_style_stacking_dolls",
    "fluffy_dream_doll_s2e",
    "fluffy_dream_doll",
    "my_world",
    "crystal_ball",
    "lying_on_fluffy_belly",
    "angel_figure",
    "felt_keychain",
    "acrylic_charm",
    "polaroid",
    "blister_pack_action_figure",
    "french_kiss_dual_version",
    "french_kiss_solo_version",
    "costume_bikini",
    "hot_dance",
    "transform_into_mermaid",
];

const IMAGE_INPUT: Field =
    Field::new("image-input", "image_input", Kind::Joined('|', 1, 2)).required();

const TEMPLATE: Field = Field::new("template-id", "template_id", Kind::Known(&[]))
    .required()
    .doc("Which effect to apply.", "特效模板。");

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "i2i-multi-style-zx2x",
        alias: "effects-image",
        req_key: "i2i_multi_style_zx2x",
        title: text("Image effects", "图片特效"),
        summary: text(
            "Makes an image with a ready-made effect from an image.",
            "套用特效模板，根据一张图片生成特效图片。",
        ),
        fields: &[
            Field::new("image-input1", "image_input1", Kind::Link)
                .required()
                .doc(
                    "Public URL of the image. One client sends the image as base64 in its place (not confirmed).",
                    "图片的公网地址。有一个客户端改以 base64 传图，尚未确认。",
                ),
            Field {
                kind: Kind::Known(PICTURE_EFFECTS),
                ..TEMPLATE
            },
            width(512, 2048),
            height(512, 2048),
        ],
        source: "independent clients",
        ..Tool::pictures(Family::VideoEffects)
    },
    Tool {
        name: "i2v-bytedance-effects-v1",
        alias: "effects-video",
        req_key: "i2v_bytedance_effects_v1",
        title: text("Video effects", "视频特效"),
        summary: text(
            "Makes a short video with a ready-made effect from one or two images.",
            "套用特效模板，根据一张或两张图片生成短视频。",
        ),
        fields: &[
            IMAGE_INPUT.doc(
                "Public URLs of the images: one, or two for the dual effect `double_embrace`.",
                "图片的公网地址：一个；双人特效（`double_embrace`）为两个。",
            ),
            Field {
                kind: Kind::Known(VIDEO_EFFECTS_V1),
                ..TEMPLATE
            }
            .doc(
                "Which effect to apply: 480P, or 720P where the name ends in `_720p`.",
                "特效模板；默认 480P，名称以 `_720p` 结尾的为 720P。",
            ),
        ],
        source: "https://www.volcengine.com/docs/86081/1804543",
        ..Tool::video(Family::VideoEffects)
    },
    Tool {
        name: "i2v-template-cv-v2",
        alias: "effects-video-v2",
        req_key: "i2v_template_cv_v2",
        title: text("Video effects, second edition", "视频特效 V2"),
        summary: text(
            "Makes a short video with one of the newer ready-made effects from one or two images.",
            "套用较新的特效模板，根据一张或两张图片生成短视频。",
        ),
        status: Status::Unconfirmed,
        typed: false,
        fields: &[
            IMAGE_INPUT.doc(
                "Public URLs of the images: one, or two for the dual effect `french_kiss_dual_version`.",
                "图片的公网地址：一个；双人特效（`french_kiss_dual_version`）为两个。",
            ),
            Field {
                kind: Kind::Known(VIDEO_EFFECTS_V2),
                ..TEMPLATE
            }
            .doc(
                "Which effect to apply: 480P, or 720P where the name ends in `_720p`.",
                "特效模板；默认 480P，名称以 `_720p` 结尾的为 720P。",
            ),
            Field::new("final-stitch-switch", "final_stitch_switch", Kind::Bool)
                .default("true")
                .doc(
                    "The service's switch for a stitch at the end; its exact effect is not confirmed.",
                    "结尾拼接开关，具体作用尚未确认。",
                ),
        ],
        source: "one independent client",
        ..Tool::video(Family::VideoEffects)
    },
];
