# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanAvatarPictureOmniV2(base.VisualTool):
    tool = "realman-avatar-picture-omni-v2"
    parameters = {
        "image_url": ("image_url", "url"),
        "audio_url": ("audio_url", "url"),
    }
