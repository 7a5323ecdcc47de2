"""Prefect's share of a run, its server's processor time included, and how soon it is there.

python bench/prefect.py [DOCUMENTS]      2,000 by default, in six languages; some minutes
python bench/prefect.py --ready          `hexapla serve` against a plain `prefect server start`

A run's processor time is its own, its workers' and its server's: times of a clock depend on what
else the machine does. Each engine has a workspace of its own; the work is that of documents of one
page, the least that there is to divide Prefect's share by.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from multiprocessing import forkserver
from pathlib import Path

from flows.api import free_port
from flows.engines import cache_folder, run
from hexapla.workspace import Workspace
from hexapla.workspace.template import Answers, make

TEXTS = {
    "en": "The harbour keeps {n} ships, and the authority reports to the Commission by 1 May.",
    "lv": "Ostā ir {n} kuģi, un iestāde līdz 1. maijam ziņo Komisijai.",
    "lt": "Uoste yra {n} laivų, o institucija iki gegužės 1 d. praneša Komisijai.",
    "et": "Sadamas on {n} laeva ja asutus teatab 1. maiks komisjonile.",
    "fi": "Satamassa on {n} laivaa, ja viranomainen ilmoittaa komissiolle 1. toukokuuta mennessä.",
    "sv": "Hamnen har {n} fartyg, och myndigheten rapporterar till kommissionen senast den 1 maj.",
}
LINES = 30


def workspace(folder: Path, documents: int) -> Workspace:
    make(folder, Answers(title="Clean harbours", languages=("lv", "lt", "et", "fi", "sv")))
    for number in range(documents):
        for tag, text in TEXTS.items():
            path = folder / "source_docs" / f"d{number:05}" / f"d{number:05}.{tag}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = [text.format(n=line + number) for line in range(2, 2 + LINES)]
            path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return Workspace.open(folder)


def cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(engine: str, documents: int, root: Path) -> tuple[float, float, float]:
    """Give wall time and processor time of a first run, and wall time of one with nothing new."""
    space = workspace(root / engine, documents)
    # In a process of its own: the client's imports count, and its children are the run's alone.
    out = root / f"{engine}.txt"
    subprocess.run(
        [sys.executable, __file__, "--one", engine, str(space.root), str(out)], check=True
    )
    wall, used, again = (float(part) for part in out.read_text(encoding="ascii").split())
    return wall, used, again


def one(engine: str, root: str, out: str) -> None:
    space = Workspace.open(Path(root))
    begun = time.monotonic()
    done = run(space, pull=False, engine=engine, say=lambda _: None)
    wall = time.monotonic() - begun
    assert done.changed, "nothing was done"
    # The workers are the fork server's children: what they used counts once that has ended.
    forkserver._forkserver._stop()  # noqa: SLF001  there is no public way to wait for it
    used = cpu()  # every child has ended and was waited for, Prefect's server among them
    begun = time.monotonic()
    assert not run(space, pull=False, engine=engine, say=lambda _: None).changed
    again = time.monotonic() - begun
    Path(out).write_text(f"{wall} {used} {again}", encoding="ascii")


def shares(documents: int) -> None:
    root = Path(tempfile.mkdtemp(prefix="bench-prefect-"))
    try:
        print(f"{documents} documents x {len(TEXTS)} languages, {os.cpu_count()} cores")
        print(f"{'engine':10}{'wall s':>10}{'CPU s':>10}{'nothing new, s':>18}")
        found = {}
        for engine in ("local", "prefect"):
            found[engine] = measured(engine, documents, root)
            wall, used, again = found[engine]
            print(f"{engine:10}{wall:10.1f}{used:10.1f}{again:18.2f}", flush=True)
        (wall, used, _), (more, burnt, _) = found["local"], found["prefect"]
        print(f"prefect: {more - wall:+.1f} s wall, {burnt - used:+.1f} s CPU: ", end="")
        print(f"{100 * (burnt - used) / burnt:.1f} % of the processor's time")
        if documents >= 60:
            small = documents // 10
            base = {e: measured(e, small, root / "small")[1] for e in ("local", "prefect")}
            fixed = base["prefect"] - base["local"]
            slope = (burnt - used - fixed) / (documents - small)
            work = used / documents
            share = fixed + slope * 10_000
            print(f"at {small} documents: {fixed:+.1f} s CPU, which is nearly all fixed")
            print(
                f"projected to 10,000: {share:.0f} s of {work * 10_000 + share:.0f} s, "
                f"{100 * share / (work * 10_000 + share):.1f} % (bar 5 %)"
            )
    finally:
        shutil.rmtree(root)


def until_answered(url: str, process: subprocess.Popen[bytes]) -> float:
    begun = time.monotonic()
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310  ours, on 127.0.0.1
                return time.monotonic() - begun
        except urllib.error.HTTPError:
            return time.monotonic() - begun
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("it ended")


def ended(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def readiness(rounds: int = 3) -> None:
    """Compare, in turns: a plain server with a migrated database, and ours with its deployments."""
    root = Path(tempfile.mkdtemp(prefix="bench-prefect-"))
    try:
        print(f"{'round':8}{'prefect server start, s':>26}{'hexapla serve, s':>20}{'ratio':>8}")
        for number in range(rounds):
            plain, port = root / f"plain-{number}", free_port()
            plain.mkdir()
            kept = next(cache_folder().glob("prefect-*.db"))
            shutil.copy(kept, plain / "prefect.db")
            process = subprocess.Popen(
                [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)],
                env={
                    **os.environ,
                    "PREFECT_HOME": str(plain),
                    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
                    "DO_NOT_TRACK": "1",
                },
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            theirs = until_answered(f"http://127.0.0.1:{port}/api/health", process)
            ended(process)
            space, port = root / f"space-{number}", free_port()
            make(space, Answers(title="Clean harbours", languages=("lv",)))
            begun = time.monotonic()
            process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "hexapla.cli", "-C", str(space)),
                    *("serve", "--port", str(port)),
                ],
                stdout=subprocess.PIPE,
            )
            # Its last line comes when the server answers and the deployments are on their way.
            for line in process.stdout or ():
                if line.startswith(b"stop it"):
                    break
            ours = time.monotonic() - begun
            ended(process)
            print(f"{number + 1:<8}{theirs:26.1f}{ours:20.1f}{ours / theirs:8.2f}", flush=True)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def main() -> None:
    # This file's name is Prefect's: from its own folder it would be imported instead.
    sys.path[:] = [part for part in sys.path if Path(part).resolve() != Path(__file__).parent]
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:5])
    elif sys.argv[1:2] == ["--ready"]:
        readiness()
    else:
        shares(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)


if __name__ == "__main__":
    main()
