# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class PippitIv2vCvtobMaster(base.VisualTool):
    tool = "pippit-iv2v-cvtob-master"
    parameters = {
        "product_name": ("product_name", "text"),
        "product_img_url_list": ("product_img_url_list", "urls"),
        "model_img_url_list": ("model_img_url_list", "urls"),
    }
