/** A tensor whose numbers are known. `data.length` is the product of `dims`; no dims is a scalar. */
export interface Constant {
  readonly kind: 'constant';
  readonly dims: readonly number[];
  readonly data: Float32Array | readonly number[];
  readonly isFloat: boolean;
}
