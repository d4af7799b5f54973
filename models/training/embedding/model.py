"""Texts to vectors as the exported graph does it: heading and body apart, each to unit length, mixed."""

import numpy as np

from .bag import Csr, embed, to_csr
from .ngrams import NgramTokenizer
from .texts import HEADING_END

CHARACTERS_MAX = 4000
TOKENS_MAX = 1024
DIMENSIONS = 256
HEADING = 1.0


def bags(tokenizer: NgramTokenizer, texts: list[str]) -> Csr:
    return to_csr([tokenizer.ids(text) for text in texts], TOKENS_MAX)


class Fields:
    """Texts cut once into heading and body, to be embedded with many tables."""

    def __init__(self, tokenizer: NgramTokenizer, texts: list[str]):
        cut = [text[:CHARACTERS_MAX].partition(HEADING_END) for text in texts]
        # The distinct n-grams of both fields count against one limit.
        headings = [tokenizer.ids(heading) for heading, _, _ in cut]
        bodies = [tokenizer.ids(body) for _, _, body in cut]
        kept = [first_distinct(np.concatenate(pair)) for pair in zip(headings, bodies, strict=True)]
        self.headings = to_csr([h[np.isin(h, k)] for h, k in zip(headings, kept, strict=True)], TOKENS_MAX)
        self.bodies = to_csr([b[np.isin(b, k)] for b, k in zip(bodies, kept, strict=True)], TOKENS_MAX)

    def __len__(self) -> int:
        return len(self.bodies)

    def embed(self, table: np.ndarray, heading: float = HEADING) -> np.ndarray:
        mixed = heading * embed(self.headings, table) + embed(self.bodies, table)
        return mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-9)


def first_distinct(ids: np.ndarray) -> np.ndarray:
    distinct, first = np.unique(ids, return_index=True)
    return distinct[np.argsort(first)[:TOKENS_MAX]]
