# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class PippitIv2vCvtob(base.VisualTool):
    tool = "pippit-iv2v-cvtob"
    parameters = {
        "prompt": ("prompt", "text"),
        "img_url_list": ("img_url_list", "urls"),
        "video_url_list": ("video_url_list", "urls"),
        "ratio": ("ratio", "choice"),
        "duration": ("duration", "choice"),
        "language": ("language", "text"),
        "enable_watermark": ("enable_watermark", "switch"),
    }
