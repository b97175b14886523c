//! Faces and hair changed, figures and things cut out.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::arguments::{Arguments, choice, record, tool};

choice! {
    /// How the faces are put in order.
    #[non_exhaustive]
    FaceType {
        /// `area`: By size.
        Area = "area",
        /// `l2r`: From left to right.
        L2r = "l2r",
    }
}

record! {
    /// Which face goes where.
    MergeInfo
}

impl MergeInfo {
    /// A value without arguments: none is required.
    #[must_use]
    pub fn new() -> MergeInfo {
        MergeInfo(Arguments::default())
    }

    /// Place of the face among the faces given.
    #[must_use]
    pub fn location(mut self, location: i32) -> MergeInfo {
        self.0.set("location", location);
        self
    }

    /// Place of the face in the template that it replaces.
    #[must_use]
    pub fn template_location(mut self, template_location: i32) -> MergeInfo {
        self.0.set("template_location", template_location);
        self
    }
}

impl Default for MergeInfo {
    fn default() -> MergeInfo {
        MergeInfo::new()
    }
}

tool! {
    /// Face swap 3.6 (人脸融合 3.6)
    ///
    /// Puts up to three faces into a picture.
    ///
    /// The tool `face-swap-v36`, for short `face-swap-3.6`. Source: the
    /// vendor's SDKs and independent clients
    FaceSwap36 = "face-swap-v36"
}

impl FaceSwap36 {
    /// A value with its required arguments.
    ///
    /// `faces`: The pictures that show the faces. Links are what the service
    /// documents here; base64 is \[unconfirmed\]. From 1 to 3 pictures.
    ///
    /// `template`: The picture that the faces go into, in the same form as
    /// the faces.
    #[must_use]
    pub fn new(faces: impl IntoIterator<Item = impl Into<Image>>, template: impl Into<Image>) -> FaceSwap36 {
        let mut arguments = Arguments::default();
        arguments.images("faces", faces);
        arguments.image("template", template);
        FaceSwap36(arguments)
    }

    /// How the faces are put in order.
    #[must_use]
    pub fn face_type(mut self, face_type: FaceType) -> FaceSwap36 {
        self.0.set("face_type", face_type.as_str());
        self
    }

    /// Which face replaces which face of the template.
    #[must_use]
    pub fn merge_infos(mut self, merge_infos: impl IntoIterator<Item = MergeInfo>) -> FaceSwap36 {
        self.0.list("merge_infos", merge_infos.into_iter().map(|item| item.0));
        self
    }

    /// How much the result resembles the face given: a number, written as
    /// text.
    #[must_use]
    pub fn source_similarity(mut self, source_similarity: impl Into<String>) -> FaceSwap36 {
        self.0.text("source_similarity", source_similarity);
        self
    }
}

tool! {
    /// Face swap by AI (AI 人脸融合)
    ///
    /// Puts a face into a picture.
    ///
    /// The tool `faceswap-ai`, for short `face-swap-ai`. Source: the vendor's
    /// SDKs
    FaceSwapAi = "faceswap-ai"
}

impl FaceSwapAi {
    /// A value with its required arguments.
    ///
    /// `face`: The picture that shows the face.
    ///
    /// `template`: The picture that the face goes into.
    #[must_use]
    pub fn new(face: impl Into<Image>, template: impl Into<Image>) -> FaceSwapAi {
        let mut arguments = Arguments::default();
        arguments.image("face", face);
        arguments.image("template", template);
        FaceSwapAi(arguments)
    }

    /// How much the face is restored. Default: 0.9.
    #[must_use]
    pub fn gpen(mut self, gpen: f64) -> FaceSwapAi {
        self.0.set("gpen", gpen);
        self
    }

    /// How much the skin is smoothed. Default: 0.9.
    #[must_use]
    pub fn skin(mut self, skin: f64) -> FaceSwapAi {
        self.0.set("skin", skin);
        self
    }

    /// How the head is repaired; the values are \[unconfirmed\].
    #[must_use]
    pub fn tou_repair(mut self, tou_repair: i32) -> FaceSwapAi {
        self.0.set("tou_repair", tou_repair);
        self
    }

    /// Whether the service checks the contents.
    #[must_use]
    pub fn do_risk(mut self, do_risk: bool) -> FaceSwapAi {
        self.0.set("do_risk", do_risk);
        self
    }
}

tool! {
    /// Another age (年龄变换)
    ///
    /// Shows the person in a photo at another age.
    ///
    /// The tool `all-age-generation`, for short `age`. Source: the vendor's
    /// SDKs
    Age = "all-age-generation"
}

impl Age {
    /// A value with its required arguments.
    ///
    /// `images`: The picture to work on. Whether one call takes several is
    /// \[unconfirmed\]. At least 1 pictures.
    #[must_use]
    pub fn new(images: impl IntoIterator<Item = impl Into<Image>>) -> Age {
        let mut arguments = Arguments::default();
        arguments.images("images", images);
        Age(arguments)
    }

