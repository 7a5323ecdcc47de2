"""How long an act takes at the review desk: from the key to the page that shows it, in Chromium.

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


def main(blocks: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder) / "room")
        room.put("en", *(f"Measure {n} is carried out by partner {n % 7}." for n in range(blocks)))
        room.put("lv", *(f"Pasākumu {n} īsteno partneris {n % 7}." for n in range(blocks)))
        room.record()
        room.review().findings()
        with served(room) as address, sync_playwright() as player:
            browser = player.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(base_url=address)
            page.goto("/documents/plan?language=lv")
            page.keyboard.press("j")
            spent = []
            for done in range(1, 31):
                start = time.perf_counter()
                page.keyboard.press("a")
                page.wait_for_function(
                    "n => document.querySelectorAll('.verdict.partly').length === n", arg=done
                )
                spent.append(1000 * (time.perf_counter() - start))
            browser.close()
        room.ledger.close()
    print(f"{'blocks':>8} {'median ms':>10} {'worst ms':>10} {'of 100 ms':>10}")
    middle = statistics.median(spent)
    print(f"{blocks:8} {middle:10.0f} {max(spent):10.0f} {middle / 100:10.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
