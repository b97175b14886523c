# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanAvatarObjectDetectionCv(base.VisualTool):
    tool = "realman-avatar-object-detection-cv"
    parameters = {
        "image_url": ("image_url", "url"),
    }
