# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class ByteeditV20(base.VisualTool):
    tool = "byteedit-v20"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "negative_prompt": ("negative_prompt", "text"),
        "seed": ("seed", "integer"),
        "scale": ("scale", "number"),
    }
