# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanAvatarPictureOmniCv(base.VisualTool):
    tool = "realman-avatar-picture-omni-cv"
    parameters = {
        "image_url": ("image_url", "url"),
        "audio_url": ("audio_url", "url"),
    }
