# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengImage2imageDreamInpaint(base.VisualTool):
    tool = "jimeng-image2image-dream-inpaint"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "mask": ("mask", "file"),
        "mask_url": ("mask", "url"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
    }
