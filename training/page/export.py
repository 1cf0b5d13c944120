"""Boosted trees to an ONNX graph of one operator, so that reading needs no library of trees."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper


def to_onnx(dumped: dict[str, Any], inputs: int) -> bytes:
    """Write a boosted model as an ONNX ``TreeEnsembleRegressor`` whose output is the raw scores.

    Args:
        dumped: what LightGBM's ``Booster.dump_model`` gives; every split is numeric, no value is missing.
        inputs: columns of the input.

    Returns:
        The serialised graph: ``x`` of shape (lines, inputs), float32, to ``scores`` of shape (lines, classes).
    """
    classes = int(dumped["num_tree_per_iteration"])
    nodes = _Nodes()
    for number, tree in enumerate(dumped["tree_info"]):
        nodes.add_tree(number, number % classes, tree["tree_structure"])
    columns: dict[str, Any] = nodes.columns
    operator = helper.make_node(
        "TreeEnsembleRegressor",
        ["x"],
        ["scores"],
        domain="ai.onnx.ml",
        n_targets=classes,
        aggregate_function="SUM",
        post_transform="NONE",
        **columns,
    )
    graph = helper.make_graph(
        [operator],
        "trees",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, inputs])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, classes])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


class _Nodes:
    """The attributes of the operator, one entry a node or a leaf."""

    def __init__(self) -> None:
        names = (
            "nodes_treeids nodes_nodeids nodes_featureids nodes_values nodes_modes nodes_truenodeids "
            "nodes_falsenodeids target_treeids target_nodeids target_ids target_weights"
        ).split()
        self.columns: dict[str, list[Any]] = {name: [] for name in names}

    def add_tree(self, tree: int, target: int, root: dict[str, Any]) -> None:
        numbered: list[dict[str, Any]] = []

        def number(node: dict[str, Any]) -> int:
            at = len(numbered)
            numbered.append(node)
            if "split_feature" in node:
                node["at_true"], node["at_false"] = number(node["left_child"]), number(node["right_child"])
            return at

        number(root)
        for at, node in enumerate(numbered):
            if "split_feature" in node:
                self._row(tree, at, node["split_feature"], _floor(node["threshold"]), "BRANCH_LEQ", node)
                continue
            self._row(tree, at, 0, 0.0, "LEAF", {"at_true": 0, "at_false": 0})
            values = (tree, at, target, float(node["leaf_value"]))
            for name, value in zip(("treeids", "nodeids", "ids", "weights"), values, strict=True):
                self.columns[f"target_{name}"].append(value)

    def _row(self, tree: int, at: int, feature: int, value: float, mode: str, node: dict[str, Any]) -> None:
        values = (tree, at, feature, value, mode, node["at_true"], node["at_false"])
        names = "treeids nodeids featureids values modes truenodeids falsenodeids".split()
        for name, each in zip(names, values, strict=True):
            self.columns[f"nodes_{name}"].append(each)


def _floor(threshold: float) -> float:
    """The largest float32 that is not above a threshold: no float32 input then changes its branch."""
    near = np.float32(threshold)
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))
