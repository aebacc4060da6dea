"""What can be set, asked for and fetched is told to whoever reads the documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components.files.download.downloads import FORMATS
from components.files.picture.view_choices import LAYERS
from data.query.filters import Filters
from data.query.picks import PICKS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = README + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
CODE = [ROOT / "app.py", *(path for room in ("components", "data", "geo", "pages") for path in (ROOT / room).rglob("*.py"))]
VARIABLES = sorted({name for path in CODE for name in re.findall(r"\"(ARMS_LENS_[A-Z_]+)\"", path.read_text(encoding="utf-8"))})
#: Every parameter of an address that a question can have.
PARAMETERS = (*Filters(("MLI",), (2012, 2013), ("peacekeeping",), ("E",)).parameters(), *PICKS)


def test_variables_are_found() -> None:
    assert {"ARMS_LENS_DATA", "ARMS_LENS_ENGINE", "ARMS_LENS_NOTES"} <= set(VARIABLES)


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_environment_variable_is_documented(variable: str) -> None:
    assert f"`{variable}" in README, f"README does not say what {variable} is"


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_every_filter_of_an_address_is_documented(parameter: str) -> None:
    assert re.search(rf"`{parameter}=", DOCUMENTS), f"no document says what {parameter}= asks for"


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_is_documented(layer: str) -> None:
    assert f"`{layer}`" in DOCUMENTS, f"no document says what the layer {layer} shows"


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_every_file_format_is_documented(format_: str) -> None:
    assert re.search(rf"`\.?{format_}`|\b{format_}\b", README, re.IGNORECASE), f"README does not name {format_}"
