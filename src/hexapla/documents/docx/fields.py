"""Fields (ECMA-376 Part 1 §17.16): the result is text, the instruction is not.

A complex field goes begin, instruction, separate, result, end, over runs and even paragraphs, and
may hold other fields in either half. What stands in an instruction is not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hexapla.documents.docx.paragraph import Paragraph

_LINK = re.compile(r'\s*HYPERLINK\s+(\\l\s+)?"([^"]*)"')

_BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.DOTALL)


@dataclass(slots=True)
class _Field:
    paragraph: Paragraph | None
    instruction: str = ""
    in_result: bool = False
    start: int = 0


class Fields:
    """The fields that are open at the present place of one story.

    With `trusted` false (begins and ends do not match in number) nothing is taken for an
    instruction but w:instrText itself: a broken field must not swallow the rest of the text.
    """

    def __init__(self, *, trusted: bool) -> None:
        self.trusted = trusted
        self._open: list[_Field] = []

    @property
    def muted(self) -> bool:
        """Whether the present place lies in an instruction."""
        return self.trusted and any(not one.in_result for one in self._open)

    def instruct(self, text: str) -> None:
        """Add to the innermost field's instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def meet(self, kind: str, paragraph: Paragraph | None) -> str:
        """Meet a field character: begin, separate or end.

        What is given back is text to show at the end of a field that shows a piece of its
        instruction (MACROBUTTON, GOTOBUTTON), else nothing.
        """
        if kind == "begin":
            self._open.append(_Field(paragraph))
        elif kind == "separate" and self._open:
            one = self._open[-1]
            one.in_result, one.paragraph = True, paragraph
            one.start = paragraph.length if paragraph else 0
        elif kind == "end" and self._open:
            one = self._open.pop()
            link = _LINK.match(one.instruction)
            if link and one.in_result and paragraph is not None and one.paragraph is paragraph:
                paragraph.mark("link", ("#" if link[1] else "") + link[2], one.start)
            button = _BUTTON.match(one.instruction)
            if button and not one.in_result:
                return button[1].strip()
        return ""
