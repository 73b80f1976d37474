/** Prints counts, the largest first. */
export function report(title: string, counts: ReadonlyMap<string, number>): void {
  const lines = [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${String(count)}`);
  console.log(`${title}: ${lines.join(', ')}`);
}
