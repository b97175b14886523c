# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2iInpainting(base.VisualTool):
    tool = "i2i-inpainting"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "mask": ("mask", "file"),
        "mask_url": ("mask", "url"),
        "steps": ("steps", "integer"),
        "strength": ("strength", "number"),
        "scale": ("scale", "number"),
        "seed": ("seed", "integer"),
        "dilate_size": ("dilate_size", "integer"),
        "quality": ("quality", "choice"),
    }
