# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2iInpaintingEdit(base.VisualTool):
    tool = "i2i-inpainting-edit"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "mask": ("mask", "file"),
        "mask_url": ("mask", "url"),
        "custom_prompt": ("custom_prompt", "text"),
        "scale": ("scale", "number"),
        "seed": ("seed", "integer"),
        "steps": ("steps", "integer"),
    }
