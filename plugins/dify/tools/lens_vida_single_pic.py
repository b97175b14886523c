# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class LensVidaSinglePic(base.VisualTool):
    tool = "lens-vida-single-pic"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "vida_mode": ("vida_mode", "text"),
        "vida_enable_module": ("vida_enable_module", "text"),
    }
