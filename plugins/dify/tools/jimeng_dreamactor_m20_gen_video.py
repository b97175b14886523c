# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengDreamactorM20GenVideo(base.VisualTool):
    tool = "jimeng-dreamactor-m20-gen-video"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "video_url": ("video_url", "url"),
        "cut_result_first_second_switch": ("cut_result_first_second_switch", "switch"),
        "callback_url": ("callback_url", "url"),
    }
