# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengTi2vV30Pro(base.VisualTool):
    tool = "jimeng-ti2v-v30-pro"
    parameters = {
        "prompt": ("prompt", "text"),
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "seed": ("seed", "integer"),
        "frames": ("frames", "integer-choice"),
        "aspect_ratio": ("aspect_ratio", "choice"),
    }
