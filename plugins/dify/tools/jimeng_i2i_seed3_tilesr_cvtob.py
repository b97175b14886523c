# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengI2iSeed3TilesrCvtob(base.VisualTool):
    tool = "jimeng-i2i-seed3-tilesr-cvtob"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "resolution": ("resolution", "choice"),
        "scale": ("scale", "integer"),
    }
