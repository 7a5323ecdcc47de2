"""`hexapla init` on a terminal: what it asks, and that a slip does not end it."""

import os
import pty
import subprocess
import sys
import tomllib

from hexapla.workspace.template import Answers, make


def asked(folder, *answers: str) -> tuple[int, str]:
    """Answer its questions on a pseudo-terminal, all typed ahead; give its code and its words."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, "".join(f"{one}\n" for one in answers).encode())
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "hexapla.cli", "init", str(folder)],
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    return done.returncode, done.stdout + done.stderr


def test_the_languages_and_the_title_in_each_are_asked(tmp_path):
    code, said = asked(
        tmp_path / "path",
        "CB/77",
        "lv",
        "Riteņbraukšanas ceļš",
        "et",
        "Jalgrattatee",
        "LV:Valkas novads; EE:Valga vald",
    )
    assert code == 0, said
    made = tomllib.loads((tmp_path / "path" / "hexapla.toml").read_text(encoding="utf-8"))
    assert made["project"]["titles"] == {"lv": "Riteņbraukšanas ceļš", "et": "Jalgrattatee"}
    assert made["languages"] == {"source": "lv", "targets": ["et"]}
    assert [one["country"] for one in made["partners"]] == ["LV", "EE"]
    assert made["packs"]["side-by-side"]["titles"]["et"] == "Jalgrattatee"


def test_an_answer_that_cannot_be_is_asked_again(tmp_path):
    code, said = asked(
        tmp_path / "path", "CB/77", "en", "Path", "qq", "et", "", "lv,et", "EE:Valga vald"
    )
    assert code == 0, said
    assert "no language has the code" in said
    assert "two letters, a colon and the name" in said
    made = (tmp_path / "path" / "hexapla.toml").read_text(encoding="utf-8")
    assert '# et = ""' in made


def test_a_title_that_was_not_given_has_a_place_to_be_written(tmp_path):
    make(tmp_path, Answers(title="Path", languages=("lv",)))
    text = (tmp_path / "hexapla.toml").read_text(encoding="utf-8")
    assert '# lv = ""' in text
    assert tomllib.loads(text)["project"]["titles"] == {"en": "Path"}
