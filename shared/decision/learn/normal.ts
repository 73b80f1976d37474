/**
 * The standard normal variable below which a value lies with the given chance, to about 1e-4 within chances of 1e-6 to 1 - 1e-6:
 * Newton's method on the distribution by its series (Abramowitz and Stegun 26.2.10).
 */
export function normalOf(chance: number): number {
  const goal = Math.min(1 - 1e-6, Math.max(1e-6, chance)) - 0.5;
  let x = 0;
  for (let i = 0; i < 60; i += 1) {
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const step = (aboveHalf(x) - goal) / density;
    // far out the density is small: no step leaves where the series is good
    x -= Math.max(-0.5, Math.min(0.5, step));
    if (Math.abs(step) < 1e-9) break;
  }
  return x;
}

/** The chance between 0 and x. */
function aboveHalf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 120; n += 1) {
    term *= (-x * x) / (2 * n);
    const part = term / (2 * n + 1);
    sum += part;
    if (Math.abs(part) < 1e-16) break;
  }
  return sum / Math.sqrt(2 * Math.PI);
}
