"""Prefect's share of a run, its server's processor time included, and how soon it is there.

python bench/prefect.py [DOCUMENTS]      of six languages each; 1,667 by default, 10,002 files:
                                         half an hour of processor time
python bench/prefect.py --ready          `hexapla serve` against a plain `prefect server start`

A run's processor time is its own, its workers' and its server's: times of a clock depend on what
else the machine does. The workers do the same whoever hands it to them, so Prefect's share is what
its server used and what its client used more; the workers' two figures say how far the machine's
noise goes. Each engine has a workspace of its own; the work is that of documents of one page, the
least that there is to divide Prefect's share by.
"""

import json
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
from dataclasses import asdict, dataclass
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


@dataclass
class Cost:
    """Seconds: of the clock, of the processor by whom, and of the clock with nothing new."""

    wall: float
    client: float
    server: float
    workers: float
    again: float

    @property
    def all(self) -> float:
        return self.client + self.server + self.workers


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measured(engine: str, documents: int, root: Path) -> Cost:
    """Run an engine for the first time, and again with nothing new."""
    space = workspace(root / engine, documents)
    # In a process of its own: the client's imports count, and its children are the run's alone.
    out = root / f"{engine}.txt"
    subprocess.run(
        [sys.executable, __file__, "--one", engine, str(space.root), str(out)], check=True
    )
    return Cost(**json.loads(out.read_text(encoding="ascii")))


def one(engine: str, root: str, out: str) -> None:
    space = Workspace.open(Path(root))
    begun = time.monotonic()
    done = run(space, pull=False, engine=engine, say=lambda _: None)
    wall = time.monotonic() - begun
    assert done.changed, "nothing was done"
    client, server = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)
    # The workers are the fork server's children: what they used counts once that has ended.
    forkserver._forkserver._stop()  # noqa: SLF001  there is no public way to wait for it
    workers = cpu(resource.RUSAGE_CHILDREN) - server
    begun = time.monotonic()
    assert not run(space, pull=False, engine=engine, say=lambda _: None).changed
    again = time.monotonic() - begun
    cost = Cost(wall=wall, client=client, server=server, workers=workers, again=again)
    Path(out).write_text(json.dumps(asdict(cost)), encoding="ascii")


def shares(documents: int) -> None:
    root = Path(tempfile.mkdtemp(prefix="bench-prefect-"))
    try:
        print(f"{documents} documents x {len(TEXTS)} languages, {os.cpu_count()} cores")
        print("processor time, s")
        heads = ("client", "server", "workers", "all", "wall s", "nothing new, s")
        print(f"{'engine':10}" + "".join(f"{head:>16}" for head in heads))
        found = {}
        for engine in ("local", "prefect"):
            one = found[engine] = measured(engine, documents, root)
            shown = (one.client, one.server, one.workers, one.all, one.wall, one.again)
            print(f"{engine:10}" + "".join(f"{part:16.2f}" for part in shown), flush=True)
        local, prefect = found["local"], found["prefect"]
        own = prefect.server + prefect.client - local.client - local.server
        print(f"Prefect's own: {own:.1f} s, {100 * own / (own + local.all):.1f} % (bar 5 %)")
        over = prefect.all - local.all
        print(f"by the sums alone: {over:+.1f} s, {100 * over / prefect.all:.1f} %")
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
        shares(int(sys.argv[1]) if len(sys.argv) > 1 else 1667)


if __name__ == "__main__":
    main()
