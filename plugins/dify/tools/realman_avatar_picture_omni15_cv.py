# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanAvatarPictureOmni15Cv(base.VisualTool):
    tool = "realman-avatar-picture-omni15-cv"
    parameters = {
        "image_url": ("image_url", "url"),
        "audio_url": ("audio_url", "url"),
        "mask_url": ("mask_url", "urls"),
        "prompt": ("prompt", "text"),
    }
