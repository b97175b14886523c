//! People in an image or video that speak and move.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{reports, tools};

reports! {
    /// Whether an image can be made to speak.
    RoleCheck = "jimeng-realman-avatar-picture-create-role-omni" {
        /// Whether the image shows a subject that can be used.
        usable: bool,
    }
    /// The subjects in an image.
    SubjectMasks = "jimeng-realman-avatar-object-detection" {
        /// The detection's own code.
        code: i32,
        /// The detection's own status; its values are not documented (not confirmed).
        status: i32,
        /// Links to masks of the subjects, at most 5, sorted by area; they expire after an hour.
        mask_url: Vec<String>,
    }
    /// A figure that was created.
    CreatedRole = "realman-avatar-picture-create-role" {
        /// The creation's own code.
        code: i32,
        /// What the figure goes by in later calls.
        resource_id: String,
        /// What sort of figure it is; the values are not documented (not confirmed).
        role_type: String,
        /// Where the face is, as JSON; its shape is not documented (not confirmed).
        face_position: String,
        /// The service's remark.
        msg: String,
    }
}

tools! {
    /// Action imitation 1.0 (动作模仿 1.0)
    ///
    /// Makes the person in an image move as a video does, in 720P at 24 frames a second.
    ///
    /// The tool `jimeng-dream-actor-m1-gen-video-cv`, for short `dreamactor-1.0`. Source:
    /// <https://www.volcengine.com/docs/85621/1798351>
    Dreamactor10 = "jimeng-dream-actor-m1-gen-video-cv": new(
        /// Public URL of an image of the person.
        image_url: Text,
        /// Public URL of the video to imitate, of at most 30 seconds.
        video_url: Text,
    ) set();
    /// Action imitation 2.0 (动作模仿 2.0)
    ///
    /// Makes the figure in an image move as a video does, in 720P at 25 frames a second.
    ///
    /// The tool `jimeng-dreamactor-m20-gen-video`, for short `dreamactor-2.0`. Source:
    /// <https://www.volcengine.com/docs/85621/2201579>
    Dreamactor20 = "jimeng-dreamactor-m20-gen-video": new(
        /// The image of the figure; above 1920 x 1080 it is scaled down. JPEG or PNG. At most 4.7
        /// MB. At least 480 pixels a side.
        image: Image,
        /// Public URL of the video to imitate: MP4, MOV or WebM of at most 30 seconds, from 200 x
        /// 200 to 2048 x 1440. Each second takes about 18 seconds to process.
        video_url: Text,
    ) set(
        /// Whether the first second of the result is cut off. Default: true.
        cut_result_first_second_switch: bool,
        /// Callback URL that the service posts the result to. The output options are then also sent
        /// with the submission. The number of retries is not confirmed.
        callback_url: Text,
    );
    /// Jimeng digital human, quick mode: check (即梦数字人快速模式：主体识别)
    ///
    /// Tells whether an image holds a person or figure that can be made to speak.
    ///
    /// It answers with facts: [`RoleCheck`].
    ///
    /// The tool `jimeng-realman-avatar-picture-create-role-omni`, for short `jimeng-human-check`.
    /// Source: <https://www.volcengine.com/docs/85621/1810468>,
    /// <https://www.volcengine.com/docs/85621/1810469>,
    /// <https://www.volcengine.com/docs/85621/1810470>,
    /// <https://www.volcengine.com/docs/85621/1810471>
    JimengHumanCheck = "jimeng-realman-avatar-picture-create-role-omni": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// Jimeng digital human, quick mode (即梦数字人快速模式：视频生成)
    ///
    /// Makes the person in an image speak an audio, in 480P.
    ///
    /// The tool `jimeng-realman-avatar-picture-omni-v2`, for short `jimeng-human`. Source:
    /// <https://www.volcengine.com/docs/85621/1810468>,
    /// <https://www.volcengine.com/docs/85621/1810469>,
    /// <https://www.volcengine.com/docs/85621/1810470>,
    /// <https://www.volcengine.com/docs/85621/1810471>
    JimengHuman = "jimeng-realman-avatar-picture-omni-v2": new(
        /// Public URL of an image of the person: JPG, PNG or JFIF, below 5 MB and below 4096 pixels
        /// a side.
        image_url: Text,
        /// Public URL of what the person says; less than 15 seconds are recommended. A second of it
        /// takes 20 to 30 seconds of work.
        audio_url: Text,
    ) set();
    /// OmniHuman 1.5: check (OmniHuman 1.5 主体识别)
    ///
    /// Tells whether an image holds a person or figure that can be made to speak.
    ///
    /// It answers with facts: [`RoleCheck`].
    ///
    /// The tool `jimeng-realman-avatar-picture-create-role-omni-v15`, for short
    /// `omnihuman-1.5-check`. Source: <https://www.volcengine.com/docs/85621/1828975>
    Omnihuman15Check = "jimeng-realman-avatar-picture-create-role-omni-v15": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// OmniHuman 1.5: masks (OmniHuman 1.5 主体检测)
    ///
    /// Finds the subjects in an image, with a mask for each.
    ///
    /// It answers with facts: [`SubjectMasks`].
    ///
    /// The tool `jimeng-realman-avatar-object-detection`, for short `omnihuman-1.5-masks`. Source:
    /// copies of the vendor's page and independent clients
    Omnihuman15Masks = "jimeng-realman-avatar-object-detection": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// OmniHuman 1.5 (OmniHuman 1.5 视频生成)
    ///
    /// Makes the person or figure in an image speak and act, from an audio file and a prompt.
    ///
    /// The tool `jimeng-realman-avatar-picture-omni-v15`, for short `omnihuman-1.5`. Source:
    /// <https://www.volcengine.com/docs/85621/1829013>
    Omnihuman15 = "jimeng-realman-avatar-picture-omni-v15": new(
        /// Public URL of an image of the person.
        image_url: Text,
        /// Public URL of the speech, shorter than 60 seconds; one client says 35 (sources differ).
        /// A longer one fails only when the task is queried. Each second takes about 20 seconds to
        /// process.
        audio_url: Text,
    ) set(
        /// Masks of the subjects that speak, from `omnihuman-1.5-masks`.
        mask_url: [Text],
        /// Random seed; -1 picks one at random. Equal seeds with equal arguments give nearly equal
        /// results. At least -1. Default: -1.
        seed: i64,
        /// What happens in the video, in Chinese, English, Japanese, Korean, Mexican Spanish or
        /// Indonesian. At most 300 characters.
        prompt: Text,
        /// Resolution of the video. One of 720, 1080. Default: 1080.
        output_resolution: u32,
        /// Whether to work faster; the vendor's app does with 720, and does not with 1080. Default:
        /// false.
        pe_fast_mode: bool,
    );
    /// Digital human, omni: check (单图音频驱动 omni：主体识别)
    ///
    /// Tells whether an image holds a person or figure that can be made to speak.
    ///
    /// It answers with facts: [`RoleCheck`].
    ///
    /// The tool `realman-avatar-picture-create-role-omni`, for short `human-omni-check`. Source:
    /// <https://www.volcengine.com/docs/86081/1804513>,
    /// <https://www.volcengine.com/docs/86081/1804514>,
    /// <https://www.volcengine.com/docs/86081/1804515>,
    /// <https://www.volcengine.com/docs/86081/1804516>
    HumanOmniCheck = "realman-avatar-picture-create-role-omni": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// Digital human, omni (单图音频驱动 omni：视频生成)
    ///
    /// Makes the person in an image speak an audio.
    ///
    /// The tool `realman-avatar-picture-omni-v2`, for short `human-omni`. Source:
    /// <https://www.volcengine.com/docs/86081/1804513>,
    /// <https://www.volcengine.com/docs/86081/1804514>,
    /// <https://www.volcengine.com/docs/86081/1804515>,
    /// <https://www.volcengine.com/docs/86081/1804516>
    HumanOmni = "realman-avatar-picture-omni-v2": new(
        /// Public URL of an image of the person.
        image_url: Text,
        /// Public URL of what the person says.
        audio_url: Text,
    ) set();
    /// Digital human: create a figure (单图音频驱动：创建形象)
    ///
    /// Creates a figure from an image, to be made to speak later.
    ///
    /// It answers with facts: [`CreatedRole`].
    ///
    /// The tool `realman-avatar-picture-create-role`, for short `human-role`. Source: independent
    /// clients
    HumanRole = "realman-avatar-picture-create-role": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// Digital human, loopy: create a figure (单图音频驱动 loopy：创建形象)
    ///
    /// Creates a figure from an image, to be made to speak later.
    ///
    /// It answers with facts: [`CreatedRole`].
    ///
    /// The tool `realman-avatar-picture-create-role-loopy`, for short `human-role-loopy`. Source:
    /// independent clients
    HumanRoleLoopy = "realman-avatar-picture-create-role-loopy": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// Digital human, loopyb: create a figure (单图音频驱动 loopyb：创建形象)
    ///
    /// Creates a figure from an image, to be made to speak later.
    ///
    /// It answers with facts: [`CreatedRole`].
    ///
    /// The tool `realman-avatar-picture-create-role-loopyb`, for short `human-role-loopyb`. Source:
    /// independent clients
    HumanRoleLoopyb = "realman-avatar-picture-create-role-loopyb": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// Digital human (单图音频驱动：视频生成)
    ///
    /// Makes a video in which a created figure speaks an audio.
    ///
    /// The tool `realman-avatar-picture-v2`, for short `human-v2`. Source: independent clients
    HumanV2 = "realman-avatar-picture-v2": new(
        /// The figure, by the `resource_id` that it was created with.
        resource_id: Text,
        /// Public URL of what the person says.
        audio_url: Text,
    ) set();
    /// Digital human, loopy (单图音频驱动 loopy：视频生成)
    ///
    /// Makes a video in which a created figure speaks an audio.
    ///
    /// The tool `realman-avatar-picture-loopy`, for short `human-loopy`. Source: independent
    /// clients
    HumanLoopy = "realman-avatar-picture-loopy": new(
        /// The figure, by the `resource_id` that it was created with.
        resource_id: Text,
        /// Public URL of what the person says.
        audio_url: Text,
    ) set();
    /// Digital human, loopyb (单图音频驱动 loopyb：视频生成)
    ///
    /// Makes a video in which a created figure speaks an audio.
    ///
    /// The tool `realman-avatar-picture-loopyb`, for short `human-loopyb`. Source: independent
    /// clients
    HumanLoopyb = "realman-avatar-picture-loopyb": new(
        /// The figure, by the `resource_id` that it was created with.
        resource_id: Text,
        /// Public URL of what the person says.
        audio_url: Text,
    ) set();
    /// Cloned avatar (克隆数字人：视频生成)
    ///
    /// Makes a video in which a cloned avatar speaks an audio.
    ///
    /// The tool `realman-avatar-creation-task`, for short `human-clone`. Source: copies of the
    /// vendor's page and independent clients
    HumanClone = "realman-avatar-creation-task": new(
        /// The cloned avatar, by its `resource_id`.
        resource_id: Text,
        /// Public URL of what the avatar says: MP3 or WAV.
        audio_url: Text,
    ) set(
        /// Where in the avatar's own video to begin. Known values: start\_from\_given\_seconds.
        templ_start_strategy: Text,
        /// The second to begin with, where the strategy is `start_from_given_seconds`.
        templ_start_seconds: f64,
    );
    /// BytePlus OmniHuman 1.5: check (BytePlus OmniHuman 1.5 主体识别)
    ///
    /// Tells whether an image holds a person or figure that can be made to speak.
    ///
    /// It answers with facts: [`RoleCheck`].
    ///
    /// The tool `realman-avatar-picture-create-role-omni-cv`, for short
    /// `byteplus-omnihuman-1.5-check`. Source: copies of the vendor's page and the vendor's SDK
    ByteplusOmnihuman15Check = "realman-avatar-picture-create-role-omni-cv": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// BytePlus OmniHuman 1.5: masks (BytePlus OmniHuman 1.5 主体检测)
    ///
    /// Finds the subjects in an image, with a mask for each.
    ///
    /// It answers with facts: [`SubjectMasks`].
    ///
    /// The tool `realman-avatar-object-detection-cv`, for short `byteplus-omnihuman-1.5-masks`.
    /// Source: copies of the vendor's page and independent clients
    ByteplusOmnihuman15Masks = "realman-avatar-object-detection-cv": new(
        /// Public URL of an image of the person.
        image_url: Text,
    ) set();
    /// BytePlus OmniHuman 1.5 (BytePlus OmniHuman 1.5 视频生成)
    ///
    /// Makes the person or figure in an image speak an audio and act as a prompt says.
    ///
    /// The tool `realman-avatar-picture-omni15-cv`, for short `byteplus-omnihuman-1.5`. Source:
    /// copies of the vendor's page and independent clients
    ByteplusOmnihuman15 = "realman-avatar-picture-omni15-cv": new(
        /// Public URL of an image of the person or figure: JPG, PNG or JFIF, below 5 MB and below
        /// 4096 pixels a side.
        image_url: Text,
        /// Public URL of what is said: MP3 or WAV, below 35 seconds; at most 15 are recommended. A
        /// second of it takes about 35 seconds of work.
        audio_url: Text,
    ) set(
        /// Masks of the subjects that speak, as the detection of subjects gives them. At least 1
        /// addresses.
        mask_url: [Text],
        /// What happens in the video, in Chinese, English, Japanese, Korean, Mexican Spanish or
        /// Indonesian.
        prompt: Text,
    );
    /// BytePlus OmniHuman 1.0 (BytePlus OmniHuman 1.0 视频生成)
    ///
    /// Makes the person in an image speak an audio, at 30 frames a second.
    ///
    /// The tool `realman-avatar-picture-omni-cv`, for short `byteplus-omnihuman-1.0`. Source:
    /// independent clients
    ByteplusOmnihuman10 = "realman-avatar-picture-omni-cv": new(
        /// Public URL of an image of the person or figure: JPG, PNG or JFIF, below 5 MB and below
        /// 4096 pixels a side.
        image_url: Text,
        /// Public URL of what the person says; less than 15 seconds are recommended.
        audio_url: Text,
    ) set();
    /// BytePlus action imitation 2.0 (BytePlus 动作模仿 2.0)
    ///
    /// Makes the figure in an image move as a video does.
    ///
    /// The tool `dreamactor-m20-gen-video-cvtob`, for short `byteplus-dreamactor-2.0`. Source:
    /// <https://docs.byteplus.com/en/docs/byteplus-vision/dreamactor-m2-0-api-document>
    ByteplusDreamactor20 = "dreamactor-m20-gen-video-cvtob": new(
        /// The image of the figure. JPEG or PNG. At most 4.7 MB. At least 480 pixels a side.
        image: Image,
        /// Public URL of the video to imitate.
        video_url: Text,
    ) set(
        /// Whether the first second of the result, a transition, is cut off.
        cut_result_first_second_switch: bool,
    );
}
