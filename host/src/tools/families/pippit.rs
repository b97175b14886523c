//! Videos planned by Pippit's agents, and short plays made from a script in steps.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::structs::{choices, reports, tools};

choices! {
    /// The shape of the video.
    AgentRatio {
        /// `16:9`: Landscape.
        RatioW16h9 = "ratio-w16h9",
        /// `9:16`: Portrait.
        RatioW9h16 = "ratio-w9h16",
        /// `4:3`: Landscape, narrower.
        RatioW4h3 = "ratio-w4h3",
        /// `3:4`: Portrait, wider.
        RatioW3h4 = "ratio-w3h4",
    }
    /// About how long the video is.
    AgentDuration {
        /// `～15s`: About 15 seconds.
        AboutS15 = "about-s15",
        /// `～30s`: About 30 seconds.
        AboutS30 = "about-s30",
        /// `40～60s`: 40 to 60 seconds.
        S40ToS60 = "s40-to-s60",
    }
    /// The shape of a short play.
    PlayRatio {
        /// `16:9`: Landscape.
        RatioW16h9 = "ratio-w16h9",
        /// `9:16`: Portrait.
        RatioW9h16 = "ratio-w9h16",
    }
    /// The type of a script's file.
    ScriptType {
        /// `txt`: Plain text.
        Txt = "txt",
        /// `docx`: A Word document.
        Docx = "docx",
    }
}

reports! {
    /// One shot of an episode.
    EpisodeShot {
        /// Its identifier in the episode.
        shot_id: String,
        /// 0 unknown, 1 initialised, 2 being made, 3 done, 4 failed, 5 rejected by moderation.
        state: i32,
        /// What it shows, for making it elsewhere.
        description: String,
        /// Its video, once it is done.
        video_url: String,
        /// Duration in milliseconds.
        duration_ms: i32,
    }
    /// A video that an agent planned, and what it is billed by.
    PlannedVideo = "pippit-iv2v-cvtob" {
        /// The seconds of the video.
        duration: f64,
        /// The seconds of all given videos together, which are billed too.
        input_video_duration_sum: f64,
    }
    /// A script that was analysed: what the other steps of the play take.
    PlayScript = "pippit-shortplay-cvtob-script-analysis" {
        /// The play's session.
        thread_id: String,
        /// The play's assets.
        assets_id: String,
        /// The episodes in their order: each is an `episode-id`.
        episode_ids: Vec<String>,
        /// Their titles.
        episode_titles: Vec<String>,
        /// The step's own word on its end; `Success` was seen.
        status: String,
        /// 0 unknown, 1 initialised, 2 being made, 3 done, 4 failed, 5 rejected by moderation.
        analysis_state: i32,
        /// What is billed, in the step's own unit.
        charge_count: i32,
    }
    /// Pictures of roles and scenes; a role has a full figure and a bust.
    RolesAndScenes = "pippit-shortplay-cvtob-material-design" {
        /// The play's session.
        thread_id: String,
        /// The play's assets.
        assets_id: String,
        /// The step's own word on its end; `Success` was seen.
        status: String,
        /// How many images are billed.
        image_count: i32,
    }
    /// The shots of an episode. Composition needs all of them in state 3.
    EpisodeShots = "pippit-shortplay-cvtob-video-generate-fast720p" {
        /// The play's session.
        thread_id: String,
        /// The play's assets.
        assets_id: String,
        /// The episode.
        episode_id: String,
        /// The step's own word on its end; `Success` was seen.
        status: String,
        /// The shots in their order.
        shots: Vec<EpisodeShot>,
        /// What is billed, in the step's own unit.
        charge_count: i32,
    }
    /// The film of an episode and its cover.
    ComposedEpisode = "pippit-shortplay-cvtob-video-compose-fast720p" {
        /// The play's session.
        thread_id: String,
        /// The play's assets.
        assets_id: String,
        /// The service's identifier of the run.
        run_id: String,
        /// The episode's storyboard.
        storyboard_asset_id: String,
        /// The step's own word on its end; `Success` was seen.
        status: String,
    }
}

