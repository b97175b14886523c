# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class HighAesGeneralV20(base.VisualTool):
    tool = "high-aes-general-v20"
    parameters = {
        "prompt": ("prompt", "text"),
        "model_version": ("model_version", "text"),
        "use_rephraser": ("use_rephraser", "switch"),
        "seed": ("seed", "integer"),
        "scale": ("scale", "number"),
        "ddim_steps": ("ddim_steps", "integer"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "use_sr": ("use_sr", "switch"),
        "negative_prompt": ("negative_prompt", "text"),
    }
