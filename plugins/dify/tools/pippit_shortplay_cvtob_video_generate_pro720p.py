# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class PippitShortplayCvtobVideoGeneratePro720p(base.VisualTool):
    tool = "pippit-shortplay-cvtob-video-generate-pro720p"
    parameters = {
        "assets_id": ("assets_id", "text"),
        "thread_id": ("thread_id", "text"),
        "episode_id": ("episode_id", "text"),
        "run_id": ("run_id", "text"),
    }
