# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanChangeLips(base.VisualTool):
    tool = "realman-change-lips"
    parameters = {
        "url": ("url", "url"),
        "pure_audio_url": ("pure_audio_url", "url"),
        "separate_vocal": ("separate_vocal", "switch"),
        "align_audio": ("align_audio", "switch"),
        "align_audio_reverse": ("align_audio_reverse", "switch"),
        "templ_start_seconds": ("templ_start_seconds", "number"),
    }
