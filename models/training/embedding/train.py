"""Trains the embedding model and writes its folder: `python -m embedding.train --output ../zhipei-ngram`."""

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import onnx

from .bag import BagTrainer, Csr, embed, seed_kernels, to_csr
from .data import Posting, load_postings, title_key, without_title
from .evaluate import judged_ndcg, load_judged, mrr_at_10
from .export import build_graph, dequantise, quantise
from .ngrams import NgramTokenizer
from .parity import write_fixtures
from .texts import TEMPLATE, posting_text, profile_text
from .vocabulary import build_vocabulary

SEED = 20261124
NAME, VERSION = "zhipei-ngram", "1.0.0"
DIMENSIONS = 256
CHARACTERS_MAX = 4000
TOKENS_MAX = 1024
DF_MIN = {0: 8, 1: 10, 2: 15, 3: 20, 4: 20}


class Bags:
    """Texts of the sets, cut once."""

    def __init__(self, tokenizer: NgramTokenizer):
        self._tokenizer = tokenizer

    def of(self, texts: list[str]) -> Csr:
        return to_csr([self._tokenizer.ids(text) for text in texts], TOKENS_MAX)


def initial_table(documents: Csr, entries: int, rng: np.random.Generator) -> np.ndarray:
    """Random directions, as long as the n-gram is rare: at the start, cosine is roughly that of tf-idf."""
    df = np.bincount(documents.ids, minlength=entries + 1)
    idf = np.log(len(documents) / (df + 1.0)).clip(0.5)
    table = rng.standard_normal((entries + 1, DIMENSIONS)) * (0.3 * idf[:, None] / np.sqrt(DIMENSIONS))
    table[0] = 0
    return table.astype(np.float32)


def title_groups(postings: list[Posting]) -> np.ndarray:
    keys: dict[str, int] = {}
    return np.array([keys.setdefault(title_key(p.title), len(keys)) for p in postings])


def train(postings: list[Posting], bags: Bags, entries: int, options: argparse.Namespace, report) -> np.ndarray:
    rng = np.random.default_rng(SEED)
    seed_kernels(SEED)
    queries = bags.of([p.title for p in postings])
    documents = bags.of([without_title(p.text, p.title) for p in postings])
    groups = title_groups(postings)
    trainer = BagTrainer(initial_table(documents, entries, rng), options.scale, options.keep)
    per_epoch = len(postings) // options.batch
    steps = options.epochs * per_epoch
    for step in range(steps):
        if step % per_epoch == 0:
            order = rng.permutation(len(postings))
        rows = order[step % per_epoch * options.batch :][: options.batch]
        rate = options.rate * max(0.02, 1 - step / steps)
        loss = trainer.step(queries, documents, rows, rows, groups[rows], rate)
        if (step + 1) % per_epoch == 0:
            report(f"epoch {(step + 1) // per_epoch} loss {loss:.3f}", trainer.table)
    return trainer.table


class Evaluation:
    def __init__(self, held_out: list[Posting], bags: Bags):
        distinct = list({title_key(p.title): p for p in reversed(held_out)}.values())
        self._titles = bags.of([p.title for p in distinct])
        self._texts = bags.of([without_title(p.text, p.title) for p in distinct])
        postings, graduates, self._grades = load_judged()
        self._posting_ids = [p["postingId"] for p in postings]
        self._graduate_ids = [g["graduateId"] for g in graduates]
        self._postings = bags.of([posting_text(p) for p in postings])
        self._profiles = bags.of([profile_text(g) for g in graduates])

    def figures(self, table: np.ndarray) -> dict[str, float]:
        scores = embed(self._profiles, table) @ embed(self._postings, table).T
        full, graded = judged_ndcg(scores, self._posting_ids, self._graduate_ids, self._grades)
        mrr = mrr_at_10(embed(self._titles, table), embed(self._texts, table))
        return {
            "mrr10HeldOutTitles": round(mrr, 4),
            "heldOutTitles": len(self._titles),
            "ndcg10Judged": round(full, 4),
            "ndcg10GradedOnly": round(graded, 4),
        }


def write_model(folder: Path, vocabulary: list[str], table: np.ndarray, origin: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows, scales = quantise(table)
    onnx.save(build_graph(rows, scales), str(folder / "model.onnx"))
    (folder / "vocabulary.txt").write_text("".join(f"{entry}\n" for entry in vocabulary), "utf-8", newline="\n")
    tokenizer = {
        "kind": "ngram",
        "file": "vocabulary.txt",
        "charactersMax": CHARACTERS_MAX,
        "tokensMax": TOKENS_MAX,
    }
    manifest = {
        "name": NAME,
        "version": VERSION,
        "dimensions": DIMENSIONS,
        "textTemplate": TEMPLATE,
        "tokenizer": tokenizer,
        "pooling": "none",
        "output": "embedding",
        "prefixes": {"query": "", "document": ""},
        "files": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "vocabulary.txt")
        },
        "licence": "UNLICENSED: property of the Zhipei project, trained from scratch",
        "origin": origin,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--fixtures", type=Path, help="write parity fixtures to this file")
    parser.add_argument("--vocabulary", type=int, default=70_000)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--scale", type=float, default=20.0, help="inverse temperature of the contrast")
    parser.add_argument("--keep", type=int, default=200, help="n-grams of a text that take part in a step")
    return parser.parse_args()


def main() -> None:
    given = options()
    start = time.process_time()
    training, held_out = load_postings()
    print(f"{len(training)} postings to train on, {len(held_out)} held out", flush=True)
    texts = [f"{p.title}\n{p.text}" for p in training]
    vocabulary = build_vocabulary(texts, CHARACTERS_MAX, DF_MIN, given.vocabulary)
    tokenizer = NgramTokenizer(vocabulary, CHARACTERS_MAX)
    bags = Bags(tokenizer)
    evaluation = Evaluation(held_out, bags)

    def report(what: str, table: np.ndarray) -> None:
        print(f"{what} {evaluation.figures(table)} {time.process_time() - start:.0f} CPU s", flush=True)

    table = train(training, bags, len(vocabulary), given, report)
    rows, scales = quantise(table)
    shipped = dequantise(rows, scales)
    origin = {
        "command": "models/training/run.sh",
        "data": f"{len(training)} real Chinese postings, 2015-2026 (postings.jsonl.gz); texts are not part of the model",
        "seed": SEED,
        "options": {k: v for k, v in vars(given).items() if not isinstance(v, Path) and v is not None},
        "figures": {"float32": evaluation.figures(table), "int8": evaluation.figures(shipped)},
    }
    print(json.dumps(origin["figures"], indent=2))
    write_model(given.output, vocabulary, table, origin)
    if given.fixtures:
        write_fixtures(given.fixtures, given.output, tokenizer, shipped, TOKENS_MAX)


if __name__ == "__main__":
    main()
