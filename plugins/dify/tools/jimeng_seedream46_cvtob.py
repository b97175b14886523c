# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengSeedream46Cvtob(base.VisualTool):
    tool = "jimeng-seedream46-cvtob"
    parameters = {
        "prompt": ("prompt", "text"),
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "area": ("area", "integer"),
        "width": ("size", "width"),
        "height": ("size", "height"),
        "scale": ("scale", "integer"),
        "force_single": ("force_single", "switch"),
        "min_ratio": ("min_ratio", "number"),
        "max_ratio": ("max_ratio", "number"),
        "callback_url": ("callback_url", "url"),
    }
