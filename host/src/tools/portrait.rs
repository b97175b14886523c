//! Pictures of people.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, choice, record, tool};

choice! {
    /// What is kept of the person's photo. The service chooses when it is
    /// absent.
    #[non_exhaustive]
    GenMode {
        /// `creative`: Identity and gender only; the service's choice when
        /// there is a prompt.
        Creative = "creative",
        /// `reference`: Gender, clothing, hair and background; the choice
        /// when there is no prompt.
        Reference = "reference",
        /// `reference_char`: The person's features, but not the background.
        ReferenceChar = "reference-char",
    }
}

choice! {
    /// The style of the portrait.
    #[non_exhaustive]
    PhotoverseStyle {
        /// `img2img_photoverse_american_comics`: American comics.
        AmericanComics = "american-comics",
        /// `img2img_photoverse_executive_ID_photo`: Business ID photo.
        ExecutiveIdPhoto = "executive-id-photo",
        /// `img2img_photoverse_3d_weird`: Weird, in 3D.
        ThreeDWeird = "three-d-weird",
        /// `img2img_photoverse_cyberpunk`: Cyberpunk.
        Cyberpunk = "cyberpunk",
    }
}

choice! {
    /// The style of the photo.
    #[non_exhaustive]
    XiezhenStyle {
        /// `img2img_xiezhen_gubao`: Old castle.
        Gubao = "gubao",
        /// `img2img_xiezhen_babi_niuzai`: Barbie in denim.
        BabiNiuzai = "babi-niuzai",
        /// `img2img_xiezhen_bathrobe`: Bathrobe.
        Bathrobe = "bathrobe",
        /// `img2img_xiezhen_butterfly_machine`: Mechanical butterfly.
        ButterflyMachine = "butterfly-machine",
        /// `img2img_xiezhen_zhichangzhengjianzhao`: ID photo for work.
        Zhichangzhengjianzhao = "zhichangzhengjianzhao",
        /// `img2img_xiezhen_christmas`: Christmas.
        Christmas = "christmas",
        /// `img2img_xiezhen_dessert`: Dessert.
        Dessert = "dessert",
        /// `img2img_xiezhen_old_money`: Old money.
        OldMoney = "old-money",
        /// `img2img_xiezhen_school`: School.
        School = "school",
    }
}

record! {
    /// How the face is retouched.
    BeautifyInfo
}

impl BeautifyInfo {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> BeautifyInfo {
        BeautifyInfo(Arguments::default())
    }

    /// How much the skin is lightened; from 0 to 2 is recommended.
    #[must_use]
    pub fn whitening(mut self, whitening: f64) -> BeautifyInfo {
        self.0.set("whitening", whitening);
        self
    }

    /// How much the skin is smoothed; from 0 to 2 is recommended.
    #[must_use]
    pub fn dermabrasion(mut self, dermabrasion: f64) -> BeautifyInfo {
        self.0.set("dermabrasion", dermabrasion);
        self
    }
}

impl Default for BeautifyInfo {
    fn default() -> BeautifyInfo {
        BeautifyInfo::new()
    }
}

tool! {
    /// AI portrait (AI 写真)
    ///
    /// Makes a portrait from one photo of a person.
    ///
    /// The tool `i2i-portrait-photo`, for short `portrait`. Source:
    /// <https://www.volcengine.com/docs/85128/1602212>
    Portrait = "i2i-portrait-photo"
}

impl Portrait {
    /// A value with its required arguments.
    ///
    /// `image_input`: Public address of one photo of a real person.
    #[must_use]
    pub fn new(image_input: impl Into<String>) -> Portrait {
        let mut arguments = Arguments::default();
        arguments.text("image_input", image_input);
        Portrait(arguments)
    }

    /// What the portrait should show.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> Portrait {
        self.0.text("prompt", prompt);
        self
    }

    /// Width of the picture in pixels. From 512 to 2048. Default: 1328.
    #[must_use]
    pub fn width(mut self, width: u32) -> Portrait {
        self.0.set("width", width);
        self
    }

    /// Height of the picture in pixels. From 512 to 2048. Default: 1328.
    #[must_use]
    pub fn height(mut self, height: u32) -> Portrait {
        self.0.set("height", height);
        self
    }

    /// How much the face is restored. From 0 to 1. Default: 0.4.
    #[must_use]
    pub fn gpen(mut self, gpen: f64) -> Portrait {
        self.0.set("gpen", gpen);
        self
    }

    /// How much the skin is smoothed. From 0 to 1. Default: 0.3.
    #[must_use]
    pub fn skin(mut self, skin: f64) -> Portrait {
        self.0.set("skin", skin);
        self
    }

    /// How much the skin's tone is unified. From 0 to 1. Default: 0.
    #[must_use]
    pub fn skin_unifi(mut self, skin_unifi: f64) -> Portrait {
        self.0.set("skin_unifi", skin_unifi);
        self
    }

    /// What is kept of the photo. Absent: the service chooses.
    #[must_use]
    pub fn gen_mode(mut self, gen_mode: GenMode) -> Portrait {
        self.0.set("gen_mode", gen_mode.as_str());
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Portrait {
        self.0.set("seed", seed);
        self
    }

    /// Sets `width` and `height`, in pixels.
    #[must_use]
    pub fn size(self, width: u32, height: u32) -> Portrait {
        self.width(width).height(height)
    }
}

tool! {
    /// Portrait in a style (头像风格化)
    ///
    /// Makes a portrait in one of four styles from a photo of a person.
    ///
    /// The tool `img2img-photoverse`, for short `photoverse`. Source: the
    /// vendor's SDKs
    Photoverse = "img2img-photoverse"
}

impl Photoverse {
    /// A value with its required arguments.
    ///
    /// `image`: The photo of the person.
    ///
    /// `style`: The style to take.
    #[must_use]
    pub fn new(image: impl Into<Image>, style: PhotoverseStyle) -> Photoverse {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.set("style", style.as_str());
        Photoverse(arguments)
    }

    /// How the face is retouched.
    #[must_use]
    pub fn beautify_info(mut self, beautify_info: BeautifyInfo) -> Photoverse {
        self.0.set("beautify_info", beautify_info.0);
        self
    }
}

tool! {
    /// Studio photo in a style (写真风格化)
    ///
    /// Makes a studio photo in one of nine styles from a photo of a person.
    ///
    /// The tool `img2img-xiezhen`, for short `xiezhen`. Source: the vendor's
    /// SDKs
    Xiezhen = "img2img-xiezhen"
}

impl Xiezhen {
    /// A value with its required arguments.
    ///
    /// `image`: The photo of the person.
    ///
    /// `style`: The style to take.
    #[must_use]
    pub fn new(image: impl Into<Image>, style: XiezhenStyle) -> Xiezhen {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.set("style", style.as_str());
        Xiezhen(arguments)
    }

    /// How the face is retouched.
    #[must_use]
    pub fn beautify_info(mut self, beautify_info: BeautifyInfo) -> Xiezhen {
        self.0.set("beautify_info", beautify_info.0);
        self
    }
}
