# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class DreamactorM20GenVideoCvtob(base.VisualTool):
    tool = "dreamactor-m20-gen-video-cvtob"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "video_url": ("video_url", "url"),
        "cut_result_first_second_switch": ("cut_result_first_second_switch", "switch"),
    }
