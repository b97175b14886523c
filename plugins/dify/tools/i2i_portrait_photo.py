# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2iPortraitPhoto(base.VisualTool):
    tool = "i2i-portrait-photo"
    parameters = {
        "image_input": ("image_input", "url"),
        "prompt": ("prompt", "text"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "gpen": ("gpen", "number"),
        "skin": ("skin", "number"),
        "skin_unifi": ("skin_unifi", "number"),
        "gen_mode": ("gen_mode", "choice"),
        "seed": ("seed", "integer"),
    }
