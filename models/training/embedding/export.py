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


def build_graph(rows: np.ndarray, scales: np.ndarray, heading: float) -> onnx.ModelProto:
    """`ids` int32 [batch, length] (0 = padding), `counts` float32 [batch, 2, length] -> `embedding` [batch, dimensions].

    The heading and the body of a text are summed apart, brought to unit length, added (the heading `heading` times) and
    brought to unit length again. No n-grams, zero vector.
    """
    dimensions = rows.shape[1]
    constants = [
        numpy_helper.from_array(rows, "table"),
        numpy_helper.from_array(scales, "scales"),
        numpy_helper.from_array(np.array(1.0, dtype=np.float32), "one"),
        numpy_helper.from_array(np.array(1e-9, dtype=np.float32), "tiny"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "axis_1"),
        numpy_helper.from_array(np.array([2], dtype=np.int64), "axis_2"),
        numpy_helper.from_array(np.array([[heading], [1.0]], dtype=np.float32), "shares"),
    ]
    nodes = [
        helper.make_node("Max", ["counts", "one"], ["at_least_one"]),
        helper.make_node("Log", ["at_least_one"], ["logs"]),
        helper.make_node("Add", ["logs", "one"], ["logs_and_one"]),
        helper.make_node("Min", ["counts", "one"], ["occurs"]),
        helper.make_node("Mul", ["logs_and_one", "occurs"], ["damped"]),
        helper.make_node("Gather", ["scales", "ids"], ["scale"]),
        helper.make_node("Unsqueeze", ["scale", "axis_1"], ["scale_rows"]),
        helper.make_node("Mul", ["damped", "scale_rows"], ["weights"]),
        helper.make_node("Gather", ["table", "ids"], ["gathered"]),
        helper.make_node("Cast", ["gathered"], ["vectors"], to=TensorProto.FLOAT),
        helper.make_node("MatMul", ["weights", "vectors"], ["sums"]),
        helper.make_node("ReduceL2", ["sums", "axis_2"], ["lengths"], keepdims=1),
        helper.make_node("Max", ["lengths", "tiny"], ["lengths_or_tiny"]),
        helper.make_node("Div", ["sums", "lengths_or_tiny"], ["fields"]),
        helper.make_node("Mul", ["fields", "shares"], ["shared"]),
        helper.make_node("ReduceSum", ["shared", "axis_1"], ["sum"], keepdims=0),
        helper.make_node("ReduceL2", ["sum", "axis_1"], ["length"], keepdims=1),
        helper.make_node("Max", ["length", "tiny"], ["length_or_tiny"]),
        helper.make_node("Div", ["sum", "length_or_tiny"], ["embedding"]),
    ]
    graph = helper.make_graph(
        nodes,
        "zhipei-ngram",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT32, ["batch", "length"]),
            helper.make_tensor_value_info("counts", TensorProto.FLOAT, ["batch", 2, "length"]),
        ],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", dimensions])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="zhipei")
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model
