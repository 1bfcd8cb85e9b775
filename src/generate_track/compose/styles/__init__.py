"""The styles: every module here that has a STYLE is one, found by itself."""

from importlib import import_module
from pkgutil import iter_modules

from generate_track.compose.style import Style


def _load() -> dict[str, Style]:
    names = sorted(module.name for module in iter_modules(__path__))
    styles: list[Style] = [import_module(f"{__name__}.{name}").STYLE for name in names]
    return {style.name: style for style in styles}


STYLES: dict[str, Style] = _load()
DEFAULT_STYLE = "pop"
