# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class JimengRealmanAvatarPictureCreateRoleOmni(base.VisualTool):
    tool = "jimeng-realman-avatar-picture-create-role-omni"
    parameters = {
        "image_url": ("image_url", "url"),
    }
