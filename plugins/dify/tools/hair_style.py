# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class HairStyle(base.VisualTool):
    tool = "hair-style"
    parameters = {
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "hair_type": ("hair_type", "integer"),
    }
