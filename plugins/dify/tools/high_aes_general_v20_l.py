# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class HighAesGeneralV20L(base.VisualTool):
    tool = "high-aes-general-v20-l"
    parameters = {
        "prompt": ("prompt", "text"),
        "model_version": ("model_version", "text"),
        "req_schedule_conf": ("req_schedule_conf", "choice"),
        "seed": ("seed", "integer"),
        "scale": ("scale", "number"),
        "ddim_steps": ("ddim_steps", "integer"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "use_sr": ("use_sr", "switch"),
        "negative_prompt": ("negative_prompt", "text"),
    }
