"""How long an act takes at the review desk: from the key to the page that shows it, in Chromium.

Beside this wall time stands what the desk itself needs of a processor; the browser runs elsewhere.

python bench/desk.py [BLOCKS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / part) for part in ("web", "review")]

from desk_room import served  # noqa: E402  the tests' own room
from review_room import Room  # noqa: E402  the same

ACTS = ("approve", "undo", "waive", "comment", "in bulk", "undo the bulk")


def main(blocks: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder) / "room")
        lines = [f"Measure {n} is carried out by partner {n % 7}." for n in range(blocks)]
        room.put("en", *lines)
        room.put("lv", *(f"Pasākumu {n} īsteno partneris {n % 7}." for n in range(blocks)))
        room.record()
        for n in range(0, blocks, 10):
            lines[n] = lines[n].replace("carried out", "paid for")
        room.put("en", *lines)
        room.record()
        room.review().findings()
        spent: dict[str, list[float]] = {name: [] for name in ACTS}
        worked: dict[str, list[float]] = {name: [] for name in ACTS}
        with served(room) as address, sync_playwright() as player:
            browser = player.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(base_url=address)
            page.goto("/documents/plan?language=lv")
            page.keyboard.press("j")
            page.keyboard.press("j")

            def timed(act: str, key: str, selector: str, count: int) -> None:
                start, before = time.perf_counter(), time.process_time()
                page.keyboard.press(key)
                page.wait_for_function(
                    "([s, n]) => document.querySelectorAll(s).length === n", arg=[selector, count]
                )
                spent[act].append(1000 * (time.perf_counter() - start))
                worked[act].append(1000 * (time.process_time() - before))

            decided = ".verdict.partly"
            for done in range(1, 10):
                timed("approve", "a", decided, done)
            for done in range(8, -1, -1):
                timed("undo", "u", decided, done)
            for done in range(1, 10):
                page.keyboard.press("c")
                page.keyboard.type("seen")
                timed("comment", "Control+Enter", ".thread", done)
                page.keyboard.press("j")
            stale = page.locator(".state.stale").count()
            for done in range(1, 4):
                page.locator("td[data-cell]:has(.state.stale)").first.click(
                    position={"x": 4, "y": 4}
                )
                page.keyboard.press("w")
                page.keyboard.type("says the same")
                timed("waive", "Control+Enter", ".state.stale", stale - done)
            for _ in range(3):
                page.locator("button[value=approve]").first.focus()
                timed("in bulk", "Enter", decided, blocks - stale + 3)
                timed("undo the bulk", "u", decided, 0)
            browser.close()
        room.ledger.close()
    heads = ("median ms", "worst ms", "of 100 ms", "desk's CPU ms")
    print(f"{'act':>14} {'blocks':>8}" + "".join(f" {head:>14}" for head in heads))
    for act, times in spent.items():
        middle, own = statistics.median(times), statistics.median(worked[act])
        figures = f"{middle:14.0f} {max(times):14.0f} {middle / 100:14.2f} {own:14.0f}"
        print(f"{act:>14} {blocks:8} {figures}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
