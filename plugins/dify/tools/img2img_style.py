# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgStyle(base.VisualTool):
    tool = "img2img-style"
    parameters = {
        "prompt": ("prompt", "text"),
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "strength": ("strength", "number"),
        "seed": ("seed", "integer"),
    }
