"""The real postings, cleaned and parted: what trains, what is held out, what is left out as part of the judged set."""

import gzip
import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("ZHIPEI_DATA", ROOT.parent / "shared" / "data"))

_HTML = re.compile(r"<[^>]{1,200}>|&[a-z]{2,8};")
_SPACE = re.compile(r"\s+")

_RANK = re.compile(
    r"[（(【\[].*?[)）】\]]|高级|资深|初级|中级|实习生?|助理|主管|经理|总监|专家|leader|junior|senior|急聘|诚聘|招聘|[\d\W_]+",
    re.IGNORECASE,
)


@dataclass
class Posting:
    id: str
    title: str
    text: str

    @property
    def core(self) -> str:
        """The title without brackets, rank, numbers and marks: postings of one core are about the same work."""
        return _RANK.sub("", self.title).lower() or self.title.lower()


def _key(text: str) -> str:
    """Hash of the first 120 characters that carry meaning: the same posting in another feed has the same key."""
    bare = re.sub(r"[\W\d_]+", "", text)[:120]
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()[:16]


def _clean(text: str | None) -> str:
    return _SPACE.sub(" ", _HTML.sub(" ", text or "")).strip()


def title_key(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).lower()


def held_out(title: str) -> bool:
    """One title in twenty, all its postings with it: the retrieval test asks for titles that training never saw."""
    return int(hashlib.sha256(title_key(title).encode("utf-8", "replace")).hexdigest()[:8], 16) % 20 == 0


def read_ndjson(path: Path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def judged_keys() -> set[str]:
    path = DATA / "match" / "collection.jsonl.gz"
    return {_key(row.get("description") or "") for row in read_ndjson(path)} if path.exists() else set()


def load_postings() -> tuple[list[Posting], list[Posting]]:
    """(training, held out). Near-copies and the postings of the judged collection are in neither."""
    seen = judged_keys()
    training: list[Posting] = []
    test: list[Posting] = []
    for row in read_ndjson(DATA / "postings.jsonl.gz"):
        text = _clean(row.get("description"))
        title = _clean(row.get("title"))
        if len(text) < 40 or len(title) < 2:
            continue
        key = _key(text)
        if key in seen:
            continue
        seen.add(key)
        posting = Posting(row["id"], title, text)
        (test if held_out(title) else training).append(posting)
    return training, test


def without_title(text: str, title: str) -> str:
    """The text with every occurrence of its title taken out, so that retrieval can't copy it."""
    return re.sub(re.escape(title), " ", text, flags=re.IGNORECASE)
