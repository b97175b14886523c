# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgCartoonStyle(base.VisualTool):
    tool = "img2img-cartoon-style"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
    }
