"""The trained table as an ONNX graph: ids and counts in, unit vectors out; int8 rows with a float32 scale each."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def quantise(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as int8 with one scale each (largest component = 127)."""
    scales = np.abs(table).max(axis=1) / 127.0
    safe = np.where(scales > 0, scales, 1.0)
    return np.rint(table / safe[:, None]).astype(np.int8), scales.astype(np.float32)


def dequantise(rows: np.ndarray, scales: np.ndarray) -> np.ndarray:
    return rows.astype(np.float32) * scales[:, None]


def build_graph(rows: np.ndarray, scales: np.ndarray) -> onnx.ModelProto:
    """`ids` int32 [batch, length] (0 = padding), `counts` float32 [batch, length] (0 = padding) -> `embedding`."""
    dimensions = rows.shape[1]
    constants = [
        numpy_helper.from_array(rows, "table"),
        numpy_helper.from_array(scales, "scales"),
        numpy_helper.from_array(np.array(1.0, dtype=np.float32), "one"),
        numpy_helper.from_array(np.array(1e-9, dtype=np.float32), "tiny"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "axis_1"),
    ]
    nodes = [
        helper.make_node("Max", ["counts", "one"], ["counts_at_least_one"]),
        helper.make_node("Log", ["counts_at_least_one"], ["log_counts"]),
        helper.make_node("Add", ["log_counts", "one"], ["damped"]),
        helper.make_node("Gather", ["scales", "ids"], ["scale"]),
        helper.make_node("Mul", ["damped", "scale"], ["weights"]),
        helper.make_node("Unsqueeze", ["weights", "axis_1"], ["weight_rows"]),
        helper.make_node("Gather", ["table", "ids"], ["gathered"]),
        helper.make_node("Cast", ["gathered"], ["vectors"], to=TensorProto.FLOAT),
        helper.make_node("MatMul", ["weight_rows", "vectors"], ["sums"]),
        helper.make_node("Squeeze", ["sums", "axis_1"], ["sum"]),
        helper.make_node("ReduceL2", ["sum", "axis_1"], ["norm"], keepdims=1),
        helper.make_node("Max", ["norm", "tiny"], ["norm_or_tiny"]),
        helper.make_node("Div", ["sum", "norm_or_tiny"], ["embedding"]),
    ]
    graph = helper.make_graph(
        nodes,
        "zhipei-ngram",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT32, ["batch", "length"]),
            helper.make_tensor_value_info("counts", TensorProto.FLOAT, ["batch", "length"]),
        ],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", dimensions])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="zhipei")
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model
