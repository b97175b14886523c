# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengT2iV31(base.VisualTool):
    tool = "jimeng-t2i-v31"
    parameters = {
        "prompt": ("prompt", "text"),
        "use_pre_llm": ("use_pre_llm", "switch"),
        "seed": ("seed", "integer"),
        "width": ("size", "width"),
        "height": ("size", "height"),
    }
