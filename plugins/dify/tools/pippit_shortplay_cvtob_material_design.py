# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class PippitShortplayCvtobMaterialDesign(base.VisualTool):
    tool = "pippit-shortplay-cvtob-material-design"
    parameters = {
        "assets_id": ("assets_id", "text"),
        "thread_id": ("thread_id", "text"),
        "run_id": ("run_id", "text"),
    }
