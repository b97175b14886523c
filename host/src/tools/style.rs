//! Pictures in another style.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, tool};

tool! {
    /// Disney style (迪士尼风格)
    ///
    /// Redraws a picture in the style of a 3D Disney film.
    ///
    /// The tool `img2img-disney-style`, for short `style-disney`. Source: the
    /// vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleDisney = "img2img-disney-style"
}

impl StyleDisney {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleDisney {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleDisney(arguments)
    }
}

tool! {
    /// Realistic mix style (写实混合风格)
    ///
    /// Redraws a picture in a realistic mixed style.
    ///
    /// The tool `img2img-real-mix-style`, for short `style-real-mix`. Source:
    /// the vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleRealMix = "img2img-real-mix-style"
}

impl StyleRealMix {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleRealMix {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleRealMix(arguments)
    }
}

tool! {
    /// Pastel boys style (粉彩少年风格)
    ///
    /// Redraws a picture in the 2D style called pastel boys.
    ///
    /// The tool `img2img-pastel-boys-style`, for short `style-pastel-boys`.
    /// Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StylePastelBoys = "img2img-pastel-boys-style"
}

impl StylePastelBoys {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StylePastelBoys {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StylePastelBoys(arguments)
    }
}

tool! {
    /// Cartoon style (卡通风格)
    ///
    /// Redraws a picture as a cartoon.
    ///
    /// The tool `img2img-cartoon-style`, for short `style-cartoon`. Source:
    /// the vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleCartoon = "img2img-cartoon-style"
}

impl StyleCartoon {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleCartoon {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleCartoon(arguments)
    }
}

tool! {
    /// Makoto style (Makoto 风格)
    ///
    /// Redraws a picture in the style called Makoto.
    ///
    /// The tool `img2img-makoto-style`, for short `style-makoto`. Source: the
    /// vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleMakoto = "img2img-makoto-style"
}

impl StyleMakoto {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleMakoto {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleMakoto(arguments)
    }
}

tool! {
    /// Rev Animated style (Rev Animated 风格)
    ///
    /// Redraws a picture in the style called Rev Animated.
    ///
    /// The tool `img2img-rev-animated-style`, for short `style-rev-animated`.
    /// Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleRevAnimated = "img2img-rev-animated-style"
}

impl StyleRevAnimated {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleRevAnimated {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleRevAnimated(arguments)
    }
}

tool! {
    /// Blue line style (蓝线风格)
    ///
    /// Redraws a picture in blue lines.
    ///
    /// The tool `img2img-blueline-style`, for short `style-blueline`. Source:
    /// the vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleBlueline = "img2img-blueline-style"
}

impl StyleBlueline {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleBlueline {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleBlueline(arguments)
    }
}

tool! {
    /// Water and ink style (水墨风格)
    ///
    /// Redraws a picture in water and ink.
    ///
    /// The tool `img2img-water-ink-style`, for short `style-water-ink`.
    /// Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleWaterInk = "img2img-water-ink-style"
}

impl StyleWaterInk {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleWaterInk {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleWaterInk(arguments)
    }
}

tool! {
    /// Watercolour style (水彩风格)
    ///
    /// Redraws a picture in watercolours.
    ///
    /// The tool `img2img-water-paint-style`, for short `style-water-paint`.
    /// Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleWaterPaint = "img2img-water-paint-style"
}

impl StyleWaterPaint {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleWaterPaint {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleWaterPaint(arguments)
    }
}

tool! {
    /// Monet style (莫奈风格)
    ///
    /// Redraws a picture in the manner of Monet.
    ///
    /// The tool `i2i-ai-create-monet`, for short `style-monet`. Source: the
    /// vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleMonet = "i2i-ai-create-monet"
}

impl StyleMonet {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleMonet {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleMonet(arguments)
    }
}

tool! {
    /// Comic style (漫画风格)
    ///
    /// Redraws a picture as a comic, in one of several variants.
    ///
    /// The tool `img2img-comic-style`, for short `style-comic`. Source: the
    /// vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleComic = "img2img-comic-style"
}

impl StyleComic {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleComic {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleComic(arguments)
    }

    /// Which variant of the style, by the service's key for it. Known values:
    /// img2img\_comic\_style\_monet, img2img\_comic\_style\_marvel,
    /// img2img\_comic\_style\_future.
    #[must_use]
    pub fn sub_req_key(mut self, sub_req_key: impl Into<String>) -> StyleComic {
        self.0.text("sub_req_key", sub_req_key);
        self
    }
}

