# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Seed3lSingleIp(base.VisualTool):
    tool = "seed3l-single-ip"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "use_rephraser": ("use_rephraser", "switch"),
    }
