"""Writes a tiny BERT-like encoder with random weights, as a folder that the product's tests load: it proves that any exported
encoder (tokenizer.json, token vectors, pooling, prefixes) works, with no weights of others in the repository.

`python -m embedding.tiny_transformer --output ../fixtures/tiny-transformer`
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from .texts import TEMPLATE

SEED = 7
SIZE, LENGTH_MAX = 16, 32
CHARACTERS = "会计师软件工程护士教电气机械设备维修前端后开发测试数据分析市场营销客服文员司库管理"
PIECES = ["java", "##script", "python", "node", "query", "passage", "a", "##a", ".", ":", "、", "，"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def tokenizer_json() -> dict:
    vocabulary = SPECIAL + list(dict.fromkeys(CHARACTERS)) + PIECES
    ids = {piece: i for i, piece in enumerate(vocabulary)}
    added = [
        {"id": ids[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for t in SPECIAL
    ]
    template = lambda *items: [{"SpecialToken" if t[0] == "[" else "Sequence": {"id": t, "type_id": 0}} for t in items]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": template("[CLS]", "A", "[SEP]"),
            "pair": template("[CLS]", "A", "[SEP]", "B", "[SEP]"),
            "special_tokens": {t: {"id": t, "ids": [ids[t]], "tokens": [t]} for t in ("[CLS]", "[SEP]")},
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": ids,
        },
    }


def build_graph(pieces: int) -> onnx.ModelProto:
    """One attention layer and one feed-forward layer, each with residual and layer norm."""
    rng = np.random.default_rng(SEED)
    constants: list[onnx.TensorProto] = []
    nodes: list[onnx.NodeProto] = []

    def weight(name: str, *shape: int) -> str:
        values = rng.standard_normal(shape) / np.sqrt(SIZE) if len(shape) > 1 else np.ones(shape)
        constants.append(numpy_helper.from_array(values.astype(np.float32), name))
        return name

    def node(kind: str, inputs: list[str], output: str, **attributes) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def integer(name: str, value: int) -> str:
        constants.append(numpy_helper.from_array(np.array(value, dtype=np.int64), name))
        return name

    words = node("Gather", [weight("word", pieces, SIZE), "input_ids"], "word_vectors")
    types = node("Gather", [weight("type", 2, SIZE), "token_type_ids"], "type_vectors")
    ones = node("Mul", ["attention_mask", "attention_mask"], "ones")
    places = node("Sub", [node("CumSum", [ones, integer("axis", 1)], "places_from_1"), integer("one", 1)], "places")
    positions = node("Gather", [weight("position", LENGTH_MAX, SIZE), places], "position_vectors")
    x = node("Add", [node("Add", [words, types], "typed"), positions], "x")
    q, k, v = (node("MatMul", [x, weight(f"w_{n}", SIZE, SIZE)], n) for n in "qkv")
    scores = node("MatMul", [q, node("Transpose", [k], "k_t", perm=[0, 2, 1])], "scores")
    attended = node("MatMul", [node("Softmax", [scores], "attention", axis=-1), v], "attended")
    a = node("LayerNormalization", [node("Add", [x, attended], "x_a"), weight("norm_a", SIZE)], "a")
    inner = node("Relu", [node("MatMul", [a, weight("w_up", SIZE, 2 * SIZE)], "up")], "inner")
    outer = node("MatMul", [inner, weight("w_down", 2 * SIZE, SIZE)], "outer")
    node("LayerNormalization", [node("Add", [a, outer], "a_o"), weight("norm_o", SIZE)], "last_hidden_state")

    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    row = ["batch", "length"]
    graph = helper.make_graph(
        nodes,
        "tiny-transformer",
        [helper.make_tensor_value_info(name, TensorProto.INT64, row) for name in inputs],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*row, SIZE])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="zhipei")
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def expected(model: onnx.ModelProto, ids: list[int]) -> dict[str, list[float]]:
    """The vector of each pooling, by ONNX's own reference evaluator."""
    row = np.array([ids], dtype=np.int64)
    feeds = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
    hidden = ReferenceEvaluator(model).run(None, feeds)[0][0]
    pooled = {"mean": hidden.mean(axis=0), "cls": hidden[0], "last": hidden[-1]}
    return {name: [round(float(x), 6) for x in v / np.linalg.norm(v)] for name, v in pooled.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_json()
    ids = tokenizer["model"]["vocab"]
    model = build_graph(len(ids))
    onnx.save(model, str(folder / "model.onnx"))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False) + "\n", "utf-8")
    # Token ids written out by hand: what a WordPiece tokenizer must make of each text.
    texts = {
        "会计师": ["会", "计", "师"],
        "JavaScript 前端": ["java", "##script", "前", "端"],
        "未知的字、python": ["[UNK]", "[UNK]", "[UNK]", "[UNK]", "、", "python"],
        "query: 护士": ["query", ":", "护", "士"],
        "客服" * 40: ["客", "服"] * 15,
    }
    cases = []
    for text, pieces in texts.items():
        tokens = ["[CLS]", *pieces, "[SEP]"]
        cases.append({"text": text, "vectors": expected(model, [ids[t] for t in tokens])})
    (folder / "expected.json").write_text(json.dumps(cases, ensure_ascii=False) + "\n", "utf-8")
    files = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in ("model.onnx", "tokenizer.json")}
    manifest = {
        "name": "tiny-transformer",
        "version": "1",
        "dimensions": SIZE,
        "textTemplate": TEMPLATE,
        "tokenizer": {"kind": "huggingface", "file": "tokenizer.json", "charactersMax": 200, "tokensMax": LENGTH_MAX},
        "pooling": "mean",
        "prefixes": {"query": "query: ", "document": ""},
        "files": files,
        "licence": "part of Zhipei",
        "origin": {"command": "python -m embedding.tiny_transformer", "weights": "random, for tests"},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
