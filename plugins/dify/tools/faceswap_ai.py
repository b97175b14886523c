# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class FaceswapAi(base.VisualTool):
    tool = "faceswap-ai"
    parameters = {
        "face": ("face", "file"),
        "face_url": ("face", "url"),
        "template": ("template", "file"),
        "template_url": ("template", "url"),
        "gpen": ("gpen", "number"),
        "skin": ("skin", "number"),
        "tou_repair": ("tou_repair", "integer"),
        "do_risk": ("do_risk", "switch"),
    }
