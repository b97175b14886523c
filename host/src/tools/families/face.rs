//! Faces and hair changed, figures and things cut out.
//!
//! `cargo xtask wit` writes this file from the catalogue.

use crate::tools::Image;
use crate::tools::structs::{choices, records, tools};

choices! {
    /// How the faces are put in order.
    FaceType {
        /// `area`: By size.
        Area = "area",
        /// `l2r`: From left to right.
        L2r = "l2r",
    }
}

records! {
    /// Which face goes where.
    MergeInfo: new() set(
        /// Place of the face among the faces given.
        location: i32,
        /// Place of the face in the template that it replaces.
        template_location: i32,
    );
}

tools! {
    /// Face swap 3.6 (人脸融合 3.6)
    ///
    /// Puts up to three faces into an image.
    ///
    /// The tool `face-swap-v36`, for short `face-swap-3.6`. Source: the vendor's SDKs and
    /// independent clients
    FaceSwap36 = "face-swap-v36": new(
        /// The images that show the faces. Links are what the service documents here; base64 is not
        /// confirmed. From 1 to 3 pictures.
        faces: [Image],
        /// The image that the faces go into, in the same form as the faces.
        template: Image,
    ) set(
        /// How the faces are put in order.
        face_type: FaceType,
        /// Which face replaces which face of the template.
        merge_infos: [MergeInfo],
        /// How much the result resembles the face given: a number, written as text.
        source_similarity: Text,
    );
    /// Face swap by AI (AI 人脸融合)
    ///
    /// Puts a face into an image.
    ///
    /// The tool `faceswap-ai`, for short `face-swap-ai`. Source: the vendor's SDKs
    FaceSwapAi = "faceswap-ai": new(
        /// The image that shows the face.
        face: Image,
        /// The image that the face goes into.
        template: Image,
    ) set(
        /// How much the face is restored. Default: 0.9.
        gpen: f64,
        /// How much the skin is smoothed. Default: 0.9.
        skin: f64,
        /// How the head is repaired; the values are not confirmed.
        tou_repair: i32,
        /// Whether the service checks the contents.
        do_risk: bool,
    );
    /// Another age (年龄变换)
    ///
    /// Shows the person in a photo at another age.
    ///
    /// The tool `all-age-generation`, for short `age`. Source: the vendor's SDKs
    Age = "all-age-generation": new(
        /// The image to work on. Whether one call takes several is not confirmed. At least 1
        /// pictures.
        images: [Image],
    ) set(
        /// The age to show. The vendor's sample uses 70; the range is not confirmed.
        target_age: i32,
        /// Whether the service checks the contents.
        do_risk: bool,
    );
    /// Another expression (表情变换)
    ///
    /// Gives the face in a photo another expression.
    ///
    /// The tool `emotion-portrait`, for short `expression`. Source: the vendor's SDKs
    Expression = "emotion-portrait": new(
        /// The image to work on. Whether one call takes several is not confirmed. At least 1
        /// pictures.
        images: [Image],
        /// The expression, by the service's word for it. Known values: jiuwo.
        target_emotion: Text,
    ) set();
    /// Another hair style (发型变换)
    ///
    /// Gives the person in a photo another hair style.
    ///
    /// The tool `hair-style`, for short `hair`. Source: the vendor's SDKs
    Hair = "hair-style": new(
        /// The image to work on. Whether one call takes several is not confirmed. At least 1
        /// pictures.
        images: [Image],
    ) set(
        /// The hair style, by the service's number for it, such as 801.
        hair_type: i32,
    );
    /// Everything cut out (智能分割)
    ///
    /// Cuts out each object in an image; the details tell how many there are, their scores and the
    /// size of the image.
    ///
    /// The tool `entity-seg`, for short `cut-out-all`. Source: the vendor's SDKs
    CutOutAll = "entity-seg": new(
        /// The image to work on. Whether one call takes several is not confirmed. At least 1
        /// pictures.
        images: [Image],
    ) set(
        /// The most things to cut out. Default: 20.
        max_entity: i32,
        /// The form of the results, by the service's number for it; the values are not confirmed.
        /// Default: 0.
        return_format: i32,
        /// How the edges are refined, by the service's number for it; the values are not confirmed.
        /// Default: 0.
        refine_mask: i32,
    );
    /// Main thing cut out (显著性分割)
    ///
    /// Cuts out the main object of an image; it takes few calls a second, and the details hold the
    /// outline.
    ///
    /// The tool `saliency-seg`, for short `cut-out`. Source: the vendor's SDKs and independent
    /// clients
    CutOut = "saliency-seg": new(
        /// The image to cut.
        image: Image,
    ) set(
        /// What comes back: 0 the object cropped, with transparency; 1 a mask of the image's size;
        /// 2 the object cropped, on a square of the colour `rgb`; 3 the object in an image of the
        /// full size, with transparency; 4 that image and the mask. One of 0, 1, 2, 3, 4.
        only_mask: u32,
        /// Colour of the ground for `only-mask` 2: red, green, blue; -1, -1, -1 is transparent.
        /// Exactly 3 numbers.
        rgb: [i32; 3],
        /// How the edges are refined, by the service's number for it. One of 0, 1, 2.
        refine_mask: u32,
    );
    /// Face in a video (视频人脸融合)
    ///
    /// Puts faces into a video.
    ///
    /// The tool `facefusionmovie-standard`, for short `face-movie`. Source: the vendor's SDKs
    FaceMovie = "facefusionmovie-standard": new(
        /// Public URLs of the images that show the faces. At least 1 addresses.
        image_url: [Text],
        /// Public URL of the video that the faces go into.
        video_url: Text,
    ) set(
        /// Public URL of a reference image.
        ref_img_url: Text,
        /// Whether the face is retouched. Default: false.
        enable_face_beautify: bool,
        /// How much the result resembles the face given: a number, written as text.
        source_similarity: Text,
        /// How much the face is restored. Default: 1.0.
        gpen: f64,
        /// How much the skin is lightened. Default: 0.
        whitening: f64,
        /// How much the skin is smoothed. Default: 0.
        dermabrasion: f64,
        /// How much the face is sharpened. Default: 0.
        sharpening: f64,
    );
    /// Face in a video, V2 (视频人脸融合 V2)
    ///
    /// Puts faces into a video.
    ///
    /// The tool `facefusionmovie-standard-v2`, for short `face-movie-v2`. Source: the vendor's SDKs
    FaceMovieV2 = "facefusionmovie-standard-v2": new(
        /// Public URLs of the images that show the faces. At least 1 addresses.
        image_url: [Text],
        /// Public URL of the video that the faces go into.
        video_url: Text,
    ) set(
        /// Public URL of a reference image.
        ref_img_url: Text,
        /// Whether the face is retouched. Default: false.
        enable_face_beautify: bool,
        /// How much the result resembles the face given: a number, written as text.
        source_similarity: Text,
        /// How much the face is restored. Default: 1.0.
        gpen: f64,
        /// How much the skin is lightened. Default: 0.
        whitening: f64,
        /// How much the skin is smoothed. Default: 0.
        dermabrasion: f64,
        /// How much the face is sharpened. Default: 0.
        sharpening: f64,
    );
}
