//! Images in another style (`docs/service-api.md#style-transfer`).

use super::shared::{OLDER_PICTURE, PROMPT, SEED, height, width};
use crate::action::Actions;
use crate::field::{ANY_FLOAT, Field, ImageRule, Kind, MANY, POSITIVE};
use crate::text::{Text, text};
use crate::tool::{Family, Output, Status, Tool};

const PICTURE: Field =
    Field::image("image", &OLDER_PICTURE).doc("The image to redraw.", "待转换的图片。");

/// A style without variants, by `CVProcess`.
const fn style(
    name: &'static str,
    alias: &'static str,
    req_key: &'static str,
    title: Text,
    summary: Text,
) -> Tool {
    Tool {
        name,
        alias,
        req_key,
        actions: Actions::Process,
        title,
        summary,
        fields: &[PICTURE],
        source: "the vendor's SDKs, https://www.volcengine.com/docs/6791/1361423",
        ..Tool::pictures(Family::Style)
    }
}

/// The variant of a style.
const fn variant(known: &'static [&'static str]) -> Field {
    Field::new("sub-req-key", "sub_req_key", Kind::Known(known)).doc(
        "Which variant of the style, by the service's key for it.",
        "风格的子类型，以服务的子 key 表示。",
    )
}

/// The arguments of the two tools that have one name for a link, not a list.
const BY_ADDRESS: &[Field] = &[
    PROMPT
        .optional()
        .doc("What the image should show.", "提示词。"),
    Field::image("image", &ImageRule::ANY)
        .sent_as("image_url")
        .doc("The image to redraw.", "待转换的图片。"),
    Field::new("strength", "strength", ANY_FLOAT)
        .default("0.5")
        .doc(
            "How strongly the image is changed. The vendor's sample for img2img_anime uses 0.9.",
            "变化强度。官方 img2img_anime 的示例为 0.9。",
        ),
    SEED,
];

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    style(
        "img2img-disney-style",
        "style-disney",
        "img2img_disney_3d_style",
        text("Disney style", "迪士尼风格"),
        text(
            "Redraws an image in the style of a 3D Disney film.",
            "将图片转为迪士尼 3D 动画风格。",
        ),
    ),
    style(
        "img2img-real-mix-style",
        "style-real-mix",
        "img2img_real_mix_style",
        text("Realistic mix style", "写实混合风格"),
        text(
            "Redraws an image in a realistic mixed style.",
            "将图片转为写实混合风格。",
        ),
    ),
    style(
        "img2img-pastel-boys-style",
        "style-pastel-boys",
        "img2img_pastel_boys_style",
        text("Pastel boys style", "粉彩少年风格"),
        text(
            "Redraws an image in the 2D style called pastel boys.",
            "将图片转为 2D 粉彩少年（pastel boys）风格。",
        ),
    ),
    style(
        "img2img-cartoon-style",
        "style-cartoon",
        "img2img_cartoon_style",
        text("Cartoon style", "卡通风格"),
        text("Redraws an image as a cartoon.", "将图片转为卡通风格。"),
    ),
    style(
        "img2img-makoto-style",
        "style-makoto",
        "img2img_makoto_style",
        text("Makoto style", "Makoto 风格"),
        text(
            "Redraws an image in the style called Makoto.",
            "将图片转为 Makoto 风格。",
        ),
    ),
    style(
        "img2img-rev-animated-style",
        "style-rev-animated",
        "img2img_rev_animated_style",
        text("Rev Animated style", "Rev Animated 风格"),
        text(
            "Redraws an image in the style called Rev Animated.",
            "将图片转为 Rev Animated 风格。",
        ),
    ),
    style(
        "img2img-blueline-style",
        "style-blueline",
        "img2img_blueline_style",
        text("Blue line style", "蓝线风格"),
        text(
            "Redraws an image in blue lines.",
            "将图片转为蓝色线条风格。",
        ),
    ),
    style(
        "img2img-water-ink-style",
        "style-water-ink",
        "img2img_water_ink_style",
        text("Water and ink style", "水墨风格"),
        text(
            "Redraws an image in water and ink.",
            "将图片转为水墨风格。",
        ),
    ),
    style(
        "img2img-water-paint-style",
        "style-water-paint",
        "img2img_water_paint_style",
        text("Watercolour style", "水彩风格"),
        text("Redraws an image in watercolours.", "将图片转为水彩风格。"),
    ),
    style(
        "i2i-ai-create-monet",
        "style-monet",
        "i2i_ai_create_monet",
        text("Monet style", "莫奈风格"),
        text(
            "Redraws an image in the manner of Monet.",
            "将图片转为莫奈画风。",
        ),
    ),
    Tool {
        fields: &[
            PICTURE,
            variant(&[
                "img2img_comic_style_monet",
                "img2img_comic_style_marvel",
                "img2img_comic_style_future",
            ]),
        ],
        ..style(
            "img2img-comic-style",
            "style-comic",
            "img2img_comic_style",
            text("Comic style", "漫画风格"),
            text(
                "Redraws an image as a comic, in one of several variants.",
                "将图片转为漫画风格，有多种子类型。",
            ),
        )
    },
    style(
        "img2img-exquisite-style",
        "style-exquisite",
        "img2img_exquisite_style",
        text("Exquisite style", "精致风格"),
        text(
            "Redraws an image in the style called exquisite.",
            "将图片转为精致风格。",
        ),
    ),
    Tool {
        fields: &[
            PICTURE,
            variant(&["img2img_pretty_style_ink", "img2img_pretty_style_light"]),
        ],
        ..style(
            "img2img-pretty-style",
            "style-pretty",
            "img2img_pretty_style",
            text("Pretty style", "唯美风格"),
            text(
                "Redraws an image in the style called pretty, with ink or light.",
                "将图片转为唯美风格，有水墨与光影等子类型。",
            ),
        )
    },
    style(
        "img2img-ceramics-style",
        "style-ceramics",
        "img2img_ceramics_style",
        text("Ceramics style", "陶瓷风格"),
        text(
            "Redraws an image as if made of ceramics.",
            "将图片转为陶瓷风格。",
        ),
    ),
    style(
        "img2img-chinese-style",
        "style-chinese",
        "img2img_chinese_style",
        text("Chinese style", "中国风"),
        text(
            "Redraws an image in a Chinese style.",
            "将图片转为中国风。",
        ),
    ),
    Tool {
        fields: &[
            PICTURE,
            variant(&["img2img_clay_style_3d", "img2img_clay_style_bubble"]),
        ],
        ..style(
            "img2img-clay-style",
            "style-clay",
            "img2img_clay_style",
            text("Clay style", "黏土风格"),
            text(
                "Redraws an image as if modelled in clay.",
                "将图片转为黏土风格。",
            ),
        )
    },
    Tool {
        fields: &[
            PICTURE,
            variant(&[
                "img2img_3d_style_era",
                "img2img_3d_style_movie",
                "img2img_3d_style_doll",
            ]),
        ],
        ..style(
            "img2img-three-d-style",
            "style-3d",
            "img2img_3d_style",
            text("3D style", "3D 风格"),
            text(
                "Redraws an image in 3D, in one of several variants.",
                "将图片转为 3D 风格，有多种子类型。",
            ),
        )
    },
    Tool {
        name: "img2img-anime",
        alias: "anime",
        req_key: "img2img_anime",
        actions: Actions::Own("Img2ImgAnime"),
        title: text("Anime", "图片动漫化"),
        summary: text(
            "Redraws an image as anime, guided by a prompt.",
            "按照提示词将图片转为动漫风格。",
        ),
        output: Output::NONE,
        fields: BY_ADDRESS,
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Style)
    },
    Tool {
        name: "img2img-style",
        alias: "style-by-prompt",
        req_key: "img2img_style",
        actions: Actions::Own("Img2ImgStyle"),
        title: text("Style by prompt", "图片风格化"),
        summary: text(
            "Redraws an image in a style, guided by a prompt.",
            "按照提示词将图片转为某种风格。",
        ),
        output: Output::NONE,
        fields: BY_ADDRESS,
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Style)
    },
    Tool {
        name: "img2img-anime-accelerated-maintain-id",
        alias: "anime-same-face",
        req_key: "img2img_anime_accelerated_maintain_id",
        actions: Actions::Own("Img2ImgAnimeAcceleratedMaintainID"),
        title: text("Anime that keeps the person", "人物保持动漫化"),
        summary: text(
            "Redraws an image as anime and keeps the person in it recognizable.",
            "将图片转为动漫风格，并保持人物特征。",
        ),
        output: Output::MARKED,
        fields: &[
            Field::new("positive-prompt", "positive_prompt", Kind::Text(None))
                .doc("What the image should show.", "正向提示词。"),
            Field::images("images", &ImageRule::ANY, (1, MANY)).doc(
                "The image to redraw, and those that `face-image` and `style-image` point at.",
                "待转换的图片，以及 `face-image`、`style-image` 所指的图片。",
            ),
            Field::new("hyper-switch", "hyper_switch", Kind::Bool).doc(
                "Whether the accelerated mode, called hyper, is on.",
                "是否开启加速（hyper）模式。",
            ),
            SEED,
            Field::new("step", "step", POSITIVE)
                .default("18")
                .doc("Number of steps.", "步数。"),
            Field::new("cfg", "cfg", ANY_FLOAT).default("4.5").doc(
                "How closely the image follows the prompt.",
                "文本影响程度，越大越贴近提示词。",
            ),
            Field::new("face-image", "face_image", Kind::Text(None)).doc(
                "Which of the images shows the face, as `uri://binary_data?index=N` with N for its place in the list.",
                "哪张图片提供人脸，写作 `uri://binary_data?index=N`，N 为其在列表中的序号。",
            ),
            Field::new("style-image", "style_image", Kind::Text(None)).doc(
                "Which of the images shows the style, as `uri://binary_data?index=N` with N for its place in the list.",
                "哪张图片提供风格，写作 `uri://binary_data?index=N`，N 为其在列表中的序号。",
            ),
            Field::new("face-switch", "face_switch", Kind::Bool)
                .doc("Whether the face is kept.", "是否保持人脸。"),
            Field::new("facestyle-switch", "facestyle_switch", Kind::Bool).doc(
                "Whether the style of the face is kept.",
                "是否保持人脸风格。",
            ),
            Field::new("style-switch", "style_switch", Kind::Bool).doc(
                "Whether the style of `style-image` is used.",
                "是否采用 `style-image` 的风格。",
            ),
            Field::new("face-v2-switch", "face_v2_switch", Kind::Bool).doc(
                "Whether the second version of keeping the face is on. Seen in one client only (not confirmed).",
                "是否启用第二版人脸保持。仅见于一个客户端，尚未确认。",
            ),
            width(1, i32::MAX).default("1000").doc(
                "Width of the image in pixels. Another client keeps it from 600 to 1500 (not confirmed).",
                "图片宽度，像素。另有客户端限制在 600 至 1500，尚未确认。",
            ),
            height(1, i32::MAX).default("1000").doc(
                "Height of the image in pixels. Another client keeps it from 600 to 1500 (not confirmed).",
                "图片高度，像素。另有客户端限制在 600 至 1500，尚未确认。",
            ),
        ],
        source: "the vendor's SDKs and an independent client",
        ..Tool::pictures(Family::Style)
    },
    // Its pages were not found: what every tool of `docs/service-api.md#style-transfer` takes, and no more.
    Tool {
        name: "img2img-anime-accelerated-maintain-id-for-smart-drawing-anime",
        alias: "anime-smart-drawing",
        req_key: "img2img_anime_accelerated_maintain_id_for_smart_drawing_anime",
        actions: Actions::Own("Img2ImgAnimeAcceleratedMaintainIDForSmartDrawingAnime"),
        title: text("Anime by smart drawing", "智能绘图动漫化"),
        summary: text(
            "Redraws an image as anime; what more it takes is not confirmed.",
            "将图片转为动漫风格；其他参数尚未确认。",
        ),
        status: Status::Unconfirmed,
        typed: false,
        output: Output::MARKED,
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image to redraw.", "待转换的图片。"),
        ],
        source: "the vendor's SDKs for Java and Go",
        ..Tool::pictures(Family::Style)
    },
];
