//! Faces and hair changed, figures and things cut out (`docs/service-api.md#faces-enhancement-and-segmentation`).

use crate::action::Actions;
use crate::field::{ANY_FLOAT, ANY_INT, Choices, Field, ImageRule, Kind, MANY, Record};
use crate::text::{Text, text};
use crate::tool::{Family, Output, Tool};

static FACE_TYPE: Choices = Choices {
    name: "face-type",
    doc: text("How the faces are put in order.", "人脸的排序方式。"),
    cases: &[
        ("area", "area", text("By size.", "按人脸面积。")),
        ("l2r", "l2r", text("From left to right.", "从左到右。")),
    ],
};

static MERGE_INFO: Record = Record {
    name: "merge-info",
    doc: text("Which face goes where.", "人脸的对应关系。"),
    fields: &[
        Field::new("location", "location", ANY_INT).doc(
            "Place of the face among the faces given.",
            "所给人脸的序号。",
        ),
        Field::new("template-location", "template_location", ANY_INT).doc(
            "Place of the face in the template that it replaces.",
            "模板中被替换人脸的序号。",
        ),
    ],
};

const SOURCE_SIMILARITY: Field =
    Field::new("source-similarity", "source_similarity", Kind::Text(None)).doc(
        "How much the result resembles the face given: a number, written as text.",
        "结果与所给人脸的相似程度：数值，以字符串传入。",
    );

const DO_RISK: Field = Field::new("do-risk", "do_risk", Kind::Bool).doc(
    "Whether the service checks the contents.",
    "是否进行内容审核。",
);

/// Images where neither limits nor their number are stated.
const PHOTOS: Field = Field::images("images", &ImageRule::ANY, (1, MANY)).doc(
    "The image to work on. Whether one call takes several is not confirmed.",
    "待处理的图片；能否一次处理多张尚未确认。",
);

/// The arguments of faces put into a video.
const FACE_MOVIE: &[Field] = &[
    Field::new("image-url", "image_url", Kind::Joined(',', 1, MANY))
        .required()
        .doc(
            "Public URLs of the images that show the faces.",
            "人脸图片的公网地址，可为多张。",
        ),
    Field::new("video-url", "video_url", Kind::Link)
        .required()
        .doc(
            "Public URL of the video that the faces go into.",
            "待融合视频的公网地址。",
        ),
    Field::new("ref-img-url", "ref_img_url", Kind::Link)
        .doc("Public URL of a reference image.", "参考图的公网地址。"),
    Field::new("enable-face-beautify", "enable_face_beautify", Kind::Bool)
        .default("false")
        .doc("Whether the face is retouched.", "是否美颜。"),
    SOURCE_SIMILARITY,
    Field::new("gpen", "gpen", ANY_FLOAT)
        .default("1.0")
        .doc("How much the face is restored.", "人脸修复强度。"),
    Field::new("whitening", "whitening", ANY_FLOAT)
        .default("0")
        .doc("How much the skin is lightened.", "美白强度。"),
    Field::new("dermabrasion", "dermabrasion", ANY_FLOAT)
        .default("0")
        .doc("How much the skin is smoothed.", "磨皮强度。"),
    Field::new("sharpening", "sharpening", ANY_FLOAT)
        .default("0")
        .doc("How much the face is sharpened.", "锐化强度。"),
];

/// A face put into a video.
const fn face_movie(
    name: &'static str,
    alias: &'static str,
    req_key: &'static str,
    title: Text,
) -> Tool {
    Tool {
        name,
        alias,
        req_key,
        actions: Actions::OwnTasks("FaceFusionMovieSubmitTask", "FaceFusionMovieGetResult"),
        title,
        summary: text("Puts faces into a video.", "将人脸融合到视频中。"),
        output: Output {
            watermark: true,
            ..Output::NONE
        },
        fields: FACE_MOVIE,
        source: "the vendor's SDKs",
        ..Tool::video(Family::Face)
    }
}

