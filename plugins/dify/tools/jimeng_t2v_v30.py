# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengT2vV30(base.VisualTool):
    tool = "jimeng-t2v-v30"
    parameters = {
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "frames": ("frames", "integer-choice"),
        "aspect_ratio": ("aspect_ratio", "choice"),
    }
