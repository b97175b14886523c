# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class VideoTranslateV2Cvtob(base.VisualTool):
    tool = "video-translate-v2-cvtob"
    parameters = {
        "video_url": ("video_url", "url"),
        "src_language": ("src_language", "text"),
        "target_language": ("target_language", "text"),
    }
