# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengVgfmT2vL20(base.VisualTool):
    tool = "jimeng-vgfm-t2v-l20"
    parameters = {
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "aspect_ratio": ("aspect_ratio", "choice"),
    }
