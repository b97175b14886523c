# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class LensVideoNnsr(base.VisualTool):
    tool = "lens-video-nnsr"
    parameters = {
        "url": ("url", "url"),
        "vid": ("vid", "text"),
    }
