# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class LensOpr(base.VisualTool):
    tool = "lens-opr"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "if_color": ("if_color", "integer"),
    }
