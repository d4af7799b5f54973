"""Which n-grams enter the vocabulary: single characters, frequent pairs, words and phrases that jieba sees, Latin words."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import jieba
import numpy as np
from numba import njit

from .ngrams import BLANK, CLASS, HAN, LATIN, ORDER, WORD_UNITS_MAX, units, word_end

WORK = Path(__file__).resolve().parents[1] / "work"
# Least number of texts an entry occurs in.
TEXTS_MIN = {"latin": 5, "latin pair": 15, "character": 4, "pair": 8, "word": 6, "phrase": 25}
# jieba is slow, and words that matter come early.
WORD_CHARACTERS = 1200


@njit(cache=True)
def _han_keys(u, order, out, classes):
    count = 0
    for at in range(len(u) - order + 1):
        key = np.uint64(0)
        inside = True
        for i in range(order):
            if classes[u[at + i]] != HAN:
                inside = False
                break
            key = (key << np.uint64(16)) | np.uint64(u[at + i])
        if inside:
            out[count] = key
            count += 1
    return count


def _han_grams(folded: list[np.ndarray], order: int, least: int) -> dict[str, int]:
    parts: list[np.ndarray] = []
    for u in folded:
        out = np.empty(max(1, len(u)), dtype=np.uint64)
        parts.append(np.unique(out[: _han_keys(u, order, out, CLASS)]))
    keys, counts = np.unique(np.concatenate(parts), return_counts=True)
    decode = lambda key: "".join(chr((int(key) >> (16 * (order - 1 - i))) & 0xFFFF) for i in range(order))
    return {decode(k): int(n) for k, n in zip(keys, counts, strict=True) if n >= least}


def _latin_words(u: np.ndarray) -> set[str]:
    found: set[str] = set()
    at, n = 0, len(u)
    before, before_end = "", -2
    while at < n:
        if CLASS[u[at]] != LATIN:
            at += 1
            continue
        end = word_end(u, at, CLASS)
        word = u[at:end].tobytes().decode("utf-16-le") if end - at <= WORD_UNITS_MAX else ""
        if word and not word.replace(".", "").isdigit():
            found.add(word)
            if before and before_end == at - 1 and u[at - 1] == BLANK:
                found.add(f"{before} {word}")
            before = word
        else:
            before = ""
        before_end = end
        at = end
    return found


def _words(u: np.ndarray) -> set[str]:
    """Words of two characters and more, and phrases of two neighbouring words."""
    found: set[str] = set()
    before = ""
    for word in jieba.cut(u[:WORD_CHARACTERS].tobytes().decode("utf-16-le", "replace")):
        if not all("㐀" <= c < "ꀀ" for c in word):
            before = ""
            continue
        if len(word) >= 2:
            found.add(word)
        if before and len(before) + len(word) <= ORDER:
            found.add(f"{before}\t{word}")
        before = word
    return found


def build_vocabulary(texts: list[str], units_max: int) -> list[str]:
    """Entries, commonest first. Kept in work/ for the same texts."""
    key = hashlib.sha256(json.dumps([TEXTS_MIN, WORD_CHARACTERS, units_max]).encode())
    for text in texts:
        key.update(text.encode("utf-8", "replace"))
    file = WORK / f"vocabulary-{key.hexdigest()[:12]}.txt"
    if file.exists():
        return file.read_text("utf-8").split("\n")[:-1]
    jieba.setLogLevel(60)
    folded = [units(text, units_max) for text in texts]
    counts = _han_grams(folded, 1, TEXTS_MIN["character"]) | _han_grams(folded, 2, TEXTS_MIN["pair"])
    latin = Counter(word for u in folded for word in _latin_words(u))
    counts |= {w: n for w, n in latin.items() if n >= TEXTS_MIN["latin pair" if " " in w else "latin"]}
    phrases: Counter = Counter()
    for entry, n in Counter(word for u in folded for word in _words(u)).items():
        if "\t" not in entry and n >= TEXTS_MIN["word"] and len(entry) <= ORDER:
            counts.setdefault(entry, n)
        elif "\t" in entry and n >= TEXTS_MIN["phrase"]:
            phrases[entry.replace("\t", "")] += n
    counts |= {phrase: n for phrase, n in phrases.items() if phrase not in counts}
    ranked = [entry for entry, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    WORK.mkdir(exist_ok=True)
    file.write_text("".join(f"{entry}\n" for entry in ranked), "utf-8")
    return ranked
