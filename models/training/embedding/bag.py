"""An embedding bag: unit-length sum of learned n-gram vectors, trained by in-batch contrast. Hand-written for the CPU."""

from dataclasses import dataclass

import numpy as np
from numba import njit


@dataclass
class Csr:
    """Bags of many texts: `ids[offsets[i]:offsets[i + 1]]` are the distinct ids of text i, `weights` their weights."""

    offsets: np.ndarray
    ids: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        return len(self.offsets) - 1


def damped(counts: np.ndarray) -> np.ndarray:
    """Weight of an n-gram that occurs `counts` times: each repeat adds less. The graph holds the same formula."""
    return (1.0 + np.log(counts)).astype(np.float32)


def bag_of(ids: np.ndarray, tokens_max: int) -> tuple[np.ndarray, np.ndarray]:
    """The first `tokens_max` distinct ids in order of appearance, and how often each occurs."""
    distinct, first, counts = np.unique(ids, return_index=True, return_counts=True)
    order = np.argsort(first)[:tokens_max]
    return distinct[order], counts[order]


def to_csr(texts: list[np.ndarray], tokens_max: int) -> Csr:
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    all_ids: list[np.ndarray] = []
    all_weights: list[np.ndarray] = []
    for i, text in enumerate(texts):
        ids, counts = bag_of(text, tokens_max)
        offsets[i + 1] = offsets[i] + len(ids)
        all_ids.append(ids.astype(np.int32))
        all_weights.append(damped(counts))
    return Csr(offsets, np.concatenate(all_ids), np.concatenate(all_weights))


@njit(cache=True, fastmath=True)
def forward(rows, offsets, ids, weights, table, out, norms):
    """out[i] = unit vector of text rows[i]; norms[i] the length before."""
    d = table.shape[1]
    for i in range(len(rows)):
        acc = out[i]
        acc[:] = 0.0
        for at in range(offsets[rows[i]], offsets[rows[i] + 1]):
            row = table[ids[at]]
            w = weights[at]
            for k in range(d):
                acc[k] += w * row[k]
        total = np.float32(0.0)
        for k in range(d):
            total += acc[k] * acc[k]
        norms[i] = max(np.sqrt(total), np.float32(1e-9))
        for k in range(d):
            acc[k] /= norms[i]


@njit(cache=True, fastmath=True)
def backward(rows, offsets, ids, weights, unit, norms, grad_unit, grad, touched, mark, count):
    """Adds the gradient of the table to `grad`; `touched[:count]` are the rows it reaches."""
    d = unit.shape[1]
    g = np.empty(d, dtype=np.float32)
    for i in range(len(rows)):
        dot = np.float32(0.0)
        for k in range(d):
            dot += unit[i, k] * grad_unit[i, k]
        for k in range(d):
            g[k] = (grad_unit[i, k] - dot * unit[i, k]) / norms[i]
        for at in range(offsets[rows[i]], offsets[rows[i] + 1]):
            ident = ids[at]
            if mark[ident] == 0:
                mark[ident] = 1
                touched[count] = ident
                count += 1
            w = weights[at]
            row = grad[ident]
            for k in range(d):
                row[k] += w * g[k]
    return count


@njit(cache=True, fastmath=True)
def adam(table, grad, first, second, touched, count, mark, lr, step, beta1, beta2):
    """Adam on the touched rows alone; clears their gradient."""
    fix1 = np.float32(1.0 / (1.0 - beta1**step))
    fix2 = np.float32(1.0 / (1.0 - beta2**step))
    b1, b2 = np.float32(beta1), np.float32(beta2)
    one = np.float32(1.0)
    rate = np.float32(lr)
    eps = np.float32(1e-8)
    d = table.shape[1]
    for j in range(count):
        r = touched[j]
        mark[r] = 0
        for k in range(d):
            g = grad[r, k]
            grad[r, k] = 0.0
            m = b1 * first[r, k] + (one - b1) * g
            v = b2 * second[r, k] + (one - b2) * g * g
            first[r, k] = m
            second[r, k] = v
            table[r, k] -= rate * (m * fix1) / (np.sqrt(v * fix2) + eps)


@njit(cache=True)
def thin(rows, offsets, ids, weights, keep, new_offsets, new_ids, new_weights):
    """A random `keep` of each text's n-grams where it has more (reservoir), as a batch of its own."""
    at_out = 0
    new_offsets[0] = 0
    for i in range(len(rows)):
        start, end = offsets[rows[i]], offsets[rows[i] + 1]
        base = at_out
        for at in range(start, end):
            seen = at - start
            if seen < keep:
                new_ids[at_out] = ids[at]
                new_weights[at_out] = weights[at]
                at_out += 1
            else:
                j = np.random.randint(0, seen + 1)
                if j < keep:
                    new_ids[base + j] = ids[at]
                    new_weights[base + j] = weights[at]
        new_offsets[i + 1] = at_out


