# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengI2iExtractTiledImages(base.VisualTool):
    tool = "jimeng-i2i-extract-tiled-images"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "edit_prompt": ("edit_prompt", "text"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "seed": ("seed", "integer"),
    }
