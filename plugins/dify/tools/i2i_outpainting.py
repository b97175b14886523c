# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2iOutpainting(base.VisualTool):
    tool = "i2i-outpainting"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "mask": ("mask", "file"),
        "mask_url": ("mask", "url"),
        "custom_prompt": ("custom_prompt", "text-or-empty"),
        "top": ("top", "number"),
        "bottom": ("bottom", "number"),
        "left": ("left", "number"),
        "right": ("right", "number"),
        "max_height": ("max_height", "integer"),
        "max_width": ("max_width", "integer"),
        "scale": ("scale", "number"),
        "seed": ("seed", "integer"),
        "steps": ("steps", "integer"),
        "strength": ("strength", "number"),
    }
