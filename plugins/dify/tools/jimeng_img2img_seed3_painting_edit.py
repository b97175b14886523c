# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengImg2imgSeed3PaintingEdit(base.VisualTool):
    tool = "jimeng-img2img-seed3-painting-edit"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "mask": ("mask", "file"),
        "mask_url": ("mask", "url"),
        "top": ("top", "number"),
        "bottom": ("bottom", "number"),
        "left": ("left", "number"),
        "right": ("right", "number"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
    }
