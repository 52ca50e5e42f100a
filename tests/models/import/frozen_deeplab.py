"""Writes a frozen graph of DeepLab v3's operators with TensorFlow itself, and what TensorFlow answers.

    python frozen_deeplab.py FOLDER

FOLDER gets frozen_inference_graph.pb (ImageTensor in, SemanticPredictions out; weights at random, from a seed),
input.bin (float32, what the first convolution sees: 1 x 33 x 33 x 3), scores.bin (float32, 1 x 17 x 17 x 21, before they
are enlarged) and labels.bin (int32, of the picture that the graph itself was given). A file is imported rightly when it
answers these scores to this input.
"""
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

SIDE = 33
GRID = 17
CLASSES = 21
v1 = tf.compat.v1
random = np.random.default_rng(7)


def constant(name, shape, scale=1.0):
    return tf.constant(random.normal(size=shape, scale=scale).astype(np.float32), name=name)


def batch_norm(x, name):
    channels = x.shape[-1]
    gamma, beta, mean = (constant(f"{name}/{part}", [channels]) for part in ("gamma", "beta", "moving_mean"))
    variance = tf.constant(random.uniform(0.5, 2, channels).astype(np.float32), name=f"{name}/moving_variance")
    return v1.nn.fused_batch_norm(x, gamma, beta, mean, variance, epsilon=1e-3, is_training=False, name=name)[0]


def convolution(x, channels, name, size=1, stride=1):
    filters = constant(f"{name}/weights", [size, size, x.shape[-1], channels], 1 / np.sqrt(size * size * x.shape[-1]))
    return tf.nn.conv2d(x, filters, stride, "SAME", name=f"{name}/Conv2D")


def depthwise(x, name, rate=1):
    """With a rate TensorFlow writes SpaceToBatchND, the convolution and BatchToSpaceND, as in the released archive."""
    filters = constant(f"{name}/depthwise_weights", [3, 3, x.shape[-1], 1], 0.4)
    return v1.nn.depthwise_conv2d(x, filters, [1, 1, 1, 1], "SAME", rate=[rate, rate], name=f"{name}/depthwise")


def block(x, name, channels, rate):
    """An inverted residual of MobileNet v2."""
    wide = tf.nn.relu6(batch_norm(convolution(x, channels * 3, f"{name}/expand"), f"{name}/expand/BatchNorm"))
    spread = tf.nn.relu6(batch_norm(depthwise(wide, name, rate), f"{name}/depthwise/BatchNorm"))
    narrow = batch_norm(convolution(spread, channels, f"{name}/project"), f"{name}/project/BatchNorm")
    return tf.add(narrow, x, name=f"{name}/add")


def scores_of(x):
    x = tf.nn.relu6(batch_norm(convolution(x, 8, "MobilenetV2/Conv", 3, 2), "MobilenetV2/Conv/BatchNorm"))
    for i, rate in enumerate((1, 2, 4)):
        x = block(x, f"MobilenetV2/expanded_conv_{i}", 8, rate)
    pooled = tf.nn.avg_pool2d(x, GRID, 1, "VALID", name="AvgPool2D/AvgPool")
    pooled = tf.nn.relu(batch_norm(convolution(pooled, 6, "image_pooling"), "image_pooling/BatchNorm"))
    pooled = v1.image.resize_bilinear(pooled, [GRID, GRID], align_corners=True, name="ResizeBilinear")
    aspp = tf.nn.relu(batch_norm(convolution(x, 6, "aspp0"), "aspp0/BatchNorm"))
    joined = tf.concat([pooled, aspp], 3, name="concat")
    joined = tf.nn.relu(batch_norm(convolution(joined, 12, "concat_projection"), "concat_projection/BatchNorm"))
    biases = constant("logits/semantic/biases", [CLASSES])
    return tf.nn.bias_add(convolution(joined, CLASSES, "logits/semantic"), biases, name="logits/semantic/BiasAdd")


def main(folder):
    with tf.Graph().as_default() as graph:
        photo = v1.placeholder(tf.uint8, [1, None, None, 3], name="ImageTensor")
        levels = tf.cast(photo, tf.float32)
        size = tf.shape(levels)
        sized = v1.image.resize_bilinear(levels, [SIDE, SIDE], align_corners=True, name="ResizeBilinear_pre")
        seen = tf.identity(tf.subtract(tf.multiply(sized, 2 / 255), 1.0, name="sub_7"), name="MobilenetV2/MobilenetV2/input")
        scores = scores_of(seen)
        large = v1.image.resize_bilinear(scores, size[1:3], align_corners=True, name="ResizeBilinear_1")
        labels = tf.argmax(large, 3, name="ArgMax", output_type=tf.int32)
        tf.squeeze(labels, name="SemanticPredictions")
        picture = random.integers(0, 256, [1, 29, 41, 3]).astype(np.uint8)
        with v1.Session(graph=graph) as session:
            answer = session.run([seen, scores, "SemanticPredictions:0"], {photo: picture})
    definition = graph.as_graph_def()
    operators = {node.op for node in definition.node}
    missing = {"FusedBatchNormV3", "SpaceToBatchND", "BatchToSpaceND", "DepthwiseConv2dNative", "ArgMax"} - operators
    assert not missing, missing
    folder = Path(folder)
    (folder / "frozen_inference_graph.pb").write_bytes(definition.SerializeToString())
    for name, values in zip(("input", "scores", "labels"), answer):
        values.tofile(folder / f"{name}.bin")


main(sys.argv[1])
