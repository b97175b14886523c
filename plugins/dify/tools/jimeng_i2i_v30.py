# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengI2iV30(base.VisualTool):
    tool = "jimeng-i2i-v30"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "scale": ("scale", "number"),
        "width": ("size", "width"),
        "height": ("size", "height"),
    }
