"""Closed-form matting and multi-level foreground by pymatting, on one scene.

  python3 closed_form.py SCENE OUT RUNS

Reads SCENE/image.png and coarse.png, writes OUT/alpha.png and foreground.png, and prints the version and each
run's milliseconds as JSON. What the scaled-up segmentation is less sure of than 95 % is unknown.
"""
import json
import os
import sys
import time

import cv2
import numpy as np
import pymatting

scene, out, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
image = cv2.imread(os.path.join(scene, "image.png"))[..., ::-1] / 255.0
coarse = cv2.imread(os.path.join(scene, "coarse.png"), cv2.IMREAD_GRAYSCALE) / 255.0
coarse = cv2.resize(coarse, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)
trimap = np.where(coarse > 0.95, 1.0, np.where(coarse < 0.05, 0.0, 0.5))

times = []
for _ in range(runs + 1):
    start = time.perf_counter()
    alpha = pymatting.estimate_alpha_cf(image, trimap)
    foreground = pymatting.estimate_foreground_ml(image, alpha)
    times.append(1000 * (time.perf_counter() - start))
eight = lambda a: np.clip(np.round(a * 255), 0, 255).astype(np.uint8)
cv2.imwrite(os.path.join(out, "alpha.png"), eight(alpha))
cv2.imwrite(os.path.join(out, "foreground.png"), eight(foreground)[..., ::-1])
print(json.dumps({"version": pymatting.__version__, "times": times[1:]}))
