//! People in a picture or video that speak and move.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, tool};

tool! {
    /// Action imitation 1.0 (动作模仿 1.0)
    ///
    /// Makes the person in a picture move as a video does, in 720P at 24
    /// frames a second.
    ///
    /// The tool `jimeng-dream-actor-m1-gen-video-cv`, for short
    /// `dreamactor-1.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1798351>
    Dreamactor10 = "jimeng-dream-actor-m1-gen-video-cv"
}

impl Dreamactor10 {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    ///
    /// `video_url`: Public address of the video to imitate, of at most 30
    /// seconds.
    #[must_use]
    pub fn new(image_url: impl Into<String>, video_url: impl Into<String>) -> Dreamactor10 {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        arguments.text("video_url", video_url);
        Dreamactor10(arguments)
    }
}

tool! {
    /// Action imitation 2.0 (动作模仿 2.0)
    ///
    /// Makes the figure in a picture move as a video does, in 720P at 25
    /// frames a second.
    ///
    /// The tool `jimeng-dreamactor-m20-gen-video`, for short
    /// `dreamactor-2.0`. Source:
    /// <https://www.volcengine.com/docs/85621/2201579>
    Dreamactor20 = "jimeng-dreamactor-m20-gen-video"
}

impl Dreamactor20 {
    /// A value with its required arguments.
    ///
    /// `image`: The picture of the figure; above 1920 x 1080 it is scaled
    /// down. JPEG or PNG. At most 4.7 MB. At least 480 pixels a side.
    ///
    /// `video_url`: Public address of the video to imitate: MP4, MOV or WebM
    /// of at most 30 seconds, from 200 x 200 to 2048 x 1440. A second of it
    /// takes about 18 seconds of work.
    #[must_use]
    pub fn new(image: impl Into<Image>, video_url: impl Into<String>) -> Dreamactor20 {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        arguments.text("video_url", video_url);
        Dreamactor20(arguments)
    }

    /// Whether the first second of the result is cut off. Default: true.
    #[must_use]
    pub fn cut_result_first_second_switch(mut self, cut_result_first_second_switch: bool) -> Dreamactor20 {
        self.0.set("cut_result_first_second_switch", cut_result_first_second_switch);
        self
    }

    /// Address that the service posts the result to. The output options are
    /// sent with the submission as well then, since the report is made by
    /// them. How often it is tried is \[unconfirmed\].
    #[must_use]
    pub fn callback_url(mut self, callback_url: impl Into<String>) -> Dreamactor20 {
        self.0.text("callback_url", callback_url);
        self
    }
}

tool! {
    /// Jimeng digital human, quick mode: check (即梦数字人快速模式：主体识别)
    ///
    /// Tells whether a picture holds a person or figure that can be made to
    /// speak.
    ///
    /// The tool `jimeng-realman-avatar-picture-create-role-omni`, for short
    /// `jimeng-human-check`. Source:
    /// <https://www.volcengine.com/docs/85621/1810468>,
    /// <https://www.volcengine.com/docs/85621/1810469>,
    /// <https://www.volcengine.com/docs/85621/1810470>,
    /// <https://www.volcengine.com/docs/85621/1810471>
    JimengHumanCheck = "jimeng-realman-avatar-picture-create-role-omni"
}

impl JimengHumanCheck {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    #[must_use]
    pub fn new(image_url: impl Into<String>) -> JimengHumanCheck {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        JimengHumanCheck(arguments)
    }
}

tool! {
    /// Jimeng digital human, quick mode (即梦数字人快速模式：视频生成)
    ///
    /// Makes the person in a picture speak an audio, in 480P.
    ///
    /// The tool `jimeng-realman-avatar-picture-omni-v2`, for short
    /// `jimeng-human`. Source:
    /// <https://www.volcengine.com/docs/85621/1810468>,
    /// <https://www.volcengine.com/docs/85621/1810469>,
    /// <https://www.volcengine.com/docs/85621/1810470>,
    /// <https://www.volcengine.com/docs/85621/1810471>
    JimengHuman = "jimeng-realman-avatar-picture-omni-v2"
}

