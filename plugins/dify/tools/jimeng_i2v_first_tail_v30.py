# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengI2vFirstTailV30(base.VisualTool):
    tool = "jimeng-i2v-first-tail-v30"
    parameters = {
        "first_frame": ("first_frame", "file"),
        "first_frame_url": ("first_frame", "url"),
        "last_frame": ("last_frame", "file"),
        "last_frame_url": ("last_frame", "url"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "frames": ("frames", "integer-choice"),
    }
