"""Puts the program that PERFHINT_BINARY names into the wheel, which is then one for this platform and any Python 3."""
import os
import sysconfig

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ProgramHook(BuildHookInterface):
    def initialize(self, version, build_data):
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-" + sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["shared_scripts"][os.path.abspath(os.environ["PERFHINT_BINARY"])] = "perfhint"
