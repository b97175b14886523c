# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengRealmanAvatarPictureCreateRoleOmniV15(base.VisualTool):
    tool = "jimeng-realman-avatar-picture-create-role-omni-v15"
    parameters = {
        "image_url": ("image_url", "url"),
    }
