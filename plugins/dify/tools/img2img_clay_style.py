# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgClayStyle(base.VisualTool):
    tool = "img2img-clay-style"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "sub_req_key": ("sub_req_key", "text"),
    }
