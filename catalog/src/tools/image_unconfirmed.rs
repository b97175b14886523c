//! Tools for images that one source alone knows (`docs/service-api.md#text-to-image` to
//! `docs/service-api.md#inpainting-outpainting-and-effects`). That source gives names; where the kinds of values are
//! not
//! plain from them they are guesses, marked [unconfirmed].

use super::image_edit::PLAIN_SEED;
use super::shared::{NEGATIVE_PROMPT, PROMPT, USE_PRE_LLM, height, width};
use super::text_to_image_older::scale;
use crate::action::Actions;
use crate::field::{ANY_FLOAT, ANY_INT, Field, ImageRule, Kind, MANY, POSITIVE};
use crate::text::text;
use crate::tool::{Family, Status, Tool};

const FREE_PROMPT: Field = PROMPT.optional();

const USER_PROMPT: Field = Field::new("user-prompt", "user_prompt", Kind::Text(None))
    .doc("What the image should show.", "提示词。");

const IMAGES: Field = Field::images("images", &ImageRule::ANY, (0, MANY))
    .optional()
    .doc("Images to begin with.", "输入图片。");

const GPEN: Field =
    Field::new("gpen", "gpen", ANY_FLOAT).doc("How much the face is restored.", "人脸修复强度。");

const SKIN: Field =
    Field::new("skin", "skin", ANY_FLOAT).doc("How much the skin is smoothed.", "磨皮强度。");

const WIDTH: Field = width(1, i32::MAX);
const HEIGHT: Field = height(1, i32::MAX);

