# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanChangeLipsBasicChimera(base.VisualTool):
    tool = "realman-change-lips-basic-chimera"
    parameters = {
        "url": ("url", "url"),
        "pure_audio_url": ("pure_audio_url", "url"),
        "separate_vocal": ("separate_vocal", "switch"),
        "open_scenedet": ("open_scenedet", "switch"),
    }
