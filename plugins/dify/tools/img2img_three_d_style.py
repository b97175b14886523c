# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgThreeDStyle(base.VisualTool):
    tool = "img2img-three-d-style"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "sub_req_key": ("sub_req_key", "text"),
    }
