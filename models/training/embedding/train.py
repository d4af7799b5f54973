"""Trains the embedding model and writes its folder: `./run.sh`, or with other options `python -m embedding.train --help`."""

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import onnx

from .bag import BagTrainer, seed_kernels, to_csr
from .data import Posting, load_postings
from .evaluate import Evaluation
from .export import build_graph, dequantise, quantise
from .model import CHARACTERS_MAX, DIMENSIONS, HEADING, TOKENS_MAX, bags
from .ngrams import NgramTokenizer
from .parity import write_fixtures
from .teacher import short_texts, teacher_vectors
from .texts import TEMPLATE
from .views import Views
from .vocabulary import build_vocabulary

SEED = 20261124
NAME, VERSION = "zhipei-ngram", "2.0.0"
SHORT_TEXTS_PER_STEP = 1024


def some_per_core(groups: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Shuffled rows, at most `most` of each group: three quarters of the pool are IT, and the other fields shall count too."""
    order = rng.permutation(len(groups))
    by_group = order[np.argsort(groups[order], kind="stable")]
    starts = np.flatnonzero(np.diff(groups[by_group], prepend=-1))
    place = np.arange(len(by_group)) - np.repeat(starts, np.diff(np.append(starts, len(by_group))))
    return rng.permutation(by_group[place < most])


def initial_table(texts: list[str], tokenizer: NgramTokenizer, rng: np.random.Generator) -> np.ndarray:
    """Random directions, as long as the n-gram is rare: at the start, cosine is roughly that of tf-idf."""
    entries = len(tokenizer.vocabulary)
    frequency = np.bincount(bags(tokenizer, texts).ids, minlength=entries + 1)
    idf = np.log(len(texts) / (frequency + 1.0)).clip(0.5)
    table = rng.standard_normal((entries + 1, DIMENSIONS)) * (0.3 * idf[:, None] / np.sqrt(DIMENSIONS))
    table[0] = 0
    return table.astype(np.float32)


def train(postings: list[Posting], tokenizer: NgramTokenizer, given: argparse.Namespace, report) -> np.ndarray:
    rng = np.random.default_rng(SEED)
    seed_kernels(SEED)
    views = Views(postings, rng)
    _, groups = np.unique([m.core for m in views.mined], return_inverse=True)
    start = some_per_core(groups, given.per_core, rng)
    trainer = BagTrainer(
        initial_table([f"{postings[i].title}\n{postings[i].text}" for i in start], tokenizer, rng),
        given.scale,
        given.keep,
    )
    short = short_texts(views.mined)
    teacher, short_bags = teacher_vectors(short), [tokenizer.ids(text) for text in short]

    def taught(rate: float) -> float:
        few = rng.choice(len(short), SHORT_TEXTS_PER_STEP, replace=False)
        return trainer.distil(to_csr([short_bags[i] for i in few], TOKENS_MAX), teacher[few], given.sharpness, rate)

    per_epoch = len(start) // given.batch
    steps, step = given.epochs * per_epoch, 0
    for epoch in range(given.epochs):
        order = some_per_core(groups, given.per_core, rng)
        losses = []
        for at in range(per_epoch):
            rate = given.rate * max(0.02, 1 - step / steps)
            rows = order[at * given.batch :][: given.batch]
            queries, documents = zip(*(views.pair(i) for i in rows), strict=True)
            loss = trainer.contrast(bags(tokenizer, queries), bags(tokenizer, documents), groups[rows], rate)
            losses.append((loss, taught(rate * given.distil) if given.distil > 0 else 0.0))
            step += 1
        contrast_loss, distil_loss = np.mean(losses, axis=0)
        report(f"epoch {epoch + 1} contrast {contrast_loss:.3f} distil {distil_loss:.3f}", trainer.table)
    return trainer.table


def write_model(folder: Path, vocabulary: list[str], table: np.ndarray, origin: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows, scales = quantise(table)
    onnx.save(build_graph(rows, scales, HEADING), str(folder / "model.onnx"))
    (folder / "vocabulary.txt").write_text("".join(f"{entry}\n" for entry in vocabulary), "utf-8", newline="\n")
    manifest = {
        "name": NAME,
        "version": VERSION,
        "dimensions": DIMENSIONS,
        "textTemplate": TEMPLATE,
        "tokenizer": {
            "kind": "ngram",
            "file": "vocabulary.txt",
            "charactersMax": CHARACTERS_MAX,
            "tokensMax": TOKENS_MAX,
        },
        "pooling": "none",
        "output": "embedding",
        "prefixes": {"query": "", "document": ""},
        "files": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("model.onnx", "vocabulary.txt")
        },
        "licence": "UNLICENSED: part of Zhipei, trained from scratch; teacher multilingual-e5-small (MIT)",
        "origin": origin,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--fixtures", type=Path, help="write parity fixtures to this file")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--per-core", type=int, default=15, help="postings of one title core in an epoch")
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--scale", type=float, default=20.0, help="inverse temperature of the contrast")
    parser.add_argument("--keep", type=int, default=150, help="n-grams of a text that take part in a step")
    parser.add_argument("--distil", type=float, default=0.5, help="share of the teacher; 0 = none")
    parser.add_argument("--sharpness", type=float, default=200.0, help="inverse temperature of the teacher")
    return parser.parse_args()


def main() -> None:
    given = options()
    start = time.process_time()
    training, held_out = load_postings()
    print(f"{len(training)} postings to train on, {len(held_out)} held out", flush=True)
    cores = np.unique([p.core for p in training], return_inverse=True)[1]
    chosen = some_per_core(cores, given.per_core, np.random.default_rng(SEED))
    vocabulary = build_vocabulary([f"{training[i].title}\n{training[i].text}" for i in sorted(chosen)], CHARACTERS_MAX)
    print(f"{len(vocabulary)} n-grams", flush=True)
    tokenizer = NgramTokenizer(vocabulary, CHARACTERS_MAX)
    evaluation = Evaluation(held_out, tokenizer)

    def report(what: str, table: np.ndarray) -> None:
        print(f"{what} {evaluation.figures(table)} {time.process_time() - start:.0f} CPU s", flush=True)

    table = train(training, tokenizer, given, report)
    np.save(Path(__file__).resolve().parents[1] / "work" / f"table-{given.output.name}.npy", table)
    shipped = dequantise(*quantise(table))
    origin = {
        "command": "models/training/run.sh",
        "data": f"{len(training)} real Chinese postings, 2015-2026 (postings.jsonl.gz); the model holds no text of theirs",
        "seed": SEED,
        "options": {k: v for k, v in vars(given).items() if not isinstance(v, Path) and v is not None},
        "figures": {"float32": evaluation.figures(table), "int8": evaluation.figures(shipped)},
    }
    print(json.dumps(origin["figures"], indent=2))
    write_model(given.output, vocabulary, table, origin)
    if given.fixtures:
        write_fixtures(given.fixtures, given.output, tokenizer, shipped)


if __name__ == "__main__":
    main()
