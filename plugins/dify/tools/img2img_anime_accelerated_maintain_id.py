# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgAnimeAcceleratedMaintainId(base.VisualTool):
    tool = "img2img-anime-accelerated-maintain-id"
    parameters = {
        "positive_prompt": ("positive_prompt", "text"),
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "hyper_switch": ("hyper_switch", "switch"),
        "seed": ("seed", "integer"),
        "step": ("step", "integer"),
        "cfg": ("cfg", "number"),
        "face_image": ("face_image", "text"),
        "style_image": ("style_image", "text"),
        "face_switch": ("face_switch", "switch"),
        "facestyle_switch": ("facestyle_switch", "switch"),
        "style_switch": ("style_switch", "switch"),
        "face_v2_switch": ("face_v2_switch", "switch"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
    }