impl JimengHuman {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person: JPG, PNG or
    /// JFIF, below 5 MB and below 4096 pixels a side.
    ///
    /// `audio_url`: Public address of what the person says; less than 15
    /// seconds are recommended. A second of it takes 20 to 30 seconds of
    /// work.
    #[must_use]
    pub fn new(image_url: impl Into<String>, audio_url: impl Into<String>) -> JimengHuman {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        arguments.text("audio_url", audio_url);
        JimengHuman(arguments)
    }
}

tool! {
    /// OmniHuman 1.5: check (OmniHuman 1.5 主体识别)
    ///
    /// Tells whether a picture holds a person or figure that can be made to
    /// speak.
    ///
    /// The tool `jimeng-realman-avatar-picture-create-role-omni-v15`, for
    /// short `omnihuman-1.5-check`. Source:
    /// <https://www.volcengine.com/docs/85621/1828975>
    Omnihuman15Check = "jimeng-realman-avatar-picture-create-role-omni-v15"
}

impl Omnihuman15Check {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    #[must_use]
    pub fn new(image_url: impl Into<String>) -> Omnihuman15Check {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        Omnihuman15Check(arguments)
    }
}

tool! {
    /// OmniHuman 1.5: masks (OmniHuman 1.5 主体检测)
    ///
    /// Finds the subjects in a picture, with a mask for each.
    ///
    /// The tool `jimeng-realman-avatar-object-detection`, for short
    /// `omnihuman-1.5-masks`. Source: copies of the vendor's page and
    /// independent clients
    Omnihuman15Masks = "jimeng-realman-avatar-object-detection"
}

impl Omnihuman15Masks {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    #[must_use]
    pub fn new(image_url: impl Into<String>) -> Omnihuman15Masks {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        Omnihuman15Masks(arguments)
    }
}

tool! {
    /// OmniHuman 1.5 (OmniHuman 1.5 视频生成)
    ///
    /// Makes the person or figure in a picture speak an audio and act as a
    /// prompt says.
    ///
    /// The tool `jimeng-realman-avatar-picture-omni-v15`, for short
    /// `omnihuman-1.5`. Source:
    /// <https://www.volcengine.com/docs/85621/1829013>
    Omnihuman15 = "jimeng-realman-avatar-picture-omni-v15"
}

impl Omnihuman15 {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    ///
    /// `audio_url`: Public address of what is said, below 60 seconds; one
    /// client states below 35 \[conflict\]. A longer one fails only when the
    /// task is asked for. A second of it takes about 20 seconds of work.
    #[must_use]
    pub fn new(image_url: impl Into<String>, audio_url: impl Into<String>) -> Omnihuman15 {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        arguments.text("audio_url", audio_url);
        Omnihuman15(arguments)
    }

    /// Masks of the subjects that speak, as the detection of subjects gives
    /// them.
    #[must_use]
    pub fn mask_url(mut self, mask_url: impl IntoIterator<Item = impl Into<String>>) -> Omnihuman15 {
        self.0.texts("mask_url", mask_url);
        self
    }

    /// Seed of chance; -1 picks one. Equal seeds with equal arguments give
    /// nearly equal results. At least -1. Default: -1.
    #[must_use]
    pub fn seed(mut self, seed: i64) -> Omnihuman15 {
        self.0.set("seed", seed);
        self
    }

    /// What happens in the video, in Chinese, English, Japanese, Korean,
    /// Mexican Spanish or Indonesian. At most 300 characters.
    #[must_use]
    pub fn prompt(mut self, prompt: impl Into<String>) -> Omnihuman15 {
        self.0.text("prompt", prompt);
        self
    }

    /// Resolution of the video. One of 720, 1080. Default: 1080.
    #[must_use]
    pub fn output_resolution(mut self, output_resolution: u32) -> Omnihuman15 {
        self.0.set("output_resolution", output_resolution);
        self
    }

