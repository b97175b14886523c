# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class ImageCorrection(base.VisualTool):
    tool = "image-correction"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
    }