tool! {
    /// Exquisite style (精致风格)
    ///
    /// Redraws a picture in the style called exquisite.
    ///
    /// The tool `img2img-exquisite-style`, for short `style-exquisite`.
    /// Source: the vendor's SDKs,
    /// <https://www.volcengine.com/docs/6791/1361423>
    StyleExquisite = "img2img-exquisite-style"
}

impl StyleExquisite {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleExquisite {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleExquisite(arguments)
    }
}

tool! {
    /// Pretty style (唯美风格)
    ///
    /// Redraws a picture in the style called pretty, with ink or light.
    ///
    /// The tool `img2img-pretty-style`, for short `style-pretty`. Source: the
    /// vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StylePretty = "img2img-pretty-style"
}

impl StylePretty {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StylePretty {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StylePretty(arguments)
    }

    /// Which variant of the style, by the service's key for it. Known values:
    /// img2img\_pretty\_style\_ink, img2img\_pretty\_style\_light.
    #[must_use]
    pub fn sub_req_key(mut self, sub_req_key: impl Into<String>) -> StylePretty {
        self.0.text("sub_req_key", sub_req_key);
        self
    }
}

tool! {
    /// Ceramics style (陶瓷风格)
    ///
    /// Redraws a picture as if made of ceramics.
    ///
    /// The tool `img2img-ceramics-style`, for short `style-ceramics`. Source:
    /// the vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleCeramics = "img2img-ceramics-style"
}

impl StyleCeramics {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleCeramics {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleCeramics(arguments)
    }
}

tool! {
    /// Chinese style (中国风)
    ///
    /// Redraws a picture in a Chinese style.
    ///
    /// The tool `img2img-chinese-style`, for short `style-chinese`. Source:
    /// the vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleChinese = "img2img-chinese-style"
}

impl StyleChinese {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleChinese {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleChinese(arguments)
    }
}

tool! {
    /// Clay style (黏土风格)
    ///
    /// Redraws a picture as if modelled in clay.
    ///
    /// The tool `img2img-clay-style`, for short `style-clay`. Source: the
    /// vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    StyleClay = "img2img-clay-style"
}

impl StyleClay {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleClay {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleClay(arguments)
    }

    /// Which variant of the style, by the service's key for it. Known values:
    /// img2img\_clay\_style\_3d, img2img\_clay\_style\_bubble.
    #[must_use]
    pub fn sub_req_key(mut self, sub_req_key: impl Into<String>) -> StyleClay {
        self.0.text("sub_req_key", sub_req_key);
        self
    }
}

tool! {
    /// 3D style (3D 风格)
    ///
    /// Redraws a picture in 3D, in one of several variants.
    ///
    /// The tool `img2img-three-d-style`, for short `style-3d`. Source: the
    /// vendor's SDKs, <https://www.volcengine.com/docs/6791/1361423>
    Style3d = "img2img-three-d-style"
}

impl Style3d {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw. At most 5 MB. At most 4096 pixels a
    /// side.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> Style3d {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        Style3d(arguments)
    }

    /// Which variant of the style, by the service's key for it. Known values:
    /// img2img\_3d\_style\_era, img2img\_3d\_style\_movie,
    /// img2img\_3d\_style\_doll.
    #[must_use]
    pub fn sub_req_key(mut self, sub_req_key: impl Into<String>) -> Style3d {
        self.0.text("sub_req_key", sub_req_key);
        self
    }
}

tool! {
    /// Anime (图像动漫化)
    ///
    /// Redraws a picture as anime, guided by a prompt.
    ///
    /// The tool `img2img-anime`, for short `anime`. Source: the vendor's SDKs
    Anime = "img2img-anime"
}

impl Anime {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> Anime {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        Anime(arguments)
    }

    /// What the picture should show.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> Anime {
        self.0.text("prompt", prompt);
        self
    }

    /// How strongly the picture is changed. The vendor's sample for
    /// img2img\_anime uses 0.9. Default: 0.5.
    #[must_use]
    pub fn strength(mut self, strength: f64) -> Anime {
        self.0.set("strength", strength);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Anime {
        self.0.set("seed", seed);
        self
    }
}

tool! {
    /// Style by prompt (图像风格化)
    ///
    /// Redraws a picture in a style, guided by a prompt.
    ///
    /// The tool `img2img-style`, for short `style-by-prompt`. Source: the
    /// vendor's SDKs
    StyleByPrompt = "img2img-style"
}

