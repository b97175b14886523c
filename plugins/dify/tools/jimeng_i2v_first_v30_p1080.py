# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengI2vFirstV30P1080(base.VisualTool):
    tool = "jimeng-i2v-first-v30-p1080"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "frames": ("frames", "integer-choice"),
    }
