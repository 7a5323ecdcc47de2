"""Prefect's share of a run: local against prefect on a synthetic workspace, and the server's CPU.

python bench/prefect.py [DOCUMENTS]
"""

import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from flows.engines import run
from hexapla.workspace import Workspace
from hexapla.workspace.template import Answers, make


def workspace(folder: Path, documents: int) -> Workspace:
    make(folder, Answers(title="Clean harbours", languages=("lv", "fi")))
    texts = {"en": "The harbour keeps {n} ships.", "lv": "Ostā ir {n} kuģi.", "fi": "{n} laivaa."}
    for number in range(documents):
        for tag, text in texts.items():
            path = folder / "source_docs" / f"d{number:05}" / f"d{number:05}.{tag}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = [text.format(n=line + number) for line in range(2, 42)]
            path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return Workspace.open(folder)


def measured(engine: str, documents: int, root: Path) -> tuple[float, float]:
    space = workspace(root / engine, documents)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    run(space, pull=False, engine=engine, say=lambda _: None)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    root = Path(tempfile.mkdtemp(prefix="bench-prefect-"))
    try:
        print(f"{documents} documents x 3 languages, {os.cpu_count()} cores")
        print(f"{'engine':10}{'wall s':>10}{'children CPU s':>18}")
        walls = {}
        for engine in ("local", "prefect"):
            walls[engine], cpu = measured(engine, documents, root)
            print(f"{engine:10}{walls[engine]:10.1f}{cpu:18.1f}")
        more = walls["prefect"] - walls["local"]
        print(f"prefect / local: {walls['prefect'] / walls['local']:.2f} ({more:+.1f} s)")
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
