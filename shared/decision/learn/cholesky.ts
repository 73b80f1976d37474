/** A symmetric matrix by its lower triangle, row after row. */
export type Triangle = readonly number[];

/** Where row `i` begins. */
export const rowAt = (i: number): number => (i * (i + 1)) / 2;

/** The lower triangular L of A = L Lᵀ. A is positive definite; anything else is a bug. */
export function cholesky(a: Triangle, size: number): Float64Array {
  const l = new Float64Array(rowAt(size));
  for (let i = 0; i < size; i += 1) {
    const ri = rowAt(i);
    for (let j = 0; j <= i; j += 1) {
      const rj = rowAt(j);
      let sum = a[ri + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (l[ri + k] as number) * (l[rj + k] as number);
      if (i !== j) l[ri + j] = sum / (l[rj + j] as number);
      else if (sum > 0) l[ri + i] = Math.sqrt(sum);
      else throw new Error('Bug: the precision of a model is positive definite');
    }
  }
  return l;
}

/** y of L y = b. */
function forward(l: Float64Array, b: Float64Array): Float64Array {
  const y = Float64Array.from(b);
  for (let i = 0; i < y.length; i += 1) {
    const ri = rowAt(i);
    let sum = y[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (l[ri + k] as number) * (y[k] as number);
    y[i] = sum / (l[ri + i] as number);
  }
  return y;
}

/** x of A x = b. */
export function solve(l: Float64Array, b: Float64Array): Float64Array {
  const x = forward(l, b);
  for (let i = x.length - 1; i >= 0; i -= 1) {
    let sum = x[i] as number;
    for (let k = i + 1; k < x.length; k += 1) sum -= (l[rowAt(k) + i] as number) * (x[k] as number);
    x[i] = sum / (l[rowAt(i) + i] as number);
  }
  return x;
}

/** bᵀ A⁻¹ b. */
export function inverseForm(l: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (const part of forward(l, b)) sum += part * part;
  return sum;
}
