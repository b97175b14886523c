# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2iAiCreateMonet(base.VisualTool):
    tool = "i2i-ai-create-monet"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
    }
