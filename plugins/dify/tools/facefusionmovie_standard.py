# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class FacefusionmovieStandard(base.VisualTool):
    tool = "facefusionmovie-standard"
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
