"""Views of a posting that training sets against one another: its title, what a suitable graduate would write, halves of
its text. All are made from the posting itself: majors and skills are read where the text demands them."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np

from .data import DATA, Posting, without_title

_FRAGMENTS = re.compile(r"[。；;！!？?\n]|(?<![\d.])\d{1,2}\s*[、.．)）](?!\d)|[（(]\d{1,2}[)）]|[•·●■◆★]")
_LIST = re.compile(r"[、，,/|]|以及|和|与|及|或")
_MAJORS = re.compile(r"([一-鿿A-Za-z、，,/（）()]{2,60}?)(?:等)?(?:相关|类|方向)*专业")
_SKILLS = re.compile(r"(?:熟悉|掌握|精通|了解|熟练使用|熟练运用|熟练|擅长|使用过|会使用)([^。；;！!？?\n]{2,60})")
_SKILL_NOISE = re.compile(r"^(?:使用|运用|掌握|操作|常用|各种|各类|相关|主流|至少|一种|一门)+|(?:等|优先|者|的?(?:相关|基本)?(?:知识|经验|技术|原理|使用|开发|工具|操作|软件))+$")
_WISH_NOISE = re.compile(r"[（(【\[].*?[)）】\]]")


@dataclass
class Mined:
    core: str
    fragments: list[str]
    majors: list[str]
    skills: list[str] = field(default_factory=list)


def major_classes() -> dict[str, list[str]]:
    """Each major's neighbours: the majors of its class in the ministry's and Jiangsu's catalogues."""
    folder = DATA / "taxonomy"
    groups: dict[str, set[str]] = defaultdict(set)
    for row in json.loads((folder / "majors-undergraduate.json").read_text("utf-8")):
        groups[row["class"]].add(row["name"])
    for category in json.loads((folder / "majors-jiangsu-2026.json").read_text("utf-8"))["categories"]:
        for level, names in category["levels"].items():
            groups[f"{category['name']} {level}"].update(re.sub(r"[（(].*", "", name) for name in names)
    neighbours: dict[str, set[str]] = defaultdict(set)
    for names in groups.values():
        for name in names:
            neighbours[name] |= names
    result = {name: sorted(found - {name}) for name, found in neighbours.items()}
    for label in groups:
        result.setdefault(label.split(" ")[0].removesuffix("类"), sorted(groups[label]))
    return result


def mine(posting: Posting, known_majors: dict[str, list[str]]) -> Mined:
    text = without_title(posting.text, posting.title)
    fragments = [f.strip() for f in _FRAGMENTS.split(text) if len(f.strip()) >= 4]
    majors: list[str] = []
    for match in _MAJORS.finditer(text):
        majors += [part.strip() for part in _LIST.split(match[1]) if part.strip() in known_majors]
    return Mined(posting.core, fragments, list(dict.fromkeys(majors)), mine_skills(text))


def mine_skills(text: str) -> list[str]:
    skills: list[str] = []
    for match in _SKILLS.finditer(text):
        for part in _LIST.split(match[1]):
            part = _SKILL_NOISE.sub("", part.strip(" :：（）()"))
            han = sum("㐀" <= c < "ꀀ" for c in part)
            if (2 <= len(part) <= 20 and han <= 7) if han < len(part) else 2 <= han <= 7:
                skills.append(part)
    return list(dict.fromkeys(skills))


class Views:
    """Draws pairs of texts; every draw of a posting differs."""

    def __init__(self, postings: list[Posting], rng: np.random.Generator):
        self._rng = rng
        self._postings = postings
        self._neighbours = major_classes()
        self.mined = [mine(p, self._neighbours) for p in postings]
        by_core: dict[str, Counter] = defaultdict(Counter)
        for m in self.mined:
            by_core[m.core].update(m.majors)
        self._majors_of_core = {
            core: (list(counts), np.array(list(counts.values()), dtype=float) / sum(counts.values()))
            for core, counts in by_core.items()
            if counts
        }

    def _some(self, items: list[str], most: int) -> list[str]:
        count = min(len(items), int(self._rng.integers(1, most + 1)))
        return [items[i] for i in self._rng.choice(len(items), count, replace=False)] if items else []

    def major(self, i: int) -> str:
        """A major that the posting, or another one of its title, asks for, or a neighbour of that major."""
        mined = self.mined[i]
        if mined.majors:
            name = mined.majors[self._rng.integers(len(mined.majors))]
        elif mined.core in self._majors_of_core:
            names, shares = self._majors_of_core[mined.core]
            name = names[self._rng.choice(len(names), p=shares)]
        else:
            return ""
        near = self._neighbours.get(name, [])
        return near[self._rng.integers(len(near))] if near and self._rng.random() < 0.3 else name

    def title(self, i: int) -> str:
        """The title as posted, or bare of brackets and rank."""
        title = self._postings[i].title
        draw = self._rng.random()
        return title if draw < 0.5 else (_WISH_NOISE.sub(" ", title) if draw < 0.7 else self.mined[i].core)

    def halves(self, i: int) -> tuple[str, str]:
        """Two disjoint halves of the text's fragments."""
        fragments = self.mined[i].fragments
        order = self._rng.permutation(len(fragments))
        cut = max(1, len(fragments) // 2)
        return tuple("。".join(fragments[k] for k in sorted(part)) for part in (order[:cut], order[cut:]))

    def skills(self, i: int, text: str | None = None) -> str:
        found = self.mined[i].skills if text is None else mine_skills(text)
        return " ".join(self._some(found, 5))

    def text(self, i: int) -> str:
        return "。".join(self.mined[i].fragments)

    def pair(self, i: int) -> tuple[str, str]:
        """(query, document) of one of the views."""
        draw = self._rng.random()
        if draw < 0.5:
            return self.title(i), self.text(i)
        if draw < 0.75:
            own, rest = self.halves(i)
            query = f"{self.major(i)}\n{self.skills(i, own)}"
            return (query if len(query) > 2 else self.title(i)), rest or self.text(i)
        if draw < 0.9:
            query = f"{self.major(i)}\n{self.skills(i)}"
            return (query if len(query) > 2 else self.text(i)), self.title(i)
        own, rest = self.halves(i)
        return own, rest or self.title(i)
