# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengI2vRecameraV30(base.VisualTool):
    tool = "jimeng-i2v-recamera-v30"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "template_id": ("template_id", "text"),
        "camera_strength": ("camera_strength", "choice"),
        "seed": ("seed", "integer"),
        "frames": ("frames", "integer-choice"),
    }
