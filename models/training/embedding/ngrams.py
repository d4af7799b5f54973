"""Text to n-gram ids: the exact twin of shared/src/adapters/onnx-embedder/ngram-tokenizer.ts.

Fold (one UTF-16 unit to one), cut into runs of Chinese characters and Latin words, and emit every vocabulary entry that
is a run's 1- to 8-gram, a whole Latin word, or two Latin words with one blank between.
"""

import unicodedata

import numpy as np
from numba import njit

ORDER = 8
WORD_UNITS_MAX = 24
SEPARATOR, HAN, LATIN, MARK = 0, 1, 2, 3
BLANK = 32


def fold_table() -> np.ndarray:
    """Compatibility form and lower case of each UTF-16 unit where that is one unit, else the unit itself."""
    table = np.arange(65536, dtype=np.uint16)
    for unit in range(65536):
        if 0xD800 <= unit < 0xE000:
            continue
        folded = unicodedata.normalize("NFKC", chr(unit)).lower()
        if len(folded) == 1 and ord(folded) < 65536:
            table[unit] = ord(folded)
    return table


def class_table() -> np.ndarray:
    table = np.zeros(65536, dtype=np.uint8)
    table[0x3400:0xA000] = HAN
    table[0x3007] = HAN
    table[ord("a") : ord("z") + 1] = LATIN
    table[ord("0") : ord("9") + 1] = LATIN
    for mark in "+#.":
        table[ord(mark)] = MARK
    return table


FOLD = fold_table()
CLASS = class_table()


def units(text: str, limit: int) -> np.ndarray:
    """Folded UTF-16 units of the first `limit` units."""
    raw = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)[:limit]
    return FOLD[raw]


@njit(cache=True)
def word_end(u, at, classes):
    """End of the Latin word that starts at `at`: + and # belong to it, a full stop only before a letter or digit."""
    end = at + 1
    n = len(u)
    while end < n:
        kind = classes[u[end]]
        if kind == LATIN:
            end += 1
        elif kind == MARK and (u[end] != 46 or (end + 1 < n and classes[u[end + 1]] == LATIN)):
            end += 1
        else:
            break
    return end


@njit(cache=True)
def _slot(node, unit, mask):
    h = (np.uint32(node) * np.uint32(0x9E3779B1)) ^ (np.uint32(unit) * np.uint32(0x85EBCA6B))
    h ^= h >> np.uint32(15)
    return np.int64(h) & mask


@njit(cache=True)
def _find(node, unit, keys, mask):
    at = _slot(node, unit, mask)
    key = (np.int64(node) << 16) | np.int64(unit)
    while keys[at] != -1:
        if keys[at] == key:
            return at
        at = (at + 1) & mask
    return -at - 1


@njit(cache=True)
def _insert(u, ident, keys, nexts, ids, mask, nodes):
    node = 0
    for i in range(len(u)):
        at = _find(node, u[i], keys, mask)
        if at < 0:
            at = -at - 1
            keys[at] = (np.int64(node) << 16) | np.int64(u[i])
            nexts[at] = nodes
            nodes += 1
        node = nexts[at]
    ids[node] = ident
    return nodes


@njit(cache=True)
def _walk(u, start, end, node, keys, nexts, mask):
    for i in range(start, end):
        at = _find(node, u[i], keys, mask)
        if at < 0:
            return -1
        node = nexts[at]
    return node


@njit(cache=True)
def _scan(u, classes, keys, nexts, ids, mask, out):
    n = len(u)
    count = 0
    at = 0
    before = -1
    before_end = -2
    while at < n:
        kind = classes[u[at]]
        if kind == HAN:
            node = 0
            for i in range(at, min(n, at + ORDER)):
                if classes[u[i]] != HAN:
                    break
                slot = _find(node, u[i], keys, mask)
                if slot < 0:
                    break
                node = nexts[slot]
                if ids[node] > 0:
                    out[count] = ids[node]
                    count += 1
            at += 1
        elif kind == LATIN:
            end = word_end(u, at, classes)
            node = -1
            if end - at <= WORD_UNITS_MAX:
                node = _walk(u, at, end, 0, keys, nexts, mask)
                if node >= 0 and ids[node] > 0:
                    out[count] = ids[node]
                    count += 1
                if before >= 0 and before_end == at - 1 and u[at - 1] == BLANK:
                    pair = _walk(u, at - 1, end, before, keys, nexts, mask)
                    if pair >= 0 and ids[pair] > 0:
                        out[count] = ids[pair]
                        count += 1
            before = node
            before_end = end
            at = end
        else:
            at += 1
    return count


class NgramTokenizer:
    """Ids are 1-based lines of the vocabulary; 0 is padding."""

    def __init__(self, vocabulary: list[str], units_max: int):
        self.vocabulary = vocabulary
        self.units_max = units_max
        prefixes = sum(len(entry) for entry in vocabulary)
        size = 1 << (2 * prefixes).bit_length()
        self._mask = size - 1
        self._keys = np.full(size, -1, dtype=np.int64)
        self._nexts = np.zeros(size, dtype=np.int32)
        self._ids = np.zeros(prefixes + 1, dtype=np.int32)
        nodes = 1
        for ident, entry in enumerate(vocabulary, start=1):
            u = np.frombuffer(entry.encode("utf-16-le"), dtype=np.uint16)
            nodes = _insert(u, ident, self._keys, self._nexts, self._ids, self._mask, nodes)

    def ids(self, text: str) -> np.ndarray:
        """Ids in order of appearance, with repeats."""
        u = units(text, self.units_max)
        out = np.empty(ORDER * len(u) + 1, dtype=np.int32)
        count = _scan(u, CLASS, self._keys, self._nexts, self._ids, self._mask, out)
        return out[:count]
