# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class DressingDiffusionv2(base.VisualTool):
    tool = "dressing-diffusionv2"
    parameters = {
        "model": ("model", "json"),
        "garment": ("garment", "json"),
        "req_image_store_type": ("req_image_store_type", "integer-choice"),
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "inference_config": ("inference_config", "json"),
    }