/// A whole number that only its name tells about.
const fn number(
    name: &'static str,
    wire: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Field {
    Field::new(name, wire, ANY_INT).doc(en, zh)
}

/// A text that only its name tells about.
const fn words(
    name: &'static str,
    wire: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Field {
    Field::new(name, wire, Kind::Text(None)).doc(en, zh)
}

/// The beginning of an entry.
const fn unconfirmed(family: Family) -> Tool {
    Tool {
        status: Status::Unconfirmed,
        typed: false,
        source: "XingRay/jimeng-sdk alone",
        ..Tool::pictures(family)
    }
}

/// The tools.
pub static TOOLS: &[Tool] = &[
    // It stands in lists of user interfaces; nothing is known of its arguments.
    Tool {
        name: "jimeng-high-aes-general-v20-l",
        alias: "jimeng-2.0",
        req_key: "jimeng_high_aes_general_v20_L",
        actions: Actions::Process,
        title: text("Jimeng 2.0L, text to image", "即梦 2.0L 文生图"),
        summary: text(
            "Makes an image; its arguments are unknown and go into `extra`.",
            "生成图片；参数未知，请放入 `extra`。",
        ),
        source: "lists in user interfaces alone",
        ..unconfirmed(Family::TextToImage)
    },
    Tool {
        name: "jimeng-high-aes-general-v31",
        alias: "jimeng-general-3.1",
        req_key: "jimeng_high_aes_general_v31",
        title: text("Jimeng general 3.1", "即梦通用 3.1"),
        summary: text(
            "Makes an image from a prompt and any images given.",
            "根据提示词与参考图生成图片。",
        ),
        fields: &[
            FREE_PROMPT,
            IMAGES,
            WIDTH,
            HEIGHT,
            PLAIN_SEED,
            scale(ANY_FLOAT),
            USE_PRE_LLM,
        ],
        ..unconfirmed(Family::TextToImage)
    },
    Tool {
        name: "seed3l-multi-ip",
        alias: "general-3.0-characters",
        req_key: "seed3l_multi_ip",
        title: text(
            "General 3.0, keeping several characters",
            "通用 3.0 多图特征保持",
        ),
        summary: text(
            "Makes an image that keeps what several others show.",
            "生成保持多张参考图特征的图片。",
        ),
        fields: &[
            Field::images("images", &ImageRule::ANY, (1, 5))
                .doc("The images to refer to.", "参考图片。"),
            PROMPT.optional().doc(
                "What to make; about 300 characters or fewer are recommended.",
                "提示词，建议不超过约 300 个字符。",
            ),
        ],
        source: "https://www.volcengine.com/docs/85128/1798096, as one project cites it",
        ..unconfirmed(Family::ImageEdit)
    },
    Tool {
        name: "i2i-short-play-cover-agent",
        alias: "short-play-cover",
        req_key: "i2i_short_play_cover_agent",
        title: text("Cover of a short play", "短剧封面"),
        summary: text(
            "Makes a cover for a short play from an image.",
            "根据一张图片生成短剧封面。",
        ),
        fields: &[
            Field::new("img-url", "img_url", Kind::Link)
                .required()
                .doc("Address of the image.", "图片地址。"),
            WIDTH,
            HEIGHT,
            NEGATIVE_PROMPT,
            PLAIN_SEED,
            USER_PROMPT,
        ],
        ..unconfirmed(Family::ImageEdit)
    },
    Tool {
        name: "img2img-anime-jimeng",
        alias: "jimeng-anime",
        req_key: "img2img_anime_jimeng",
        title: text("Jimeng, anime", "即梦动漫化"),
        summary: text("Redraws an image as anime.", "将图片重绘为动漫风格。"),
        fields: &[
            FREE_PROMPT,
            Field::image("image", &ImageRule::ANY)
                .sent_as("image_url")
                .doc("The image to redraw.", "待转换的图片。"),
            Field::new("strength", "strength", ANY_FLOAT)
                .doc("How much the image is changed.", "对图片的改变程度。"),
            PLAIN_SEED,
        ],
        ..unconfirmed(Family::Style)
    },
    Tool {
        name: "i2i-single-faceswap-jimeng",
        alias: "jimeng-faceswap",
        req_key: "i2i_single_faceswap_jimeng",
        title: text("Jimeng, one face swapped", "即梦单人换脸"),
        summary: text(
            "Puts a face into another image.",
            "将一张人脸换入另一张图片。",
        ),
        fields: &[
            Field::image("template", &ImageRule::ANY)
                .doc("The image that gets the face.", "被换脸的模板图。"),
            Field::image("face", &ImageRule::ANY)
                .doc("The image that gives the face.", "提供人脸的图片。"),
            GPEN,
            SKIN,
        ],
        ..unconfirmed(Family::Face)
    },
    Tool {
        name: "jimeng-ecom-product-img-v30",
        alias: "jimeng-product-picture",
        req_key: "jimeng_ecom_product_img_v30",
        title: text("Jimeng 3.0, image of a product", "即梦 3.0 电商商品图"),
        summary: text(
            "Makes an image of a product for a shop.",
            "生成电商商品图。",
        ),
        fields: &[FREE_PROMPT, IMAGES, WIDTH, HEIGHT, PLAIN_SEED],
        ..unconfirmed(Family::Commerce)
    },
    Tool {
        name: "i2i-ad-agent",
        alias: "ad-picture",
        req_key: "i2i_ad_agent",
        title: text("Advertising image", "广告图"),
        summary: text(
            "Makes an advertising image from images.",
            "根据图片生成广告图。",
        ),
        fields: &[
            FREE_PROMPT,
            IMAGES,
            Field::new("long-side", "long_side", POSITIVE)
                .doc("Long side of the image in pixels.", "图片长边，像素。"),
            words(
                "scene-prompt",
                "scene_prompt",
                "What the scene should show.",
                "场景提示词。",
            ),
        ],
        ..unconfirmed(Family::Commerce)
    },
    Tool {
        name: "i2i-ads-agent",
        alias: "ad-picture-with-text",
        req_key: "i2i_ads_agent",
        title: text(
            "Advertising image with text and stickers",
            "带文字与贴纸的广告图",
        ),
        summary: text(
            "Makes an advertising image, with a text and a sticker on it if asked.",
            "生成广告图，可叠加文字与贴纸。",
        ),
        fields: &[
            Field::new("image-input-url", "image_input_url", Kind::Link)
                .doc("Address of the image.", "图片地址。"),
            USER_PROMPT,
            NEGATIVE_PROMPT,
            PLAIN_SEED,
            Field::new("img-width", "img_width", POSITIVE)
                .doc("Width of the image in pixels.", "图片宽度，像素。"),
            Field::new("img-height", "img_height", POSITIVE)
                .doc("Height of the image in pixels.", "图片高度，像素。"),
            Field::new("text-switch", "text_switch", Kind::Bool).doc(
                "Whether a text is put on it; that it is a boolean is not confirmed.",
                "是否叠加文字；是否为布尔值尚未确认。",
            ),
            Field::new("sticker-switch", "sticker_switch", Kind::Bool).doc(
                "Whether a sticker is put on it; that it is a boolean is not confirmed.",
                "是否叠加贴纸；是否为布尔值尚未确认。",
            ),
            words("embed-text", "embed_text", "The text.", "叠加的文字。"),
            number(
                "textbox-width",
                "textbox_width",
                "Width of the text's box.",
                "文本框宽度。",
            ),
            number(
                "textbox-height",
                "textbox_height",
                "Height of the text's box.",
                "文本框高度。",
            ),
            number(
                "text-max-size",
                "text_max_size",
                "Maximum size of the text.",
                "文字最大字号。",
            ),
            words(
                "text-color",
                "text_color",
                "Colour of the text.",
                "文字颜色。",
            ),
            number(
                "text-start-x",
                "text_start_x",
                "Where the text begins, from the left.",
                "文字起点的横坐标。",
            ),
            number(
                "text-start-y",
                "text_start_y",
                "Where the text begins, from the top.",
                "文字起点的纵坐标。",
            ),
            words("text-font", "text_font", "Font of the text.", "文字字体。"),
            words(
                "text-alignment",
                "text_alignment",
                "How the text is aligned.",
                "文字对齐方式。",
            ),
            Field::new("text-line-height", "text_line_height", ANY_FLOAT).doc(
                "How high a line of the text is; its unit is not confirmed.",
                "文字行高；单位尚未确认。",
            ),
            words(
                "sticker-dark-upload",
                "sticker_dark_upload",
                "The dark sticker; in what form is not confirmed.",
                "深色贴纸；传入形式尚未确认。",
            ),
            words(
                "sticker-bright-upload",
                "sticker_bright_upload",
                "The bright sticker; in what form is not confirmed.",
                "浅色贴纸；传入形式尚未确认。",
            ),
            number(
                "sticker-offset-x",
                "sticker_offset_x",
                "How far the sticker is moved across.",
                "贴纸的横向偏移。",
            ),
            number(
                "sticker-offset-y",
                "sticker_offset_y",
                "How far the sticker is moved down.",
                "贴纸的纵向偏移。",
            ),
            Field::new("sticker-scale", "sticker_scale", ANY_FLOAT)
                .doc("How much the sticker is scaled.", "贴纸的缩放比例。"),
            words(
                "sticker-origintype",
                "sticker_origintype",
                "The sticker's type of origin; its meaning and values are not confirmed.",
                "贴纸的原点类型；含义与取值尚未确认。",
            ),
            number(
                "sticker-start-x",
                "sticker_start_x",
                "Where the sticker begins, from the left.",
                "贴纸起点的横坐标。",
            ),
            number(
                "sticker-start-y",
                "sticker_start_y",
                "Where the sticker begins, from the top.",
                "贴纸起点的纵坐标。",
            ),
        ],
        ..unconfirmed(Family::Commerce)
    },
];