tools! {
    /// Pippit video agent 1.0 (小云雀智能生视频 Agent 1.0)
    ///
    /// Plans and makes a video of up to a minute from a prompt, images and videos. `img-url-list`
    /// and `video-url-list` together have at most 50 items.
    ///
    /// It answers with facts beside its media: [`PlannedVideo`].
    ///
    /// The tool `pippit-iv2v-cvtob`, for short `pippit-video`. Source: a digest of the vendor's
    /// page and independent clients
    PippitVideo = "pippit-iv2v-cvtob": new() set(
        /// What the video should show, in Chinese or English; one client requires it (not
        /// confirmed). At most 2000 characters.
        prompt: Text,
        /// Public URLs of images to use, each of at most 20 MB and 4096 x 4096 pixels. At most 50
        /// addresses.
        img_url_list: [Text],
        /// Public URLs of videos to use, each of at most 3 minutes and 200 MB. At most 50
        /// addresses.
        video_url_list: [Text],
        /// The shape of the video.
        ratio: AgentRatio,
        /// About how long the video is; the service writes a full-width tilde (`～15s`).
        duration: AgentDuration,
        /// The language of the video. Known values: Chinese, English, Japanese, Thai, SouthAfrican,
        /// French, Turkish, Malay, German, Korean, Russian, Spanish, Indonesian, Italian,
        /// Portuguese, Filipino, Vietnamese, Dutch, Arabic.
        language: Text,
        /// Whether the video shows a watermark.
        enable_watermark: bool,
    );
    /// Pippit video agent 2.0, without reference videos (小云雀智能生视频 Agent 2.0（无参考视频）)
    ///
    /// Plans and makes a video of up to a minute from a prompt and images.
    ///
    /// It answers with facts beside its media: [`PlannedVideo`].
    ///
    /// The tool `pippit-iv2v-v20-cvtob`, for short `pippit-video-2.0`. Source:
    /// <https://www.volcengine.com/docs/85621/2359611>
    PippitVideo20 = "pippit-iv2v-v20-cvtob": new(
        /// What the video should show, in Chinese or English. At most 2000 characters.
        prompt: Text,
    ) set(
        /// Public URLs of images to use, each of at most 20 MB and 4096 x 4096 pixels. At most 50
        /// addresses.
        img_url_list: [Text],
        /// The shape of the video.
        ratio: AgentRatio,
        /// About how long the video is; the service writes a full-width tilde (`～15s`).
        duration: AgentDuration,
        /// The language of the video. Known values: Chinese, English, Japanese, Thai, SouthAfrican,
        /// French, Turkish, Malay, German, Korean, Russian, Spanish, Indonesian, Italian,
        /// Portuguese, Filipino, Vietnamese, Dutch, Arabic.
        language: Text,
        /// Whether the video shows a watermark.
        enable_watermark: bool,
    );
    /// Pippit video agent 2.0, with reference videos (小云雀智能生视频 Agent 2.0（有参考视频）)
    ///
    /// Plans and makes a video of up to a minute from a prompt, images and videos; the seconds of
    /// the given videos are billed too. `img-url-list` and `video-url-list` together have at most
    /// 50 items.
    ///
    /// It answers with facts beside its media: [`PlannedVideo`].
    ///
    /// The tool `pippit-iv2v-v20-cvtob-with-vinput`, for short `pippit-video-2.0-vinput`. Source:
    /// <https://www.volcengine.com/docs/85621/2359610>
    PippitVideo20Vinput = "pippit-iv2v-v20-cvtob-with-vinput": new(
        /// What the video should show, in Chinese or English. At most 2000 characters.
        prompt: Text,
    ) set(
        /// Public URLs of images to use, each of at most 20 MB and 4096 x 4096 pixels. At most 50
        /// addresses.
        img_url_list: [Text],
        /// Public URLs of videos to use, each of at most 3 minutes and 200 MB. At most 50
        /// addresses.
        video_url_list: [Text],
        /// The shape of the video.
        ratio: AgentRatio,
        /// About how long the video is; the service writes a full-width tilde (`～15s`).
        duration: AgentDuration,
        /// The language of the video. Known values: Chinese, English, Japanese, Thai, SouthAfrican,
        /// French, Turkish, Malay, German, Korean, Russian, Spanish, Indonesian, Italian,
        /// Portuguese, Filipino, Vietnamese, Dutch, Arabic.
        language: Text,
        /// Whether the video shows a watermark.
        enable_watermark: bool,
    );
    /// Pippit marketing agent (小云雀营销成片 Agent)
    ///
    /// Plans and makes a marketing video of a product.
    ///
    /// It answers with facts beside its media: [`PlannedVideo`].
    ///
    /// The tool `pippit-iv2v-cvtob-master`, for short `pippit-marketing`. Source: independent
    /// clients
    PippitMarketing = "pippit-iv2v-cvtob-master": new(
        /// The name of the product.
        product_name: Text,
        /// Public URL of an image of the product. Exactly 1 addresses.
        product_img_url_list: [Text],
    ) set(
        /// Public URL of an image of a model who presents it. Exactly 1 addresses.
        model_img_url_list: [Text],
    );
    /// Pippit short play, script analysis (小云雀短剧漫剧 Agent：剧本解析)
    ///
    /// Divides a script into episodes, roles and scenes; the first step of a short play, whose
    /// identifiers the other steps take.
    ///
    /// It answers with facts: [`PlayScript`].
    ///
    /// The tool `pippit-shortplay-cvtob-script-analysis`, for short `pippit-script`. Source:
    /// <https://www.volcengine.com/docs/85621/2389851>
    PippitScript = "pippit-shortplay-cvtob-script-analysis": new(
        /// The look of the play, in your own words. Known values: 2D, 国风, 平涂; 3D, CG动画, 写实都市; 真人写实,
        /// 电影风格, 冷色调; 2D, 赛璐璐, 半厚涂; 真人写实, 电视风格, 高清画质.
        visual_style: Text,
        /// The shape of the play.
        video_ratio: PlayRatio,
        /// Public URL of the script, of at most 100,000 characters; scripts in English alone are
        /// not supported (not confirmed).
        file_url: Text,
        /// The type of the file.
        file_type: ScriptType,
        /// The name of the file with its extension, such as play.docx.
        file_name: Text,
    ) set(
        /// What the file holds.
        description: Text,
        /// The size of the file in bytes. At least 0.
        file_size: u32,
    );
    /// Pippit short play, pictures of roles and scenes (小云雀短剧漫剧 Agent：图片生成)
    ///
    /// Draws the roles and scenes of a short play; the second step, after `pippit-script`. The
    /// result of `pippit-script` has `assets-id` and `thread-id`.
    ///
    /// It answers with facts beside its media: [`RolesAndScenes`].
    ///
    /// The tool `pippit-shortplay-cvtob-material-design`, for short `pippit-material`. Source:
    /// <https://www.volcengine.com/docs/85621/2389852>
    PippitMaterial = "pippit-shortplay-cvtob-material-design": new(
        /// The play's `assets-id`, which `pippit-script` returns.
        assets_id: Text,
        /// The play's `thread-id`, which `pippit-script` returns together with `assets-id`.
        thread_id: Text,
    ) set(
        /// Your own identifier of this run. A task with one that was used before fails when it is
        /// queried (code 50500). At most 31 characters.
        run_id: Text,
    );
    /// Pippit short play, shots by Seedance 2.0 fast 720P (小云雀短剧漫剧 Agent：视频生成（Seedance 2.0 fast
    /// 720P）)
    ///
    /// Makes the shots of one episode of a short play; the third step, after `pippit-material`. The
    /// result of `pippit-script` has `assets-id` and `thread-id` and `episode-id`.
    ///
    /// It answers with facts beside its media: [`EpisodeShots`].
    ///
    /// The tool `pippit-shortplay-cvtob-video-generate-fast720p`, for short `pippit-generate-fast`.
    /// Source: <https://www.volcengine.com/docs/85621/2389853>
    PippitGenerateFast = "pippit-shortplay-cvtob-video-generate-fast720p": new(
        /// The play's `assets-id`, which `pippit-script` returns.
        assets_id: Text,
        /// The play's `thread-id`, which `pippit-script` returns together with `assets-id`.
        thread_id: Text,
        /// The episode: one of the `episode-ids` that `pippit-script` returns.
        episode_id: Text,
    ) set(
        /// Your own identifier of this run. A task with one that was used before fails when it is
        /// queried (code 50500). At most 31 characters.
        run_id: Text,
    );
    /// Pippit short play, shots by Seedance 2.0 720P (小云雀短剧漫剧 Agent：视频生成（Seedance 2.0 720P）)
    ///
    /// Makes the shots of one episode of a short play; the third step, after `pippit-material`. The
    /// result of `pippit-script` has `assets-id` and `thread-id` and `episode-id`.
    ///
    /// It answers with facts beside its media: [`EpisodeShots`].
    ///
    /// The tool `pippit-shortplay-cvtob-video-generate-pro720p`, for short `pippit-generate-pro`.
    /// Source: <https://www.volcengine.com/docs/85621/2389854>
    PippitGeneratePro = "pippit-shortplay-cvtob-video-generate-pro720p": new(
        /// The play's `assets-id`, which `pippit-script` returns.
        assets_id: Text,
        /// The play's `thread-id`, which `pippit-script` returns together with `assets-id`.
        thread_id: Text,
        /// The episode: one of the `episode-ids` that `pippit-script` returns.
        episode_id: Text,
    ) set(
        /// Your own identifier of this run. A task with one that was used before fails when it is
        /// queried (code 50500). At most 31 characters.
        run_id: Text,
    );
    /// Pippit short play, film of an episode by Seedance 2.0 fast 720P (小云雀短剧漫剧 Agent：视频合成（Seedance
    /// 2.0 fast 720P）)
    ///
    /// Joins the shots of one episode into its film; the last step. All shots must be done. It is
    /// not billed. The result of `pippit-script` has `assets-id` and `thread-id` and `episode-id`.
    ///
    /// It answers with facts beside its media: [`ComposedEpisode`].
    ///
    /// The tool `pippit-shortplay-cvtob-video-compose-fast720p`, for short `pippit-compose-fast`.
    /// Source: <https://www.volcengine.com/docs/85621/2407085>
    PippitComposeFast = "pippit-shortplay-cvtob-video-compose-fast720p": new(
        /// The play's `assets-id`, which `pippit-script` returns.
        assets_id: Text,
        /// The play's `thread-id`, which `pippit-script` returns together with `assets-id`.
        thread_id: Text,
        /// The episode: one of the `episode-ids` that `pippit-script` returns.
        episode_id: Text,
    ) set();
    /// Pippit short play, film of an episode by Seedance 2.0 720P (小云雀短剧漫剧 Agent：视频合成（Seedance 2.0
    /// 720P）)
    ///
    /// Joins the shots of one episode into its film; the last step. All shots must be done. It is
    /// not billed. The result of `pippit-script` has `assets-id` and `thread-id` and `episode-id`.
    ///
    /// It answers with facts beside its media: [`ComposedEpisode`].
    ///
    /// The tool `pippit-shortplay-cvtob-video-compose-pro720p`, for short `pippit-compose-pro`.
    /// Source: <https://www.volcengine.com/docs/85621/2424562>
    PippitComposePro = "pippit-shortplay-cvtob-video-compose-pro720p": new(
        /// The play's `assets-id`, which `pippit-script` returns.
        assets_id: Text,
        /// The play's `thread-id`, which `pippit-script` returns together with `assets-id`.
        thread_id: Text,
        /// The episode: one of the `episode-ids` that `pippit-script` returns.
        episode_id: Text,
    ) set();
}
