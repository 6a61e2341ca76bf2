"""The page for whoever runs the app, as a browser draws it."""

from pathlib import Path
from typing import Any

import pytest

from app.insight.page import render
from app.insight.report import measure
from app.settings import load
from app.store.store import Store
from tests.app.insight.town import NOW, town


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("insight")
    with Store(load(home=folder / "home", database_url="", threads=1)) as store:
        town(60, 20).keep(store)
        report = measure(store.database, 30, now=NOW)
    path = folder / "page.html"
    path.write_text(render(report, days=30, everyone=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_can_be_read(chromium: Any, page: Path, width: int, scheme: str) -> None:
    window = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.goto(page.as_uri())
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    smallest = window.evaluate(
        "Math.min(...[...document.querySelectorAll('svg text')].map(text =>"
        " parseFloat(getComputedStyle(text).fontSize)"
        " * text.ownerSVGElement.getBoundingClientRect().width / 360))"
    )
    assert smallest >= 10  # as drawn, in pixels
    # Words must not run into each other, nor out of their picture.
    apart = window.evaluate(
        """[...document.querySelectorAll('svg')].filter(svg => {
             const boxes = [...svg.querySelectorAll('text')].map(t => t.getBoundingClientRect());
             const frame = svg.getBoundingClientRect();
             return boxes.some((a, i) => a.left < frame.left - 1 || a.right > frame.right + 1 ||
               boxes.some((b, j) => j > i && a.left < b.right && b.left < a.right &&
                                    a.top + 3 < b.bottom && b.top + 3 < a.bottom));
           }).map(svg => svg.getAttribute('aria-label'))"""
    )
    assert apart == [] and asked == [page.as_uri()]
    window.close()