/// The tools of this family.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "face-swap-v36",
        alias: "face-swap-3.6",
        req_key: "face_swap3_6",
        actions: Actions::Process,
        title: text("Face swap 3.6", "人脸融合 3.6"),
        summary: text(
            "Puts up to three faces into an image.",
            "将最多三张人脸融合到一张图片中。",
        ),
        fields: &[
            Field::images("faces", &ImageRule::ANY, (1, 3)).doc(
                "The images that show the faces. Links are what the service documents here; base64 is not confirmed.",
                "提供人脸的图片。此处有记载的形式为链接；能否用 base64 尚未确认。",
            ),
            Field::image("template", &ImageRule::ANY).doc(
                "The image that the faces go into, in the same form as the faces.",
                "人脸要融合到的模板图片，形式与人脸图片一致。",
            ),
            Field::new("face-type", "face_type", Kind::Choice(&FACE_TYPE)).doc(
                "How the faces are put in order.",
                "人脸的排序方式。",
            ),
            Field::new("merge-infos", "merge_infos", Kind::Records(&MERGE_INFO, 0, MANY)).doc(
                "Which face replaces which face of the template.",
                "哪张人脸替换模板中的哪张人脸。",
            ),
            SOURCE_SIMILARITY,
        ],
        source: "the vendor's SDKs and independent clients",
        ..Tool::pictures(Family::Face)
    },
    Tool {
        name: "faceswap-ai",
        alias: "face-swap-ai",
        req_key: "faceswap_ai",
        actions: Actions::Own("FaceswapAI"),
        title: text("Face swap by AI", "AI 人脸融合"),
        summary: text(
            "Puts a face into an image.",
            "将一张人脸融合到另一张图片中。",
        ),
        output: Output::MARKED,
        fields: &[
            Field::image("face", &ImageRule::ANY).doc(
                "The image that shows the face.",
                "提供人脸的图片。",
            ),
            Field::image("template", &ImageRule::ANY).doc(
                "The image that the face goes into.",
                "人脸要融合到的模板图片。",
            ),
            Field::new("gpen", "gpen", ANY_FLOAT)
                .default("0.9")
                .doc("How much the face is restored.", "人脸修复强度。"),
            Field::new("skin", "skin", ANY_FLOAT)
                .default("0.9")
                .doc("How much the skin is smoothed.", "磨皮强度。"),
            Field::new("tou-repair", "tou_repair", ANY_INT).doc(
                "How the head is repaired; the values are not confirmed.",
                "头部修复方式；取值尚未确认。",
            ),
            DO_RISK,
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Face)
    },
    Tool {
        name: "all-age-generation",
        alias: "age",
        req_key: "all_age_generation",
        actions: Actions::Process,
        title: text("Another age", "年龄变换"),
        summary: text(
            "Shows the person in a photo at another age.",
            "生成照片中人物在另一年龄的样子。",
        ),
        output: Output::NONE,
        fields: &[
            PHOTOS,
            Field::new("target-age", "target_age", ANY_INT).doc(
                "The age to show. The vendor's sample uses 70; the range is not confirmed.",
                "目标年龄。官方示例为 70；取值范围尚未确认。",
            ),
            DO_RISK,
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Face)
    },
    Tool {
        name: "emotion-portrait",
        alias: "expression",
        req_key: "emotion_portrait",
        actions: Actions::Own("EmotionPortrait"),
        title: text("Another expression", "表情变换"),
        summary: text(
            "Gives the face in a photo another expression.",
            "改变照片中人物的表情。",
        ),
        output: Output::MARKED,
        fields: &[
            PHOTOS,
            Field::new("target-emotion", "target_emotion", Kind::Known(&["jiuwo"]))
                .required()
                .doc(
                    "The expression, by the service's word for it.",
                    "目标表情，以服务的名称表示。",
                ),
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Face)
    },
    Tool {
        name: "hair-style",
        alias: "hair",
        req_key: "hair_style",
        actions: Actions::Own("HairStyle"),
        title: text("Another hair style", "发型变换"),
        summary: text(
            "Gives the person in a photo another hair style.",
            "改变照片中人物的发型。",
        ),
        output: Output::MARKED,
        fields: &[
            PHOTOS,
            Field::new("hair-type", "hair_type", ANY_INT).doc(
                "The hair style, by the service's number for it, such as 801.",
                "目标发型，以服务的编号表示，如 801。",
            ),
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Face)
    },
    Tool {
        name: "entity-seg",
        alias: "cut-out-all",
        req_key: "entity_seg",
        actions: Actions::Own("EntitySegment"),
        title: text("Everything cut out", "智能分割"),
        summary: text(
            "Cuts out each object in an image; the details tell how many there are, their scores and the size of the image.",
            "分割图片中的各个主体；详情给出主体数量、得分与原图尺寸。",
        ),
        max_media: None,
        output: Output {
            link: true,
            ..Output::NONE
        },
        fields: &[
            PHOTOS,
            Field::new("max-entity", "max_entity", ANY_INT)
                .default("20")
                .doc("The most things to cut out.", "最多分割的主体数。"),
            Field::new("return-format", "return_format", ANY_INT)
                .default("0")
                .doc(
                    "The form of the results, by the service's number for it; the values are not confirmed.",
                    "结果的形式，以服务的编号表示；取值尚未确认。",
                ),
            Field::new("refine-mask", "refine_mask", ANY_INT)
                .default("0")
                .doc(
                    "How the edges are refined, by the service's number for it; the values are not confirmed.",
                    "边缘的精细化方式，以服务的编号表示；取值尚未确认。",
                ),
        ],
        source: "the vendor's SDKs",
        ..Tool::pictures(Family::Face)
    },
    Tool {
        name: "saliency-seg",
        alias: "cut-out",
        req_key: "saliency_seg",
        actions: Actions::Process,
        title: text("Main thing cut out", "显著性分割"),
        summary: text(
            "Cuts out the main object of an image; it takes few calls a second, and the details hold the outline.",
            "分割图片中的显著主体；QPS 较低，详情含轮廓点。",
        ),
        output: Output::MARKED,
        fields: &[
            Field::image("image", &ImageRule::ANY).doc("The image to cut.", "待分割的图片。"),
            Field::new("only-mask", "only_mask", Kind::OneOf(&[0, 1, 2, 3, 4])).doc(
                "What comes back: 0 the object cropped, with transparency; 1 a mask of the image's size; 2 the object cropped, on a square of the colour `rgb`; 3 the object in an image of the full size, with transparency; 4 that image and the mask.",
                "返回内容：0 为裁剪后的透明底主体，1 为原图大小的蒙版，2 为置于 `rgb` 底色正方形中的裁剪主体，3 为原图大小的透明底主体，4 为 3 的图片加蒙版共两张。",
            ),
            Field::new("rgb", "rgb", Kind::Ints(3)).doc(
                "Colour of the ground for `only-mask` 2: red, green, blue; -1, -1, -1 is transparent.",
                "`only-mask` 为 2 时的底色：红、绿、蓝；-1、-1、-1 表示透明。",
            ),
            Field::new("refine-mask", "refine_mask", Kind::OneOf(&[0, 1, 2])).doc(
                "How the edges are refined, by the service's number for it.",
                "边缘的精细化方式，以服务的编号表示。",
            ),
        ],
        source: "the vendor's SDKs and independent clients",
        ..Tool::pictures(Family::Face)
    },
    face_movie(
        "facefusionmovie-standard",
        "face-movie",
        "facefusionmovie_standard",
        text("Face in a video", "视频人脸融合"),
    ),
    face_movie(
        "facefusionmovie-standard-v2",
        "face-movie-v2",
        "facefusionmovie_standard_v2",
        text("Face in a video, V2", "视频人脸融合 V2"),
    ),
];
