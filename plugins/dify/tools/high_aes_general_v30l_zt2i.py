# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class HighAesGeneralV30lZt2i(base.VisualTool):
    tool = "high-aes-general-v30l-zt2i"
    parameters = {
        "prompt": ("prompt", "text"),
        "use_pre_llm": ("use_pre_llm", "switch"),
        "seed": ("seed", "integer"),
        "scale": ("scale", "number"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
    }
