# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengVgfmI2vL20(base.VisualTool):
    tool = "jimeng-vgfm-i2v-l20"
    parameters = {
        "image_file": ("image", "file"),
        "image_url": ("image", "url"),
        "binary_data_base64_str": ("image", "base64"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "aspect_ratio": ("aspect_ratio", "choice"),
    }
