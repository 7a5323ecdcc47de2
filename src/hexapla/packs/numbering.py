"""Numbering definitions of several documents in one."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hexapla.packs.package import Relation
from hexapla.packs.xml import Element, child, e, local, q, value


@dataclass(slots=True)
class NumberingTable:
    """The pack's numbering definitions (w:numbering)."""

    root: Element
    relations: list[Relation] = field(default_factory=list)

    def adopt(
        self, guest: Element | None, number: int, images: Callable[[], dict[str, str]]
    ) -> dict[str, str]:
        """Bring in a document's definitions; give old num id to new num id."""
        if guest is None:
            return {}
        first = self._after("abstractNum", "abstractNumId", 0)
        bullet = self._after("numPicBullet", "numPicBulletId", 0)
        pictures = images() if guest.find(q("numPicBullet")) is not None else {}
        for one in guest.findall(q("numPicBullet")):
            one.set(q("numPicBulletId"), str(int(one.get(q("numPicBulletId"), "0")) + bullet))
            for inner in one.iter():
                for name, old in list(inner.attrib.items()):
                    if name.endswith("}id") and old in pictures:
                        inner.set(name, pictures[old])
            self._place(one)
        abstracts: dict[str, str] = {}
        for one in guest.findall(q("abstractNum")):
            old = one.get(q("abstractNumId"), "")
            abstracts[old] = str(first + len(abstracts))
            one.set(q("abstractNumId"), abstracts[old])
            self._identify(one, number, old)
            for inner in one.iter(q("lvlPicBulletId")):
                inner.set(q("val"), str(int(inner.get(q("val"), "0")) + bullet))
            self._place(one)
        return self._nums(guest, abstracts)

    def _nums(self, guest: Element, abstracts: Mapping[str, str]) -> dict[str, str]:
        mapped: dict[str, str] = {}
        first = self._after("num", "numId", 1)
        for one in guest.findall(q("num")):
            base = child(one, "abstractNumId")
            if base is None or base.get(q("val")) not in abstracts:
                continue
            old = one.get(q("numId"), "")
            mapped[old] = str(first + len(mapped))
            one.set(q("numId"), mapped[old])
            for name in list(one.attrib):
                if name.endswith("durableId"):
                    del one.attrib[name]
            base.set(q("val"), abstracts[base.get(q("val"))])
            self._place(one)
        return mapped

    def _after(self, name: str, attribute: str, least: int) -> int:
        used = [int(one.get(q(attribute), "0")) for one in self.root.findall(q(name))]
        return max([least - 1, *used]) + 1

    def _place(self, element: Element) -> None:
        ranks = ("numPicBullet", "abstractNum", "num", "numIdMacAtCleanup")
        rank = ranks.index(local(element))
        place = sum(1 for one in self.root if ranks.index(local(one)) <= rank)
        self.root.insert(place, copy.deepcopy(element))

    @staticmethod
    def _identify(abstract: Element, number: int, old: str) -> None:
        """Give the list an identity of its own: Word joins lists that have the same one."""
        said = value(abstract, "nsid") or ""
        made = hashlib.sha256(f"{number}/{old}/{said}".encode()).hexdigest()[:8].upper()
        found = child(abstract, "nsid")
        if found is None:
            abstract.insert(0, e("nsid", val=made))
        else:
            found.set(q("val"), made)
