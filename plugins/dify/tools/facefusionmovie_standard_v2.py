# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class FacefusionmovieStandardV2(base.VisualTool):
    tool = "facefusionmovie-standard-v2"
    parameters = {
        "image_url": ("image_url", "urls"),
        "video_url": ("video_url", "url"),
        "ref_img_url": ("ref_img_url", "url"),
        "enable_face_beautify": ("enable_face_beautify", "switch"),
        "source_similarity": ("source_similarity", "text"),
        "gpen": ("gpen", "number"),
        "whitening": ("whitening", "number"),
        "dermabrasion": ("dermabrasion", "number"),
        "sharpening": ("sharpening", "number"),
    }