@njit(cache=True)
def seed_kernels(seed):
    np.random.seed(seed)


def contrast(queries: np.ndarray, documents: np.ndarray, groups: np.ndarray, scale: float):
    """Symmetric InfoNCE over a batch; pairs of one group are no negatives of one another. Loss and gradients."""
    n = len(queries)
    logits = (queries @ documents.T) * scale
    same = groups[:, None] == groups[None, :]
    np.fill_diagonal(same, False)
    logits[same] = -1e4
    diagonal = np.arange(n)
    loss = 0.0
    grad_logits = np.zeros_like(logits)
    for axis in (0, 1):
        top = logits.max(axis=axis, keepdims=True)
        p = np.exp(logits - top)
        p /= p.sum(axis=axis, keepdims=True)
        loss -= float(np.log(np.maximum(p[diagonal, diagonal], 1e-12)).mean()) / 2
        p[diagonal, diagonal] -= 1.0
        grad_logits += p
    grad_logits *= np.float32(scale / (2 * n))
    return loss, grad_logits @ documents, grad_logits.T @ queries


def _softmax_rows(logits: np.ndarray) -> np.ndarray:
    np.fill_diagonal(logits, -1e4)
    logits -= logits.max(axis=1, keepdims=True)
    p = np.exp(logits)
    return p / p.sum(axis=1, keepdims=True)


def relations(units: np.ndarray, teacher: np.ndarray, scale: float, sharpness: float):
    """Cross entropy between what the teacher and we think is near to each text of the batch. Loss and gradient."""
    target = _softmax_rows((teacher @ teacher.T) * sharpness)
    own = _softmax_rows((units @ units.T) * scale)
    loss = -float((target * np.log(np.maximum(own, 1e-12))).sum(axis=1).mean())
    grad = (own - target) * np.float32(scale / len(units))
    return loss, (grad + grad.T) @ units


class BagTrainer:
    """Holds the table, its Adam state and the scratch of a batch."""

    def __init__(self, table: np.ndarray, scale: float, keep: int):
        self.table = table
        self.scale = scale
        self.keep = keep
        self._grad = np.zeros_like(table)
        self._first = np.zeros_like(table)
        self._second = np.zeros_like(table)
        self._touched = np.zeros(len(table), dtype=np.int32)
        self._mark = np.zeros(len(table), dtype=np.uint8)
        self._step = 0

    def _thinned(self, csr: Csr, rows: np.ndarray):
        offsets = np.zeros(len(rows) + 1, dtype=np.int64)
        ids = np.empty(len(rows) * self.keep, dtype=np.int32)
        weights = np.empty(len(rows) * self.keep, dtype=np.float32)
        thin(rows, csr.offsets, csr.ids, csr.weights, self.keep, offsets, ids, weights)
        return np.arange(len(rows)), offsets, ids, weights

    def _forward(self, csr: Csr):
        batch = self._thinned(csr, np.arange(len(csr)))
        unit = np.empty((len(csr), self.table.shape[1]), dtype=np.float32)
        norms = np.empty(len(csr), dtype=np.float32)
        forward(*batch, self.table, unit, norms)
        return batch, unit, norms

    def _update(self, sides, grads, rate: float) -> None:
        count = 0
        for (batch, unit, norms), grad in zip(sides, grads, strict=True):
            count = backward(*batch, unit, norms, grad, self._grad, self._touched, self._mark, count)
        self._step += 1
        state = (self.table, self._grad, self._first, self._second, self._touched, count, self._mark)
        adam(*state, rate, self._step, 0.9, 0.999)

    def contrast(self, queries: Csr, documents: Csr, groups: np.ndarray, rate: float) -> float:
        """Query i belongs to document i."""
        sides = [self._forward(queries), self._forward(documents)]
        loss, *grads = contrast(sides[0][1], sides[1][1], groups, self.scale)
        self._update(sides, grads, rate)
        return loss

    def distil(self, texts: Csr, teacher: np.ndarray, sharpness: float, rate: float) -> float:
        """Draws the similarities within a batch towards the teacher's (unit vectors, one per text)."""
        side = self._forward(texts)
        loss, grad = relations(side[1], teacher, self.scale, sharpness)
        self._update([side], [grad], rate)
        return loss


def embed(csr: Csr, table: np.ndarray) -> np.ndarray:
    out = np.empty((len(csr), table.shape[1]), dtype=np.float32)
    forward(np.arange(len(csr)), csr.offsets, csr.ids, csr.weights, table, out, np.empty(len(csr), dtype=np.float32))
    return out
