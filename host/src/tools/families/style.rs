//! Images in another style.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::tools;

tools! {
    /// Disney style (迪士尼风格)
    ///
    /// Redraws an image in the style of a 3D Disney film.
    ///
    /// The tool `img2img-disney-style`, for short `style-disney`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleDisney = "img2img-disney-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Realistic mix style (写实混合风格)
    ///
    /// Redraws an image in a realistic mixed style.
    ///
    /// The tool `img2img-real-mix-style`, for short `style-real-mix`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleRealMix = "img2img-real-mix-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Pastel boys style (粉彩少年风格)
    ///
    /// Redraws an image in the 2D style called pastel boys.
    ///
    /// The tool `img2img-pastel-boys-style`, for short `style-pastel-boys`. Source: the vendor's
    /// SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StylePastelBoys = "img2img-pastel-boys-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Cartoon style (卡通风格)
    ///
    /// Redraws an image as a cartoon.
    ///
    /// The tool `img2img-cartoon-style`, for short `style-cartoon`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleCartoon = "img2img-cartoon-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Makoto style (Makoto 风格)
    ///
    /// Redraws an image in the style called Makoto.
    ///
    /// The tool `img2img-makoto-style`, for short `style-makoto`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleMakoto = "img2img-makoto-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Rev Animated style (Rev Animated 风格)
    ///
    /// Redraws an image in the style called Rev Animated.
    ///
    /// The tool `img2img-rev-animated-style`, for short `style-rev-animated`. Source: the vendor's
    /// SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleRevAnimated = "img2img-rev-animated-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Blue line style (蓝线风格)
    ///
    /// Redraws an image in blue lines.
    ///
    /// The tool `img2img-blueline-style`, for short `style-blueline`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleBlueline = "img2img-blueline-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Water and ink style (水墨风格)
    ///
    /// Redraws an image in water and ink.
    ///
    /// The tool `img2img-water-ink-style`, for short `style-water-ink`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleWaterInk = "img2img-water-ink-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Watercolour style (水彩风格)
    ///
    /// Redraws an image in watercolours.
    ///
    /// The tool `img2img-water-paint-style`, for short `style-water-paint`. Source: the vendor's
    /// SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleWaterPaint = "img2img-water-paint-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Monet style (莫奈风格)
    ///
    /// Redraws an image in the manner of Monet.
    ///
    /// The tool `i2i-ai-create-monet`, for short `style-monet`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleMonet = "i2i-ai-create-monet": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Comic style (漫画风格)
    ///
    /// Redraws an image as a comic, in one of several variants.
    ///
    /// The tool `img2img-comic-style`, for short `style-comic`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleComic = "img2img-comic-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set(
        /// Which variant of the style, by the service's key for it. Known values:
        /// img2img\_comic\_style\_monet, img2img\_comic\_style\_marvel,
        /// img2img\_comic\_style\_future.
        sub_req_key: Text,
    );
    /// Exquisite style (精致风格)
    ///
    /// Redraws an image in the style called exquisite.
    ///
    /// The tool `img2img-exquisite-style`, for short `style-exquisite`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleExquisite = "img2img-exquisite-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Pretty style (唯美风格)
    ///
    /// Redraws an image in the style called pretty, with ink or light.
    ///
    /// The tool `img2img-pretty-style`, for short `style-pretty`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StylePretty = "img2img-pretty-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set(
        /// Which variant of the style, by the service's key for it. Known values:
        /// img2img\_pretty\_style\_ink, img2img\_pretty\_style\_light.
        sub_req_key: Text,
    );
    /// Ceramics style (陶瓷风格)
    ///
    /// Redraws an image as if made of ceramics.
    ///
    /// The tool `img2img-ceramics-style`, for short `style-ceramics`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleCeramics = "img2img-ceramics-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Chinese style (中国风)
    ///
    /// Redraws an image in a Chinese style.
    ///
    /// The tool `img2img-chinese-style`, for short `style-chinese`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleChinese = "img2img-chinese-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set();
    /// Clay style (黏土风格)
    ///
    /// Redraws an image as if modelled in clay.
    ///
    /// The tool `img2img-clay-style`, for short `style-clay`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleClay = "img2img-clay-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set(
        /// Which variant of the style, by the service's key for it. Known values:
        /// img2img\_clay\_style\_3d, img2img\_clay\_style\_bubble.
        sub_req_key: Text,
    );
    /// 3D style (3D 风格)
    ///
    /// Redraws an image in 3D, in one of several variants.
    ///
    /// The tool `img2img-three-d-style`, for short `style-3d`. Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    Style3d = "img2img-three-d-style": new(
        /// The image to redraw. At most 5 MB. At most 4096 pixels a side.
        image: Image,
    ) set(
        /// Which variant of the style, by the service's key for it. Known values:
        /// img2img\_3d\_style\_era, img2img\_3d\_style\_movie, img2img\_3d\_style\_doll.
        sub_req_key: Text,
    );
    /// Anime (图片动漫化)
    ///
    /// Redraws an image as anime, guided by a prompt.
    ///
    /// The tool `img2img-anime`, for short `anime`. Source: the vendor's SDKs
    Anime = "img2img-anime": new(
        /// The image to redraw.
        image: Image,
    ) set(
        /// What the image should show.
        prompt: Text,
        /// How strongly the image is changed. The vendor's sample for img2img\_anime uses 0.9.
        /// Default: 0.5.
        strength: f64,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
    );
    /// Style by prompt (图片风格化)
    ///
    /// Redraws an image in a style, guided by a prompt.
    ///
    /// The tool `img2img-style`, for short `style-by-prompt`. Source: the vendor's SDKs
    StyleByPrompt = "img2img-style": new(
        /// The image to redraw.
        image: Image,
    ) set(
        /// What the image should show.
        prompt: Text,
        /// How strongly the image is changed. The vendor's sample for img2img\_anime uses 0.9.
        /// Default: 0.5.
        strength: f64,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
    );
    /// Anime that keeps the person (人物保持动漫化)
    ///
    /// Redraws an image as anime and keeps the person in it recognizable.
    ///
    /// The tool `img2img-anime-accelerated-maintain-id`, for short `anime-same-face`. Source: the
    /// vendor's SDKs and an independent client
    AnimeSameFace = "img2img-anime-accelerated-maintain-id": new(
        /// The image to redraw, and those that `face-image` and `style-image` point at. At least 1
        /// pictures.
        images: [Image],
    ) set(
        /// What the image should show.
        positive_prompt: Text,
        /// Whether the accelerated mode, called hyper, is on.
        hyper_switch: bool,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// Number of steps. At least 1. Default: 18.
        step: u32,
        /// How closely the image follows the prompt. Default: 4.5.
        cfg: f64,
        /// Which of the images shows the face, as `uri://binary_data?index=N` with N for its place
        /// in the list.
        face_image: Text,
        /// Which of the images shows the style, as `uri://binary_data?index=N` with N for its place
        /// in the list.
        style_image: Text,
        /// Whether the face is kept.
        face_switch: bool,
        /// Whether the style of the face is kept.
        facestyle_switch: bool,
        /// Whether the style of `style-image` is used.
        style_switch: bool,
        /// Whether the second version of keeping the face is on. Seen in one client only (not
        /// confirmed).
        face_v2_switch: bool,
        /// Width of the image in pixels. Another client keeps it from 600 to 1500 (not confirmed).
        /// At least 1. Default: 1000.
        width: u32,
        /// Height of the image in pixels. Another client keeps it from 600 to 1500 (not confirmed).
        /// At least 1. Default: 1000.
        height: u32,
    ) size;
}