    /// The age to show. The vendor's sample uses 70; the range is
    /// \[unconfirmed\].
    #[must_use]
    pub fn target_age(mut self, target_age: i32) -> Age {
        self.0.set("target_age", target_age);
        self
    }

    /// Whether the service checks the contents.
    #[must_use]
    pub fn do_risk(mut self, do_risk: bool) -> Age {
        self.0.set("do_risk", do_risk);
        self
    }
}

tool! {
    /// Another expression (表情变换)
    ///
    /// Gives the face in a photo another expression.
    ///
    /// The tool `emotion-portrait`, for short `expression`. Source: the
    /// vendor's SDKs
    Expression = "emotion-portrait"
}

impl Expression {
    /// A value with its required arguments.
    ///
    /// `images`: The picture to work on. Whether one call takes several is
    /// \[unconfirmed\]. At least 1 pictures.
    ///
    /// `target_emotion`: The expression, by the service's word for it. Known
    /// values: jiuwo.
    #[must_use]
    pub fn new(images: impl IntoIterator<Item = impl Into<Image>>, target_emotion: impl Into<String>) -> Expression {
        let mut arguments = Arguments::default();
        arguments.images("images", images);
        arguments.text("target_emotion", target_emotion);
        Expression(arguments)
    }
}

tool! {
    /// Another hair style (发型变换)
    ///
    /// Gives the person in a photo another hair style.
    ///
    /// The tool `hair-style`, for short `hair`. Source: the vendor's SDKs
    Hair = "hair-style"
}

impl Hair {
    /// A value with its required arguments.
    ///
    /// `images`: The picture to work on. Whether one call takes several is
    /// \[unconfirmed\]. At least 1 pictures.
    #[must_use]
    pub fn new(images: impl IntoIterator<Item = impl Into<Image>>) -> Hair {
        let mut arguments = Arguments::default();
        arguments.images("images", images);
        Hair(arguments)
    }

    /// The hair style, by the service's number for it, such as 801.
    #[must_use]
    pub fn hair_type(mut self, hair_type: i32) -> Hair {
        self.0.set("hair_type", hair_type);
        self
    }
}

tool! {
    /// Everything cut out (智能分割)
    ///
    /// Cuts each thing in a picture out; the details tell how many there are,
    /// their scores and the size of the picture.
    ///
    /// The tool `entity-seg`, for short `cut-out-all`. Source: the vendor's
    /// SDKs
    CutOutAll = "entity-seg"
}

impl CutOutAll {
    /// A value with its required arguments.
    ///
    /// `images`: The picture to work on. Whether one call takes several is
    /// \[unconfirmed\]. At least 1 pictures.
    #[must_use]
    pub fn new(images: impl IntoIterator<Item = impl Into<Image>>) -> CutOutAll {
        let mut arguments = Arguments::default();
        arguments.images("images", images);
        CutOutAll(arguments)
    }

    /// The most things to cut out. Default: 20.
    #[must_use]
    pub fn max_entity(mut self, max_entity: i32) -> CutOutAll {
        self.0.set("max_entity", max_entity);
        self
    }

    /// The form of the results, by the service's number for it; the values
    /// are \[unconfirmed\]. Default: 0.
    #[must_use]
    pub fn return_format(mut self, return_format: i32) -> CutOutAll {
        self.0.set("return_format", return_format);
        self
    }

    /// How the edges are refined, by the service's number for it; the values
    /// are \[unconfirmed\]. Default: 0.
    #[must_use]
    pub fn refine_mask(mut self, refine_mask: i32) -> CutOutAll {
        self.0.set("refine_mask", refine_mask);
        self
    }
}

tool! {
    /// Main thing cut out (显著性分割)
    ///
    /// Cuts the main thing in a picture out; it takes few calls a second, and
    /// the details hold the outline.
    ///
    /// The tool `saliency-seg`, for short `cut-out`. Source: the vendor's
    /// SDKs and independent clients
    CutOut = "saliency-seg"
}

impl CutOut {
    /// A value with its required arguments.
    ///
    /// `image`: The picture to cut.
    #[must_use]
    pub fn new(image: impl Into<Image>) -> CutOut {
        let mut arguments = Arguments::default();
        arguments.image("image", image);
        CutOut(arguments)
    }

    /// What comes back: 0 the thing cropped, with transparency; 1 a mask of
    /// the picture's size; 2 the thing cropped, on a square of the colour
    /// `rgb`; 3 the thing in a picture of the full size, with transparency; 4
    /// that picture and the mask. One of 0, 1, 2, 3, 4.
    #[must_use]
    pub fn only_mask(mut self, only_mask: u32) -> CutOut {
        self.0.set("only_mask", only_mask);
        self
    }

    /// Colour of the ground for `only-mask` 2: red, green, blue; -1, -1, -1
    /// is transparent. Exactly 3 numbers.
    #[must_use]
    pub fn rgb(mut self, rgb: [i32; 3]) -> CutOut {
        self.0.list("rgb", rgb);
        self
    }

