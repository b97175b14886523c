"""Starts the plugin: the daemon runs `python -m main` in this directory."""

from dify_plugin import DifyPluginEnv, Plugin

from visual_dify.sandbox import sandbox

if __name__ == "__main__":
    sandbox()  # A component that cannot be loaded ends the process here, not in the first call.
    Plugin(DifyPluginEnv()).run()
