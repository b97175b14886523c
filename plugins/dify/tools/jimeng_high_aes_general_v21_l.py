# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengHighAesGeneralV21L(base.VisualTool):
    tool = "jimeng-high-aes-general-v21-l"
    parameters = {
        "prompt": ("prompt", "text"),
        "seed": ("seed", "integer"),
        "width": ("width", "integer"),
        "height": ("height", "integer"),
        "use_pre_llm": ("use_pre_llm", "switch"),
        "use_sr": ("use_sr", "switch"),
    }
