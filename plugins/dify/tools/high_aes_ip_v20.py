# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class HighAesIpV20(base.VisualTool):
    tool = "high-aes-ip-v20"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "desc_pushback": ("desc_pushback", "switch"),
        "seed": ("seed", "integer"),
        "scale": ("scale", "number"),
        "ddim_steps": ("ddim_steps", "integer"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "cfg_rescale": ("cfg_rescale", "number"),
        "ref_ip_weight": ("ref_ip_weight", "number"),
        "ref_id_weight": ("ref_id_weight", "number"),
        "use_sr": ("use_sr", "switch"),
    }
