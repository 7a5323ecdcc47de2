"""What the how-to says of a rule and a section of one's own, done as it says."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from hexapla.workspace.template import Answers, make

PAGE = Path(__file__).parents[2] / "docs/how-to/define-a-family.md"


def blocks_of(page: str) -> list[str]:
    part = page[page.index("## A rule and a section of your own") :]
    return re.findall(r"```(?:toml|python)\n(.*?)```", part, re.DOTALL)[:3]


def test_the_package_of_the_page_adds_a_rule_and_a_section(tmp_path):
    project, module, settings = blocks_of(PAGE.read_text(encoding="utf-8"))
    site, space = tmp_path / "site", tmp_path / "space"
    info = site / "hexapla_signposts-1.dist-info"
    info.mkdir(parents=True)
    told = tomllib.loads(project)["project"]
    (info / "METADATA").write_text(f"Name: {told['name']}\nVersion: {told['version']}\n")
    (info / "entry_points.txt").write_text(
        "\n".join(
            f"[{group}]\n" + "\n".join(f"{name} = {value}" for name, value in points.items())
            for group, points in told["entry-points"].items()
        )
    )
    (site / "signposts.py").write_text(module, encoding="utf-8")
    make(space, Answers(number="CB/77", title="Path", languages=("lv",)))
    with (space / "hexapla.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    (space / "source_docs/work-plan/document.toml").write_text('family = "PATHPLAN"\n')
    other = space / "source_docs/letter"
    other.mkdir()
    (other / "letter.en.md").write_text("Dear partners\n")
    done = subprocess.run(
        [sys.executable, "-m", "hexapla.cli", "-C", str(space), "run"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(site)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((space / "output/reports/findings.json").read_text(encoding="utf-8"))
    said = {
        (one["document"], one["language"], one["message"])
        for one in found["findings"]
        if one["rule"] == "signposts"
    }
    assert said == {
        ("work-plan", "en", "“Path sign” is nowhere named"),
        ("work-plan", "lv", "“Ceļa zīme” is nowhere named"),
    }
    assert (space / "output/path/draft/data/path.lv.docx").is_file()
