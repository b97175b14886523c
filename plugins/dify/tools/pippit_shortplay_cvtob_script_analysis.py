# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class PippitShortplayCvtobScriptAnalysis(base.VisualTool):
    tool = "pippit-shortplay-cvtob-script-analysis"
    parameters = {
        "visual_style": ("visual_style", "text"),
        "video_ratio": ("video_ratio", "choice"),
        "file_url": ("file_url", "url"),
        "file_type": ("file_type", "choice"),
        "file_name": ("file_name", "text"),
        "description": ("description", "text"),
        "file_size": ("file_size", "integer"),
    }
