# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class DressingDiffusion(base.VisualTool):
    tool = "dressing-diffusion"
    parameters = {
        "model": ("model", "json"),
        "garment": ("garment", "json"),
        "do_sr": ("do_sr", "switch"),
        "seed": ("seed", "integer"),
        "keep_head": ("keep_head", "switch"),
        "keep_hand": ("keep_hand", "switch"),
        "keep_foot": ("keep_foot", "switch"),
        "keep_upper": ("keep_upper", "switch"),
        "keep_lower": ("keep_lower", "switch"),
        "num_steps": ("num_steps", "integer"),
        "tight_mask": ("tight_mask", "choice"),
        "p_bbox_iou_ratio": ("p_bbox_iou_ratio", "number"),
        "p_bbox_expand_ratio": ("p_bbox_expand_ratio", "number"),
        "max_process_side_length": ("max_process_side_length", "integer"),
    }