    /// Whether to work faster; the vendor's app does with 720, and does not
    /// with 1080. Default: false.
    #[must_use]
    pub fn pe_fast_mode(mut self, pe_fast_mode: bool) -> Omnihuman15 {
        self.0.set("pe_fast_mode", pe_fast_mode);
        self
    }
}

tool! {
    /// Digital human, omni: check (单图音频驱动 omni：主体识别)
    ///
    /// Tells whether a picture holds a person or figure that can be made to
    /// speak.
    ///
    /// The tool `realman-avatar-picture-create-role-omni`, for short
    /// `human-omni-check`. Source:
    /// <https://www.volcengine.com/docs/86081/1804513>,
    /// <https://www.volcengine.com/docs/86081/1804514>,
    /// <https://www.volcengine.com/docs/86081/1804515>,
    /// <https://www.volcengine.com/docs/86081/1804516>
    HumanOmniCheck = "realman-avatar-picture-create-role-omni"
}

impl HumanOmniCheck {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    #[must_use]
    pub fn new(image_url: impl Into<String>) -> HumanOmniCheck {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        HumanOmniCheck(arguments)
    }
}

tool! {
    /// Digital human, omni (单图音频驱动 omni：视频生成)
    ///
    /// Makes the person in a picture speak an audio.
    ///
    /// The tool `realman-avatar-picture-omni-v2`, for short `human-omni`.
    /// Source: <https://www.volcengine.com/docs/86081/1804513>,
    /// <https://www.volcengine.com/docs/86081/1804514>,
    /// <https://www.volcengine.com/docs/86081/1804515>,
    /// <https://www.volcengine.com/docs/86081/1804516>
    HumanOmni = "realman-avatar-picture-omni-v2"
}

impl HumanOmni {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    ///
    /// `audio_url`: Public address of what the person says.
    #[must_use]
    pub fn new(image_url: impl Into<String>, audio_url: impl Into<String>) -> HumanOmni {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        arguments.text("audio_url", audio_url);
        HumanOmni(arguments)
    }
}

tool! {
    /// Digital human: create a figure (单图音频驱动：创建形象)
    ///
    /// Creates a figure from a picture, to be made to speak later.
    ///
    /// The tool `realman-avatar-picture-create-role`, for short `human-role`.
    /// Source: independent clients
    HumanRole = "realman-avatar-picture-create-role"
}

impl HumanRole {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    #[must_use]
    pub fn new(image_url: impl Into<String>) -> HumanRole {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        HumanRole(arguments)
    }
}

tool! {
    /// Digital human, loopy: create a figure (单图音频驱动 loopy：创建形象)
    ///
    /// Creates a figure from a picture, to be made to speak later.
    ///
    /// The tool `realman-avatar-picture-create-role-loopy`, for short
    /// `human-role-loopy`. Source: independent clients
    HumanRoleLoopy = "realman-avatar-picture-create-role-loopy"
}

impl HumanRoleLoopy {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    #[must_use]
    pub fn new(image_url: impl Into<String>) -> HumanRoleLoopy {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        HumanRoleLoopy(arguments)
    }
}

tool! {
    /// Digital human, loopyb: create a figure (单图音频驱动 loopyb：创建形象)
    ///
    /// Creates a figure from a picture, to be made to speak later.
    ///
    /// The tool `realman-avatar-picture-create-role-loopyb`, for short
    /// `human-role-loopyb`. Source: independent clients
    HumanRoleLoopyb = "realman-avatar-picture-create-role-loopyb"
}

impl HumanRoleLoopyb {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public address of a picture of the person.
    #[must_use]
    pub fn new(image_url: impl Into<String>) -> HumanRoleLoopyb {
        let mut arguments = Arguments::default();
        arguments.text("image_url", image_url);
        HumanRoleLoopyb(arguments)
    }
}

