# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengRealmanAvatarObjectDetection(base.VisualTool):
    tool = "jimeng-realman-avatar-object-detection"
    parameters = {
        "image_url": ("image_url", "url"),
    }
