import type { GatewayParts } from '../../sync/gateway.ts';

/** Wrong on purpose: one push in so many never leaves. */
export function deliveryThatLoses(every: number): NonNullable<GatewayParts['deliver']> {
  let count = 0;
  return (watcher, frame) => {
    count += 1;
    if (count % every !== 0) watcher.send(frame);
  };
}

/** Wrong on purpose: one entry in so many is never looked at. */
export function readerThatLoses(every: number): NonNullable<GatewayParts['through']> {
  return (entries) => entries.filter(({ seq }) => seq % every !== 0);
}