    /// How the edges are refined, by the service's number for it. One of 0,
    /// 1, 2.
    #[must_use]
    pub fn refine_mask(mut self, refine_mask: u32) -> CutOut {
        self.0.set("refine_mask", refine_mask);
        self
    }
}

tool! {
    /// Face in a video (视频人脸融合)
    ///
    /// Puts faces into a video.
    ///
    /// The tool `facefusionmovie-standard`, for short `face-movie`. Source:
    /// the vendor's SDKs
    FaceMovie = "facefusionmovie-standard"
}

impl FaceMovie {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public addresses of the pictures that show the faces. At
    /// least 1 addresses.
    ///
    /// `video_url`: Public address of the video that the faces go into.
    #[must_use]
    pub fn new(image_url: impl IntoIterator<Item = impl Into<String>>, video_url: impl Into<String>) -> FaceMovie {
        let mut arguments = Arguments::default();
        arguments.texts("image_url", image_url);
        arguments.text("video_url", video_url);
        FaceMovie(arguments)
    }

    /// Public address of a reference picture.
    #[must_use]
    pub fn ref_img_url(mut self, ref_img_url: impl Into<String>) -> FaceMovie {
        self.0.text("ref_img_url", ref_img_url);
        self
    }

    /// Whether the face is retouched. Default: false.
    #[must_use]
    pub fn enable_face_beautify(mut self, enable_face_beautify: bool) -> FaceMovie {
        self.0.set("enable_face_beautify", enable_face_beautify);
        self
    }

    /// How much the result resembles the face given: a number, written as
    /// text.
    #[must_use]
    pub fn source_similarity(mut self, source_similarity: impl Into<String>) -> FaceMovie {
        self.0.text("source_similarity", source_similarity);
        self
    }

    /// How much the face is restored. Default: 1.0.
    #[must_use]
    pub fn gpen(mut self, gpen: f64) -> FaceMovie {
        self.0.set("gpen", gpen);
        self
    }

    /// How much the skin is lightened. Default: 0.
    #[must_use]
    pub fn whitening(mut self, whitening: f64) -> FaceMovie {
        self.0.set("whitening", whitening);
        self
    }

    /// How much the skin is smoothed. Default: 0.
    #[must_use]
    pub fn dermabrasion(mut self, dermabrasion: f64) -> FaceMovie {
        self.0.set("dermabrasion", dermabrasion);
        self
    }

    /// How much the face is sharpened. Default: 0.
    #[must_use]
    pub fn sharpening(mut self, sharpening: f64) -> FaceMovie {
        self.0.set("sharpening", sharpening);
        self
    }
}

tool! {
    /// Face in a video, V2 (视频人脸融合 V2)
    ///
    /// Puts faces into a video.
    ///
    /// The tool `facefusionmovie-standard-v2`, for short `face-movie-v2`.
    /// Source: the vendor's SDKs
    FaceMovieV2 = "facefusionmovie-standard-v2"
}

impl FaceMovieV2 {
    /// A value with its required arguments.
    ///
    /// `image_url`: Public addresses of the pictures that show the faces. At
    /// least 1 addresses.
    ///
    /// `video_url`: Public address of the video that the faces go into.
    #[must_use]
    pub fn new(image_url: impl IntoIterator<Item = impl Into<String>>, video_url: impl Into<String>) -> FaceMovieV2 {
        let mut arguments = Arguments::default();
        arguments.texts("image_url", image_url);
        arguments.text("video_url", video_url);
        FaceMovieV2(arguments)
    }

    /// Public address of a reference picture.
    #[must_use]
    pub fn ref_img_url(mut self, ref_img_url: impl Into<String>) -> FaceMovieV2 {
        self.0.text("ref_img_url", ref_img_url);
        self
    }

    /// Whether the face is retouched. Default: false.
    #[must_use]
    pub fn enable_face_beautify(mut self, enable_face_beautify: bool) -> FaceMovieV2 {
        self.0.set("enable_face_beautify", enable_face_beautify);
        self
    }

    /// How much the result resembles the face given: a number, written as
    /// text.
    #[must_use]
    pub fn source_similarity(mut self, source_similarity: impl Into<String>) -> FaceMovieV2 {
        self.0.text("source_similarity", source_similarity);
        self
    }

    /// How much the face is restored. Default: 1.0.
    #[must_use]
    pub fn gpen(mut self, gpen: f64) -> FaceMovieV2 {
        self.0.set("gpen", gpen);
        self
    }

    /// How much the skin is lightened. Default: 0.
    #[must_use]
    pub fn whitening(mut self, whitening: f64) -> FaceMovieV2 {
        self.0.set("whitening", whitening);
        self
    }

    /// How much the skin is smoothed. Default: 0.
    #[must_use]
    pub fn dermabrasion(mut self, dermabrasion: f64) -> FaceMovieV2 {
        self.0.set("dermabrasion", dermabrasion);
        self
    }

    /// How much the face is sharpened. Default: 0.
    #[must_use]
    pub fn sharpening(mut self, sharpening: f64) -> FaceMovieV2 {
        self.0.set("sharpening", sharpening);
        self
    }
}
