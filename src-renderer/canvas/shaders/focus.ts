import { FOCUS_ROWS } from '../../../src-shared/imaging/falloff.ts';

/**
 * The plane through the subject's base, in one pixel (base, reach): `focusPlane` of `src-shared/imaging/falloff.ts`.
 * `rows` is one pixel wide and holds the subject's share of each stripe of the photo.
 */
export const focusFragment = `#version 300 es
precision highp float;
uniform sampler2D rows;
out vec4 result;
const int ROWS = ${FOCUS_ROWS};
float at(int row) { return texelFetch(rows, ivec2(0, row), 0).r; }
float sumOf(int first) {
  float sum = 0.0;
  for (int row = first; row < ROWS; row++) sum += at(row);
  return sum;
}
/** The row in which the sum from a start on passes a limit. */
int rowHolding(float limit, int start, int step) {
  float sum = 0.0;
  int row = start;
  for (int i = 0; i < ROWS; i++) {
    sum += at(row);
    if (sum >= limit) break;
    row += step;
  }
  return row;
}
void main() {
  float total = sumOf(0);
  result = vec4(1.0);
  if (total <= 0.0) return;
  int first = rowHolding(0.01 * total, 0, 1);
  int last = rowHolding(0.01 * total, ROWS - 1, -1);
  int edge = int(floor(float(ROWS) * 0.98));
  float mean = total / float(last + 1 - first);
  bool cutOff = sumOf(edge) / float(ROWS - edge) > 0.25 * mean;
  float top = float(first) / float(ROWS);
  float base = cutOff ? 2.0 - top : float(last + 1) / float(ROWS);
  result = vec4(base, max(0.1, base - top), 0.0, 1.0);
}`;
