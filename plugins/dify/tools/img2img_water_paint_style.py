# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgWaterPaintStyle(base.VisualTool):
    tool = "img2img-water-paint-style"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
    }
