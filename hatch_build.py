"""Compile what is written in C where a compiler is at hand; without one the tool does the same, only slower."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext

#: The compiled modules, each beside its source.
MODULES = ("_edits", "phonetics/_alignment")


class CompilingHook(BuildHookInterface):  # type: ignore[type-arg]
    """Put the compiled modules beside their sources, and into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the wheel, or what stands for it in an editable installation, is made."""
        if self.target_name != "wheel":
            return
        suffix = sysconfig.get_config_var("EXT_SUFFIX")
        for module in MODULES:
            try:
                self._compile(Path(self.root) / f"src/mondegreen/{module}.c")
            # A tool chain can fail in any way; none is worth an installation.
            except (Exception, SystemExit) as error:
                self.app.display_warning(f"{module}.c is not compiled, so matching will be slower: {error}")
            else:
                build_data["artifacts"].append(f"/src/mondegreen/{module}{suffix}")
                build_data["pure_python"] = False
                build_data["infer_tag"] = True

    def _compile(self, source: Path) -> None:
        optimise = ["/O2"] if sys.platform == "win32" else ["-O3"]
        extension = Extension(source.stem, [str(source)], extra_compile_args=optimise)
        command = build_ext(Distribution({"ext_modules": [extension]}))
        command.build_lib = str(source.parent)
        command.build_temp = str(Path(self.root) / "build/compiled")
        command.ensure_finalized()
        command.run()
