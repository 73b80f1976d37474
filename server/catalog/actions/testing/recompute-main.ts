import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { compileBundle } from '../../../../shared/decision/action/compile-bundle.ts';
import { recompute, writtenReceipt } from '../../../../shared/decision/receipt/recompute.ts';
import type { Receipt } from '../../../../shared/decision/receipt/receipt.ts';
import { sha256 } from '../load-actions.ts';

// recompute-main BUNDLE RECEIPTS: the canonical JSON of a bundle, and one line `id receipt` for each decision. Knows nothing else.
const [bundleFile = '', receiptsFile = ''] = process.argv.slice(2);
const bundle = compileBundle(JSON.parse(readFileSync(bundleFile, 'utf8')), sha256);
if (!bundle.ok) throw new Error(JSON.stringify(bundle.defects));
const counted = { read: 0, same: 0, forged: 0 };
for await (const line of createInterface({ input: createReadStream(receiptsFile) })) {
  const [id, text] = [line.slice(0, 64), line.slice(65)];
  const receipt = JSON.parse(text) as Receipt;
  counted.read += 1;
  if (writtenReceipt(receipt, sha256).id !== id || sha256(text) !== id) counted.forged += 1;
  const again = recompute(receipt, bundle);
  if (again.ok && again.differs.length === 0) counted.same += 1;
}
process.stdout.write(JSON.stringify(counted));
