# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class SeededitV30(base.VisualTool):
    tool = "seededit-v30"
    parameters = {
        "image_files": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "scale": ("scale", "number"),
    }
