# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgXiezhen(base.VisualTool):
    tool = "img2img-xiezhen"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "style": ("style", "choice"),
        "beautify_info": ("beautify_info", "json"),
    }