impl StyleByPrompt {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to redraw.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> StyleByPrompt {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        StyleByPrompt(arguments)
    }

    /// What the picture should show.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> StyleByPrompt {
        self.0.text("prompt", prompt);
        self
    }

    /// How strongly the picture is changed. The vendor's sample for
    /// img2img\_anime uses 0.9. Default: 0.5.
    #[must_use]
    pub fn strength(mut self, strength: f64) -> StyleByPrompt {
        self.0.set("strength", strength);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> StyleByPrompt {
        self.0.set("seed", seed);
        self
    }
}

tool! {
    /// Anime that keeps the person (人物保持动漫化)
    ///
    /// Redraws a picture as anime and keeps the person in it recognizable.
    ///
    /// The tool `img2img-anime-accelerated-maintain-id`, for short
    /// `anime-same-face`. Source: the vendor's SDKs and an independent client
    AnimeSameFace = "img2img-anime-accelerated-maintain-id"
}

impl AnimeSameFace {
    /// A value with its required arguments.
    ///
    /// `images`: The picture to redraw, and those that `face-image` and
    /// `style-image` point at. At least 1 pictures.
    #[must_use]
    pub fn new(images: impl IntoIterator<Item = impl Into<Image>>) -> AnimeSameFace {
        let mut arguments = Arguments::default();
        arguments.images("images", images);
        AnimeSameFace(arguments)
    }

    /// What the picture should show.
    #[must_use]
    pub fn positive_prompt(mut self, positive_prompt: impl Into<String>) -> AnimeSameFace {
        self.0.text("positive_prompt", positive_prompt);
        self
    }

    /// Whether the accelerated mode, called hyper, is on.
    #[must_use]
    pub fn hyper_switch(mut self, hyper_switch: bool) -> AnimeSameFace {
        self.0.set("hyper_switch", hyper_switch);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> AnimeSameFace {
        self.0.set("seed", seed);
        self
    }

    /// Number of steps. At least 1. Default: 18.
    #[must_use]
    pub fn step(mut self, step: u32) -> AnimeSameFace {
        self.0.set("step", step);
        self
    }

    /// How closely the picture follows the words. Default: 4.5.
    #[must_use]
    pub fn cfg(mut self, cfg: f64) -> AnimeSameFace {
        self.0.set("cfg", cfg);
        self
    }

    /// Which of the pictures shows the face, as `uri://binary_data?index=N`
    /// with N for its place in the list.
    #[must_use]
    pub fn face_image(mut self, face_image: impl Into<String>) -> AnimeSameFace {
        self.0.text("face_image", face_image);
        self
    }

    /// Which of the pictures shows the style, as `uri://binary_data?index=N`
    /// with N for its place in the list.
    #[must_use]
    pub fn style_image(mut self, style_image: impl Into<String>) -> AnimeSameFace {
        self.0.text("style_image", style_image);
        self
    }

    /// Whether the face is kept.
    #[must_use]
    pub fn face_switch(mut self, face_switch: bool) -> AnimeSameFace {
        self.0.set("face_switch", face_switch);
        self
    }

    /// Whether the style of the face is kept.
    #[must_use]
    pub fn facestyle_switch(mut self, facestyle_switch: bool) -> AnimeSameFace {
        self.0.set("facestyle_switch", facestyle_switch);
        self
    }

    /// Whether the style of `style-image` is used.
    #[must_use]
    pub fn style_switch(mut self, style_switch: bool) -> AnimeSameFace {
        self.0.set("style_switch", style_switch);
        self
    }

    /// Whether the second version of keeping the face is on. Seen in one
    /// client only \[unconfirmed\].
    #[must_use]
    pub fn face_v2_switch(mut self, face_v2_switch: bool) -> AnimeSameFace {
        self.0.set("face_v2_switch", face_v2_switch);
        self
    }

    /// Width of the picture in pixels. Another client keeps it from 600 to
    /// 1500 \[unconfirmed\]. At least 1. Default: 1000.
    #[must_use]
    pub fn width(mut self, width: u32) -> AnimeSameFace {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. Another client keeps it from 600 to
    /// 1500 \[unconfirmed\]. At least 1. Default: 1000.
    #[must_use]
    pub fn height(mut self, height: u32) -> AnimeSameFace {
        self.0.set("height", height);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> AnimeSameFace {
        self.width(width).height(height)
    }
}
