"""The classic recipe in OpenCV, file to file, timed inside the process: prints milliseconds a run as JSON.

  python3 opencv.py PHOTO MASK OUT RUNS
"""
import json
import sys
import time

import cv2

photo_path, mask_path, out, runs = sys.argv[1:4] + [int(sys.argv[4])]


def recipe():
    photo = cv2.imread(photo_path)
    mask = cv2.resize(cv2.imread(mask_path, 0), (photo.shape[1], photo.shape[0]), interpolation=cv2.INTER_LINEAR)
    mask = cv2.threshold(mask, 128, 255, cv2.THRESH_BINARY)[1]
    result = cv2.blur(photo, (100, 100))
    cv2.copyTo(photo, mask, result)
    cv2.imwrite(out, result, [cv2.IMWRITE_JPEG_QUALITY, 95])


times = []
for _ in range(runs + 1):
    start = time.perf_counter()
    recipe()
    times.append(1000 * (time.perf_counter() - start))
print(json.dumps({"version": cv2.__version__, "times": times[1:]}))
