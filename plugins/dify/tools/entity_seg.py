# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class EntitySeg(base.VisualTool):
    tool = "entity-seg"
    parameters = {
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "max_entity": ("max_entity", "integer"),
        "return_format": ("return_format", "integer"),
        "refine_mask": ("refine_mask", "integer"),
    }
