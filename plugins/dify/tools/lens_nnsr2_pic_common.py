# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class LensNnsr2PicCommon(base.VisualTool):
    tool = "lens-nnsr2-pic-common"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "model_quality": ("model_quality", "choice"),
        "result_format": ("result_format", "integer-choice"),
        "jpg_quality": ("jpg_quality", "integer"),
    }
