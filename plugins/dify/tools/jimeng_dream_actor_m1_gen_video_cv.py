# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengDreamActorM1GenVideoCv(base.VisualTool):
    tool = "jimeng-dream-actor-m1-gen-video-cv"
    parameters = {
        "image_url": ("image_url", "url"),
        "video_url": ("video_url", "url"),
    }
