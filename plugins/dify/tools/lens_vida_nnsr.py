# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class LensVidaNnsr(base.VisualTool):
    tool = "lens-vida-nnsr"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
    }
