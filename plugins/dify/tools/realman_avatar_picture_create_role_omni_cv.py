# `cargo xtask dify` writes this file from the catalogue.
from visual_dify import tool as base


class RealmanAvatarPictureCreateRoleOmniCv(base.VisualTool):
    tool = "realman-avatar-picture-create-role-omni-cv"
    parameters = {
        "image_url": ("image_url", "url"),
    }
