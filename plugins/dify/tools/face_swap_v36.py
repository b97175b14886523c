# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class FaceSwapV36(base.VisualTool):
    tool = "face-swap-v36"
    parameters = {
        "faces": ("faces", "files"),
        "face_urls": ("faces", "urls"),
        "template": ("template", "file"),
        "template_url": ("template", "url"),
        "face_type": ("face_type", "choice"),
        "merge_infos": ("merge_infos", "json"),
        "source_similarity": ("source_similarity", "text"),
    }
