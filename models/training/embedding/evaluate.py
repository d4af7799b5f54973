"""Held-out title to description retrieval, and the judged set: nDCG@10 of a pure vector ranking."""

from pathlib import Path

import numpy as np

from .data import DATA, Posting, read_ndjson, title_key, without_title
from .model import Fields
from .ngrams import NgramTokenizer
from .texts import posting_text, profile_text

# Pairs for models that take a second a text.
RETRIEVAL_FEW = 200


def mrr_at_10(queries: np.ndarray, documents: np.ndarray) -> float:
    """Query i asks for document i."""
    total = 0.0
    for start in range(0, len(queries), 512):
        scores = queries[start : start + 512] @ documents.T
        own = scores[np.arange(len(scores)), start + np.arange(len(scores))]
        ranks = 1 + (scores > own[:, None]).sum(axis=1)
        total += float((1.0 / ranks[ranks <= 10]).sum())
    return total / len(queries)


def ndcg(gains: list[int], ideal: list[int], k: int = 10) -> float:
    def dcg(grades):
        return sum((2**g - 1) / np.log2(i + 2) for i, g in enumerate(grades[:k]))

    best = dcg(sorted(ideal, reverse=True))
    return dcg(gains) / best if best > 0 else 0.0


Grades = dict[str, dict[str, int]]


def read_grades(file: Path) -> Grades:
    grades: Grades = {}
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        graduate, posting, grade = line.split("\t")
        grades.setdefault(graduate, {})[posting] = int(grade)
    return grades


def load_judged() -> tuple[list[dict], list[dict], Grades]:
    folder = DATA / "match"
    postings = list(read_ndjson(folder / "collection.jsonl.gz"))
    graduates = list(read_ndjson(folder / "graduates-dev.jsonl"))
    return postings, graduates, read_grades(folder / "qrels-dev.tsv")


def ndcg_each(scores: np.ndarray, posting_ids: list[str], graduate_ids: list[str], grades: Grades) -> np.ndarray:
    """Each graduate with a good posting: (all postings with ungraded = 0, graded pairs alone).

    `scores`: graduates × postings.
    """
    each = []
    for row, graduate in zip(scores, graduate_ids, strict=True):
        own = grades.get(graduate)
        if not own or max(own.values()) < 2:
            continue
        ideal = list(own.values())
        order = [posting_ids[i] for i in np.argsort(-row, kind="stable")]
        each.append(
            (ndcg([own.get(p, 0) for p in order[:10]], ideal), ndcg([own[p] for p in order if p in own][:10], ideal))
        )
    return np.array(each)


def judged_ndcg(
    scores: np.ndarray, posting_ids: list[str], graduate_ids: list[str], grades: Grades
) -> tuple[float, float]:
    full, graded = ndcg_each(scores, posting_ids, graduate_ids, grades).mean(axis=0)
    return float(full), float(graded)


def distinct_titles(held_out: list[Posting]) -> list[Posting]:
    """One posting per title: each title has one right answer."""
    return list({title_key(p.title): p for p in reversed(held_out)}.values())


class Evaluation:
    """The sets, cut once; figures of any table."""

    def __init__(self, held_out: list[Posting], tokenizer: NgramTokenizer):
        distinct = distinct_titles(held_out)
        self._titles = Fields(tokenizer, [p.title for p in distinct])
        self._texts = Fields(tokenizer, [without_title(p.text, p.title) for p in distinct])
        postings, graduates, self._grades = load_judged()
        self._posting_ids = [p["postingId"] for p in postings]
        self._graduate_ids = [g["graduateId"] for g in graduates]
        self._postings = Fields(tokenizer, [posting_text(p) for p in postings])
        self._profiles = Fields(tokenizer, [profile_text(g) for g in graduates])

    def figures(self, table: np.ndarray) -> dict[str, float]:
        titles, texts = self._titles.embed(table), self._texts.embed(table)
        scores = self._profiles.embed(table) @ self._postings.embed(table).T
        full, graded = judged_ndcg(scores, self._posting_ids, self._graduate_ids, self._grades)
        return {
            "mrr10": round(mrr_at_10(titles, texts), 4),
            "mrr10Few": round(mrr_at_10(titles[:RETRIEVAL_FEW], texts[:RETRIEVAL_FEW]), 4),
            "ndcg10": round(full, 4),
            "ndcg10Graded": round(graded, 4),
        }
