# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengT2iV40(base.VisualTool):
    tool = "jimeng-t2i-v40"
    parameters = {
        "prompt": ("prompt", "text"),
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "seed": ("seed", "integer"),
        "area": ("area", "integer"),
        "width": ("size", "width"),
        "height": ("size", "height"),
        "scale": ("scale", "number"),
        "force_single": ("force_single", "switch"),
        "min_ratio": ("min_ratio", "number"),
        "max_ratio": ("max_ratio", "number"),
        "callback_url": ("callback_url", "url"),
    }
