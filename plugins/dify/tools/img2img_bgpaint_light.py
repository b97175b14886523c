# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgBgpaintLight(base.VisualTool):
    tool = "img2img-bgpaint-light"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "blend": ("blend", "number"),
        "num_steps": ("num_steps", "integer"),
    }
