"""Other ways to pool the shipped vectors, nothing trained anew: `python -m embedding.trials` prints each beside the shipped
one (models/README.md). Judged pairs are the given graduates' and our own, graded pairs alone, with the 95 % interval of the
difference over graduates."""

import json
from collections.abc import Callable

import numpy as np
import onnx
from numba import njit
from onnx import numpy_helper

from .bag import Csr, embed
from .data import ROOT, load_postings, read_ndjson, without_title
from .evaluate import distinct_titles, load_judged, mrr_at_10, ndcg_each, read_grades
from .export import dequantise
from .model import CHARACTERS_MAX, Fields
from .ngrams import NgramTokenizer
from .texts import posting_text, profile_text

SHIPPED = ROOT / "models" / "zhipei-ngram"
OWN = ROOT / "models" / "evaluation" / "judgements"
DRAWS = 4000

Pooling = Callable[[Fields], np.ndarray]


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)


@njit(cache=True, fastmath=True)
def attention(offsets, ids, weights, table, lengths, queries, sharpness, out):
    """An n-gram's weight, times e to `sharpness` times its cosine with the text's query."""
    for i in range(len(offsets) - 1):
        for at in range(offsets[i], offsets[i + 1]):
            row = table[ids[at]]
            near = np.float32(0.0)
            for k in range(table.shape[1]):
                near += row[k] * queries[i, k]
            out[at] = weights[at] * np.exp(np.float32(sharpness) * near / lengths[ids[at]])


def poolings(table: np.ndarray) -> dict[str, Pooling]:
    lengths = np.maximum(np.linalg.norm(table, axis=1), 1e-9).astype(np.float32)

    def attend(bags: Csr, queries: np.ndarray, sharpness: float) -> np.ndarray:
        weights = np.empty_like(bags.weights)
        attention(bags.offsets, bags.ids, bags.weights, table, lengths, queries, sharpness, weights)
        return embed(Csr(bags.offsets, bags.ids, weights), table)

    def by_field(sharpness: float) -> Pooling:
        def pool(texts: Fields) -> np.ndarray:
            fields = [(bags, embed(bags, table)) for bags in (texts.headings, texts.bodies)]
            return unit(sum(attend(bags, queries, sharpness) for bags, queries in fields))

        return pool

    def by_heading(sharpness: float) -> Pooling:
        def pool(texts: Fields) -> np.ndarray:
            headings, bodies = embed(texts.headings, table), embed(texts.bodies, table)
            queries = np.where(headings.any(axis=1, keepdims=True), headings, bodies)
            return unit(headings + attend(texts.bodies, queries, sharpness))

        return pool

    def decaying(places: float) -> Pooling:
        def pool(texts: Fields) -> np.ndarray:
            bags = texts.bodies
            place = np.arange(len(bags.ids)) - np.repeat(bags.offsets[:-1], np.diff(bags.offsets))
            weights = (bags.weights * np.exp(-place / places)).astype(np.float32)
            return unit(embed(texts.headings, table) + embed(Csr(bags.offsets, bags.ids, weights), table))

        return pool

    def flattened(power: float, heading: float) -> Pooling:
        rows = (table * lengths[:, None] ** (power - 1)).astype(np.float32)
        return lambda texts: texts.embed(rows, heading)

    return {
        "shipped": lambda texts: texts.embed(table),
        **{f"heading times {share}": flattened(1, share) for share in (0.5, 1.4, 2.0)},
        **{f"lengths of vectors to the power {power}": flattened(power, 1) for power in (0.5, 0.7, 1.3)},
        "power 0.7, heading times 1.4": flattened(0.7, 1.4),
        **{f"body fades after {places} n-grams": decaying(places) for places in (100, 300)},
        **{f"attention, asked by the field, {s}": by_field(s) for s in (1, 2, 4)},
        **{f"attention, asked by the heading, {s}": by_heading(s) for s in (1, 2, 4)},
    }


def main() -> None:
    graph = {c.name: numpy_helper.to_array(c) for c in onnx.load(str(SHIPPED / "model.onnx")).graph.initializer}
    table = dequantise(graph["table"], graph["scales"])
    vocabulary = (SHIPPED / "vocabulary.txt").read_text("utf-8").splitlines()
    tokenizer = NgramTokenizer(vocabulary, CHARACTERS_MAX)
    distinct = distinct_titles(load_postings()[1])
    titles = Fields(tokenizer, [p.title for p in distinct])
    texts = Fields(tokenizer, [without_title(p.text, p.title) for p in distinct])
    postings, graduates, grades = load_judged()
    graduates += read_ndjson(OWN / "graduates.jsonl")
    grades |= read_grades(OWN / "qrels.tsv")
    posting_ids = [p["postingId"] for p in postings]
    graduate_ids = [g["graduateId"] for g in graduates]
    documents = Fields(tokenizer, [posting_text(p) for p in postings])
    profiles = Fields(tokenizer, [profile_text(g) for g in graduates])
    rng = np.random.default_rng(1)
    shipped = None
    for name, pool in poolings(table).items():
        each = ndcg_each(pool(profiles) @ pool(documents).T, posting_ids, graduate_ids, grades)[:, 1]
        shipped = each if shipped is None else shipped
        more = each - shipped
        low, high = np.quantile(more[rng.integers(0, len(more), (DRAWS, len(more)))].mean(axis=1), (0.025, 0.975))
        figures = {
            "mrr10": mrr_at_10(pool(titles), pool(texts)),
            "ndcg10Graded": each.mean(),
            "more": more.mean(),
            "from": low,
            "to": high,
        }
        print(json.dumps({"pooling": name, **{k: round(float(v), 4) for k, v in figures.items()}}), flush=True)


if __name__ == "__main__":
    main()
