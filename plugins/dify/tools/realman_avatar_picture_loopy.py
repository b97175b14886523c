# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanAvatarPictureLoopy(base.VisualTool):
    tool = "realman-avatar-picture-loopy"
    parameters = {
        "resource_id": ("resource_id", "text"),
        "audio_url": ("audio_url", "url"),
    }
