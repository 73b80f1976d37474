import { must } from '../../../shared/assert.ts';
import { emptyData } from './event-builder.ts';
import type { EventData } from './event-builder.ts';
import { EventLogRefused } from './event-log-refused.ts';
import type { DataValue, SourceEvent } from './source-event.ts';

const BLOCK_EVENTS = 65_536;
const SLAB_BYTES = 4 * 1024 * 1024;
export const MAX_SORTED_EVENTS = 5_000_000;
const MAX_DATA_BYTES = 1024 * 1024 * 1024;

/** One block of columns; blocks instead of growing arrays, so that no copy doubles the memory. */
interface Block {
  readonly at: Float64Array;
  readonly key: Float64Array;
  readonly line: Float64Array;
  readonly dataAt: Float64Array;
  readonly dataBytes: Uint32Array;
  readonly seq: Int32Array;
  readonly names: Uint32Array;
}

/**
 * Holds up to 5 million events outside the JavaScript heap to be read in another order: 56 bytes an event plus 8 while
 * sorting, plus its other attributes as JSON once per run of equal ones (about 320 MB + attributes at the limit).
 */
export class CompactEvents {
  private readonly blocks: Block[] = [];
  private readonly slabs: Buffer[] = [];
  private readonly pool: (string | null)[] = [];
  private readonly poolIds = new Map<string | null, number>();
  private readonly lastOfCase = new Map<number, number>();
  private slabUsed = SLAB_BYTES;
  private dataSize = 0;
  private lastData = '';
  private lastDataAt = 0;
  private lastDataBytes = 0;
  private readonly limit: number;
  length = 0;

  constructor(limit = MAX_SORTED_EVENTS) {
    this.limit = limit;
  }

  /** Refuses: log_too_large_to_sort. */
  add(event: SourceEvent): void {
    if (this.length >= this.limit) throw new EventLogRefused('log_too_large_to_sort', { limit: this.limit });
    const index = this.length % BLOCK_EVENTS;
    if (index === 0) this.blocks.push(newBlock());
    const block = must(this.blocks.at(-1), 'a block was just made');
    const caseName = this.pooled(event.caseId);
    // Inside a case the order of the file holds, also where its times run backwards: such an event sorts with the one before it.
    const key = Math.max(event.at, this.lastOfCase.get(caseName) ?? -Infinity);
    this.lastOfCase.set(caseName, key);
    this.storeData(JSON.stringify(event.data));
    block.at[index] = event.at;
    block.key[index] = key;
    block.line[index] = event.line;
    block.seq[index] = event.seq;
    block.dataAt[index] = this.lastDataAt;
    block.dataBytes[index] = this.lastDataBytes;
    block.names.set([caseName, this.pooled(event.activity), this.pooled(event.lifecycle), this.pooled(event.resource)], index * 4);
    this.length += 1;
  }

  /** Positions by time; equal times as they came. */
  timeOrder(): Uint32Array {
    const keys = new Float64Array(this.length);
    this.blocks.forEach((block, at) => {
      const left = Math.min(BLOCK_EVENTS, this.length - at * BLOCK_EVENTS);
      keys.set(block.key.subarray(0, left), at * BLOCK_EVENTS);
    });
    const order = Uint32Array.from({ length: this.length }, (_, index) => index);
    return order.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
  }

  get(position: number): SourceEvent {
    const block = must(this.blocks[Math.floor(position / BLOCK_EVENTS)], 'the position is below the length');
    const index = position % BLOCK_EVENTS;
    const name = (offset: number): string | null => this.pool[block.names[index * 4 + offset] as number] ?? null;
    return {
      caseId: must(name(0), 'a case has a name'),
      seq: block.seq[index] as number,
      activity: must(name(1), 'an activity has a name'),
      lifecycle: must(name(2), 'a lifecycle has a name'),
      resource: name(3),
      at: block.at[index] as number,
      data: this.readData(block.dataAt[index] as number, block.dataBytes[index] as number),
      line: block.line[index] as number,
    };
  }

  private pooled(text: string | null): number {
    let id = this.poolIds.get(text);
    if (id === undefined) {
      id = this.pool.length;
      this.pool.push(text);
      this.poolIds.set(text, id);
    }
    return id;
  }

  private storeData(json: string): void {
    if (json === this.lastData) return;
    const bytes = Buffer.byteLength(json);
    this.dataSize += bytes;
    if (this.dataSize > MAX_DATA_BYTES) throw new EventLogRefused('log_too_large_to_sort', { limit: MAX_DATA_BYTES });
    if (this.slabUsed + bytes > SLAB_BYTES) {
      // The attributes of one event can be larger than a slab: then it gets one of its own size.
      this.slabs.push(Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, bytes)));
      this.slabUsed = 0;
    }
    must(this.slabs.at(-1), 'a slab was just made').write(json, this.slabUsed);
    this.lastData = json;
    this.lastDataAt = (this.slabs.length - 1) * SLAB_BYTES + this.slabUsed;
    this.lastDataBytes = bytes;
    this.slabUsed += bytes;
  }

  private readData(dataAt: number, bytes: number): EventData {
    const data = emptyData();
    const start = dataAt % SLAB_BYTES;
    const slab = must(this.slabs[Math.floor(dataAt / SLAB_BYTES)], 'stored data has a slab');
    const stored = JSON.parse(slab.toString('utf8', start, start + bytes)) as Record<string, DataValue>;
    for (const key in stored) data[key] = stored[key] as DataValue;
    return data;
  }
}

function newBlock(): Block {
  return {
    at: new Float64Array(BLOCK_EVENTS),
    key: new Float64Array(BLOCK_EVENTS),
    line: new Float64Array(BLOCK_EVENTS),
    dataAt: new Float64Array(BLOCK_EVENTS),
    dataBytes: new Uint32Array(BLOCK_EVENTS),
    seq: new Int32Array(BLOCK_EVENTS),
    names: new Uint32Array(BLOCK_EVENTS * 4),
  };
}
