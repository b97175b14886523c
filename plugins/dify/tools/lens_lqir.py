# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class LensLqir(base.VisualTool):
    tool = "lens-lqir"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "resolution_boundary": ("resolution_boundary", "choice"),
        "enable_hdr": ("enable_hdr", "switch"),
        "enable_wb": ("enable_wb", "switch"),
        "result_format": ("result_format", "integer-choice"),
        "jpg_quality": ("jpg_quality", "integer"),
        "hdr_strength": ("hdr_strength", "number"),
    }
