# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class AllAgeGeneration(base.VisualTool):
    tool = "all-age-generation"
    parameters = {
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "target_age": ("target_age", "integer"),
        "do_risk": ("do_risk", "switch"),
    }
