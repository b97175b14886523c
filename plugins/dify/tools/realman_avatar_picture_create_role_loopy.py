# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanAvatarPictureCreateRoleLoopy(base.VisualTool):
    tool = "realman-avatar-picture-create-role-loopy"
    parameters = {
        "image_url": ("image_url", "url"),
    }
