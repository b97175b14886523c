# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2vBytedanceEffectsV1(base.VisualTool):
    tool = "i2v-bytedance-effects-v1"
    parameters = {
        "image_input": ("image_input", "urls"),
        "template_id": ("template_id", "text"),
    }
