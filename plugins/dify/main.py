"""Starts the plugin: the daemon runs `python -m main` in this directory."""

import yaml

# The SDK reads a file for each tool; libyaml does it in a tenth of the time.
yaml.SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

from dify_plugin import DifyPluginEnv, Plugin  # noqa: E402

from visual_dify.sandbox import sandbox  # noqa: E402

if __name__ == "__main__":
    sandbox()  # A component that cannot be loaded ends the process here, not in the first call.
    Plugin(DifyPluginEnv()).run()
