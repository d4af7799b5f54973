"""Vectors of our own sentences by the training code: the product's tests compare its vectors to these."""

import json
from pathlib import Path

import numpy as np

from .model import Fields
from .ngrams import NgramTokenizer

SENTENCES = [
    "Java后端开发工程师\x1f\n熟悉 Spring Boot、MySQL 与 Redis，负责订单系统的接口设计",
    "会计\x1f\n负责日常账务处理、纳税申报，持初级会计证者优先",
    "护士：三班倒，需护士执业资格证；Ｃ＋＋／ＷＥＢ　全角字符",
    "幼儿园老师 幼儿园老师 幼儿园老师 学前教育",
    "机电一体化技术 PLC 电气接线 设备维修 CAD",
    "english only: machine learning engineer, node.js and c++ and .net",
    "短",
    "坏字符 \ud83d 电工 \udc00 与表情 🔧 维修",
    "未知文字 ελληνικά русский 一点中文",
    "市场营销专员，策划活动。" * 600,
]


def write_fixtures(file: Path, model: Path, tokenizer: NgramTokenizer, table: np.ndarray) -> None:
    vectors = Fields(tokenizer, SENTENCES).embed(table)
    sha256 = json.loads((model / "manifest.json").read_text("utf-8"))["files"]["model.onnx"]
    rows = [
        {"text": text, "vector": [round(float(x), 6) for x in vector]}
        for text, vector in zip(SENTENCES, vectors, strict=True)
    ]
    file.write_text(json.dumps({"model.onnx": sha256, "rows": rows}, ensure_ascii=True) + "\n", "utf-8")
