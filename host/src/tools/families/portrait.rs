//! Images of people.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{choices, records, tools};

choices! {
    /// What is kept of the person's photo. The service chooses when it is absent.
    GenMode {
        /// `creative`: Identity and gender only; the service's choice when there is a prompt.
        Creative = "creative",
        /// `reference`: Gender, clothing, hair and background; the choice when there is no prompt.
        Reference = "reference",
        /// `reference_char`: The person's features, but not the background.
        ReferenceChar = "reference-char",
    }
    /// The style of the portrait.
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
    /// The style of the photo.
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

records! {
    /// How the face is retouched.
    BeautifyInfo: new() set(
        /// How much the skin is lightened; from 0 to 2 is recommended.
        whitening: f64,
        /// How much the skin is smoothed; from 0 to 2 is recommended.
        dermabrasion: f64,
    );
}

tools! {
    /// AI portrait (AI 写真)
    ///
    /// Makes a portrait from one photo of a person.
    ///
    /// The tool `i2i-portrait-photo`, for short `portrait`. Source:
    /// <https://www.volcengine.com/docs/85128/1602212>
    Portrait = "i2i-portrait-photo": new(
        /// Public URL of one photo of a real person.
        image_input: Text,
    ) set(
        /// What the portrait should show.
        prompt: Text,
        /// Width of the image in pixels. From 512 to 2048. Default: 1328.
        width: u32,
        /// Height of the image in pixels. From 512 to 2048. Default: 1328.
        height: u32,
        /// How much the face is restored. From 0 to 1. Default: 0.4.
        gpen: f64,
        /// How much the skin is smoothed. From 0 to 1. Default: 0.3.
        skin: f64,
        /// How much the skin's tone is unified. From 0 to 1. Default: 0.
        skin_unifi: f64,
        /// What is kept of the photo. Absent: the service chooses.
        gen_mode: GenMode,
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
    ) size;
    /// Portrait in a style (头像风格化)
    ///
    /// Makes a portrait in one of four styles from a photo of a person.
    ///
    /// The tool `img2img-photoverse`, for short `photoverse`. Source: the vendor's SDKs
    Photoverse = "img2img-photoverse": new(
        /// The photo of the person.
        image: Image,
        /// The style to take.
        style: PhotoverseStyle,
    ) set(
        /// How the face is retouched.
        beautify_info: BeautifyInfo,
    );
    /// Studio photo in a style (写真风格化)
    ///
    /// Makes a studio photo in one of nine styles from a photo of a person.
    ///
    /// The tool `img2img-xiezhen`, for short `xiezhen`. Source: the vendor's SDKs
    Xiezhen = "img2img-xiezhen": new(
        /// The photo of the person.
        image: Image,
        /// The style to take.
        style: XiezhenStyle,
    ) set(
        /// How the face is retouched.
        beautify_info: BeautifyInfo,
    );
}