tool! {
    /// Digital human (单图音频驱动：视频生成)
    ///
    /// Makes a video in which a created figure speaks an audio.
    ///
    /// The tool `realman-avatar-picture-v2`, for short `human-v2`. Source:
    /// independent clients
    HumanV2 = "realman-avatar-picture-v2"
}

impl HumanV2 {
    /// A value with its required arguments.
    ///
    /// `resource_id`: The figure, by the `resource_id` that it was created
    /// with.
    ///
    /// `audio_url`: Public address of what the person says.
    #[must_use]
    pub fn new(resource_id: impl Into<String>, audio_url: impl Into<String>) -> HumanV2 {
        let mut arguments = Arguments::default();
        arguments.text("resource_id", resource_id);
        arguments.text("audio_url", audio_url);
        HumanV2(arguments)
    }
}

tool! {
    /// Digital human, loopy (单图音频驱动 loopy：视频生成)
    ///
    /// Makes a video in which a created figure speaks an audio.
    ///
    /// The tool `realman-avatar-picture-loopy`, for short `human-loopy`.
    /// Source: independent clients
    HumanLoopy = "realman-avatar-picture-loopy"
}

impl HumanLoopy {
    /// A value with its required arguments.
    ///
    /// `resource_id`: The figure, by the `resource_id` that it was created
    /// with.
    ///
    /// `audio_url`: Public address of what the person says.
    #[must_use]
    pub fn new(resource_id: impl Into<String>, audio_url: impl Into<String>) -> HumanLoopy {
        let mut arguments = Arguments::default();
        arguments.text("resource_id", resource_id);
        arguments.text("audio_url", audio_url);
        HumanLoopy(arguments)
    }
}

tool! {
    /// Digital human, loopyb (单图音频驱动 loopyb：视频生成)
    ///
    /// Makes a video in which a created figure speaks an audio.
    ///
    /// The tool `realman-avatar-picture-loopyb`, for short `human-loopyb`.
    /// Source: independent clients
    HumanLoopyb = "realman-avatar-picture-loopyb"
}

impl HumanLoopyb {
    /// A value with its required arguments.
    ///
    /// `resource_id`: The figure, by the `resource_id` that it was created
    /// with.
    ///
    /// `audio_url`: Public address of what the person says.
    #[must_use]
    pub fn new(resource_id: impl Into<String>, audio_url: impl Into<String>) -> HumanLoopyb {
        let mut arguments = Arguments::default();
        arguments.text("resource_id", resource_id);
        arguments.text("audio_url", audio_url);
        HumanLoopyb(arguments)
    }
}

tool! {
    /// Cloned avatar (克隆数字人：视频生成)
    ///
    /// Makes a video in which a cloned avatar speaks an audio.
    ///
    /// The tool `realman-avatar-creation-task`, for short `human-clone`.
    /// Source: copies of the vendor's page and independent clients
    HumanClone = "realman-avatar-creation-task"
}

impl HumanClone {
    /// A value with its required arguments.
    ///
    /// `resource_id`: The cloned avatar, by its `resource_id`.
    ///
    /// `audio_url`: Public address of what the avatar says: MP3 or WAV.
    #[must_use]
    pub fn new(resource_id: impl Into<String>, audio_url: impl Into<String>) -> HumanClone {
        let mut arguments = Arguments::default();
        arguments.text("resource_id", resource_id);
        arguments.text("audio_url", audio_url);
        HumanClone(arguments)
    }

    /// Where in the avatar's own video to begin. Known values:
    /// start\_from\_given\_seconds.
    #[must_use]
    pub fn templ_start_strategy(mut self, templ_start_strategy: impl Into<String>) -> HumanClone {
        self.0.text("templ_start_strategy", templ_start_strategy);
        self
    }

    /// The second to begin with, where the strategy is
    /// `start_from_given_seconds`.
    #[must_use]
    pub fn templ_start_seconds(mut self, templ_start_seconds: f64) -> HumanClone {
        self.0.set("templ_start_seconds", templ_start_seconds);
        self
    }
}
