import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { canonicalJson } from '../../../../shared/canonical.ts';
import type { Bundle } from '../../../../shared/decision/action/bundle.ts';
import { priorOf, type PropensityOf } from '../../../../shared/decision/action/propensity.ts';
import { decide } from '../../../../shared/decision/arbitrate/decide.ts';
import { receiptOf } from '../../../../shared/decision/receipt/receipt.ts';
import { writtenReceipt } from '../../../../shared/decision/receipt/recompute.ts';
import { seededRandom } from '../../../demo/random.ts';
import { sha256 } from '../load-actions.ts';
import { anyRequest } from './any-customer.ts';

/** As a model would: other for each action and moment, and no round number. The other process does not have it. */
const drawn: PropensityOf = (action, channel, features, draw) => {
  const { p, because } = priorOf(action, channel, features, draw);
  return { p: (p + draw) / 2, because: [...because, { id: 'contacts30Days', effect: Math.sin(draw) }] };
};

/** Decides so many times about drawn customers, and counts what another process makes of the receipts, given them and the bundle. */
export async function recomputedElsewhere(bundle: Bundle, count: number, seed = 1): Promise<unknown> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-receipts-'));
  try {
    const [bundleFile, receiptsFile] = [path.join(folder, 'bundle.json'), path.join(folder, 'receipts.txt')];
    writeFileSync(bundleFile, canonicalJson(bundle.source));
    const out = createWriteStream(receiptsFile);
    const random = seededRandom(seed);
    for (let i = 0; i < count; i += 1) {
      const asked = anyRequest(bundle.source, random);
      const receipt = receiptOf(asked, decide(bundle, asked, drawn), { bundle: bundle.digest, models: [sha256('drawn')], actor: 'ana' });
      const { id, text } = writtenReceipt(receipt, sha256);
      if (!out.write(`${id} ${text}\n`)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    const main = path.join(import.meta.dirname, 'recompute-main.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [main, bundleFile, receiptsFile], { env: {} });
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
