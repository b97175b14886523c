# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2iXlSft(base.VisualTool):
    tool = "i2i-xl-sft"
    parameters = {
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "ddim_steps": ("ddim_steps", "integer"),
        "scale": ("scale", "number"),
        "controlnet_args": ("controlnet_args", "json"),
        "style_reference_args": ("style_reference_args", "json"),
        "etta_args": ("etta_args", "json"),
    }
