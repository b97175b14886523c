# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class HighAesSchedulerSvrControlnetV20(base.VisualTool):
    tool = "high-aes-scheduler-svr-controlnet-v20"
    parameters = {
        "model_version": ("model_version", "text"),
        "prompt": ("prompt", "text"),
        "images": ("images", "files"),
        "image_urls": ("images", "urls"),
        "seed": ("seed", "integer"),
        "scale": ("scale", "number"),
        "ddim_steps": ("ddim_steps", "integer"),
        "use_rephraser": ("use_rephraser", "switch"),
        "use_sr": ("use_sr", "switch"),
        "sr_seed": ("sr_seed", "integer"),
        "sr_strength": ("sr_strength", "number"),
        "sr_scale": ("sr_scale", "number"),
        "sr_steps": ("sr_steps", "integer"),
        "controlnet_args": ("controlnet_args", "json"),
    }
