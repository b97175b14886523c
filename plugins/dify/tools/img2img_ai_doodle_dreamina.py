# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class Img2imgAiDoodleDreamina(base.VisualTool):
    tool = "img2img-ai-doodle-dreamina"
    parameters = {
        "image": ("image", "file"),
        "image_url": ("image", "url"),
        "prompt": ("prompt", "text"),
        "cfg": ("cfg", "number"),
        "strength": ("strength", "number"),
        "steps": ("steps", "integer"),
        "seed": ("seed", "integer"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "controlnet_conditioning_scale": ("controlnet_conditioning_scale", "number"),
    }
