# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class EmotionPortrait(base.VisualTool):
    tool = "emotion-portrait"
    parameters = {
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "target_emotion": ("target_emotion", "text"),
    }
