# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class I2iMultiStyleZx2x(base.VisualTool):
    tool = "i2i-multi-style-zx2x"
    parameters = {
        "image_input1": ("image_input1", "url"),
        "template_id": ("template_id", "text"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
    }
