"""Which n-grams enter the vocabulary: frequent ones, and of the longer Chinese ones only those that stick together."""

import numpy as np
from numba import njit

from .ngrams import BLANK, CLASS, HAN, LATIN, WORD_UNITS_MAX, units, word_end


@njit(cache=True)
def _han_keys(u, classes, order, out):
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


def _count_han(folded: list[np.ndarray], order: int) -> tuple[np.ndarray, np.ndarray]:
    """Keys of all n-grams of this order and in how many texts each occurs."""
    parts: list[np.ndarray] = []
    for u in folded:
        out = np.empty(max(1, len(u)), dtype=np.uint64)
        parts.append(np.unique(out[: _han_keys(u, CLASS, order, out)]))
    return np.unique(np.concatenate(parts), return_counts=True)


def _decode(key: int, order: int) -> str:
    return "".join(chr((int(key) >> (16 * (order - 1 - i))) & 0xFFFF) for i in range(order))


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


def build_vocabulary(texts: list[str], units_max: int, df_min: dict[int, int], size: int) -> list[str]:
    """`df_min`: least number of texts per order (0 stands for Latin words). At most `size` entries, commonest first."""
    folded = [units(text, units_max) for text in texts]
    counts: dict[str, int] = {}
    latin: dict[str, int] = {}
    for u in folded:
        for word in _latin_words(u):
            latin[word] = latin.get(word, 0) + 1
    for word, df in latin.items():
        if df >= df_min[0] * (3 if " " in word else 1):
            counts[word] = df
    previous: dict[str, int] = {}
    for order in (1, 2, 3, 4):
        keys, dfs = _count_han(folded, order)
        keep = dfs >= df_min[order]
        current = {_decode(k, order): int(d) for k, d in zip(keys[keep], dfs[keep], strict=True)}
        if order >= 3:
            current = {g: d for g, d in current.items() if _sticks(g, d, previous)}
        counts.update(current)
        previous = current if order < 3 else {**previous, **current}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [entry for entry, _ in ranked[:size]]


def _sticks(gram: str, df: int, shorter: dict[str, int]) -> bool:
    """Both shorter parts are followed by the rest often enough that the gram is a word or a phrase."""
    left, right = shorter.get(gram[:-1]), shorter.get(gram[1:])
    if left is None or right is None:
        return False
    return df >= 0.2 * min(left, right)
