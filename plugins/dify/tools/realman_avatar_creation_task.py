# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanAvatarCreationTask(base.VisualTool):
    tool = "realman-avatar-creation-task"
    parameters = {
        "resource_id": ("resource_id", "text"),
        "audio_url": ("audio_url", "url"),
        "templ_start_strategy": ("templ_start_strategy", "text"),
        "templ_start_seconds": ("templ_start_seconds", "number"),
    }
