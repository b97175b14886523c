# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class SaliencySeg(base.VisualTool):
    tool = "saliency-seg"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "only_mask": ("only_mask", "integer-choice"),
        "rgb": ("rgb", "json"),
        "refine_mask": ("refine_mask", "integer-choice"),
    }
