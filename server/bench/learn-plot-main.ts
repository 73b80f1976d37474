import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareDeciders } from '../../shared/decision/learn/testing/simulate.ts';
import { learningPlot } from './learn-plot.ts';

// The picture of the README: node server/bench/learn-plot-main.ts [WORLDS] [DECISIONS]
const worlds = Number(process.argv[2] ?? 12);
const rounds = Number(process.argv[3] ?? 10_000);
const compared = Array.from({ length: worlds }, (_, i) => compareDeciders({ seed: i + 1, rounds }));
const file = path.resolve(import.meta.dirname, '../../build/screenshots/learning.svg');
writeFileSync(file, learningPlot(compared, rounds));
console.log(`build/screenshots/learning.svg, ${String(worlds)} worlds of ${String(rounds)} decisions`);
// the drawing library keeps a timer
process.exit(0);
