# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengRealmanAvatarPictureOmniV15(base.VisualTool):
    tool = "jimeng-realman-avatar-picture-omni-v15"
    parameters = {
        "image_url": ("image_url", "url"),
        "audio_url": ("audio_url", "url"),
        "mask_url": ("mask_url", "urls"),
        "seed": ("seed", "integer"),
        "prompt": ("prompt", "text"),
        "output_resolution": ("output_resolution", "integer-choice"),
        "pe_fast_mode": ("pe_fast_mode", "switch"),
    }
