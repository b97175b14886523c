# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2iMaterialExtraction(base.VisualTool):
    tool = "i2i-material-extraction"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "image_edit_prompt": ("image_edit_prompt", "text"),
        "lora_weight": ("lora_weight", "number"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "seed": ("seed", "integer"),
    }
