import type { ActivityDefinition, EventDefinition, FlowDefinition, LoopDefinition, NodeDefinition, ProcessDefinition, ScopeDefinition, TriggerDefinition } from '../../process.ts';
import { activity, boundary, event, gateway } from './build-process.ts';

/** What a block can be without another one in it. */
export const leafKinds = [
  'none', 'user', 'manual', 'service', 'sendMessage', 'sendConnector', 'receive', 'script', 'rule', 'throwNone', 'throwMessage', 'throwSignal', 'throwEscalation',
  'catchMessage', 'catchTimer', 'catchSignal', 'catchConditional', 'catchMultiple', 'catchParallelMultiple', 'link', 'quantity', 'loopTask', 'sequentialTasks', 'parallelTasks',
  'compensated', 'adHoc', 'boundaryTask', 'besideTask',
] as const;
/** What holds other blocks. */
export const nestKinds = [
  'sequence', 'exclusive', 'parallel', 'inclusive', 'complex', 'eventGateway', 'cycle', 'sub', 'loopSub', 'sequentialSub', 'parallelSub', 'call', 'errorSub', 'escalationSub',
  'signalSub', 'terminateSub', 'transaction', 'cancelledTransaction', 'eventSub', 'besideEventSub', 'undoneSub', 'mixed', 'implicit',
] as const;

export interface Block {
  readonly kind: (typeof leafKinds)[number] | (typeof nestKinds)[number];
  /** Chooses among variants and variables. */
  readonly n: number;
  readonly inner: readonly Block[];
}

/** Variables that conditions read: `v0` … `v4`, true or false. */
export const VARIABLES = 5;

interface Ends {
  readonly first: string;
  readonly last: string;
}

/** Turns blocks into a process in which every token that is made is also taken: sound by construction. */
class Rendering {
  readonly nodes: NodeDefinition[] = [];
  readonly flows: FlowDefinition[] = [];
  readonly compensations: { activity: string; handler: string }[] = [];
  readonly shared: { count: number; called: Record<string, ProcessDefinition>; pairs: [string, string][]; isInterrupted: boolean };

  constructor(shared: Rendering['shared']) {
    this.shared = shared;
  }

  id(prefix: string): string {
    this.shared.count += 1;
    return `${prefix}${String(this.shared.count)}`;
  }

  add(node: NodeDefinition): string {
    this.nodes.push(node);
    return node.id;
  }

  join(from: string, to: string, condition?: string): string {
    const id = this.id('f');
    this.flows.push({ id, from, to, ...(condition === undefined ? {} : { condition }) });
    return id;
  }

  one(node: NodeDefinition): Ends {
    const id = this.add(node);
    return { first: id, last: id };
  }

  gate(kind: 'exclusive' | 'parallel' | 'inclusive' | 'complex' | 'event', activation?: string): string {
    return this.add(gateway(kind, this.id(kind), activation === undefined ? {} : { activation }));
  }

  setDefault(node: string, flow: string): void {
    const at = this.nodes.findIndex(({ id }) => id === node);
    const old = this.nodes[at];
    if (old !== undefined && old.kind !== 'event') this.nodes[at] = { ...old, defaultFlow: flow };
  }

  chain(...parts: readonly Ends[]): Ends {
    parts.forEach((part, at) => {
      const next = parts[at + 1];
      if (next !== undefined) this.join(part.last, next.first);
    });
    return { first: parts[0]?.first ?? '', last: parts.at(-1)?.last ?? '' };
  }

  /** The inside of a sub-process: start, block, end. */
  scope(block: Block, more?: (inside: Rendering, body: Ends) => void, end?: TriggerDefinition): ScopeDefinition {
    const inside = new Rendering(this.shared);
    const start = inside.add(event('start', inside.id('start')));
    const body = inside.block(block);
    inside.join(start, body.first);
    inside.join(body.last, inside.add(event('end', inside.id('end'), end === undefined ? [] : [end])));
    more?.(inside, body);
    return inside.result();
  }

  result(): ScopeDefinition {
    return { nodes: this.nodes, flows: this.flows, data: [], compensations: this.compensations };
  }

  /** An activity with a boundary event that leads round it. */
  around(host: ActivityDefinition, trigger: TriggerDefinition): Ends {
    this.shared.isInterrupted = true;
    const id = this.add(host);
    const other = this.add(boundary(this.id('boundary'), id, trigger));
    const merge = this.gate('exclusive');
    this.join(id, merge);
    this.join(other, merge);
    return { first: id, last: merge };
  }

  beside(host: ActivityDefinition, trigger: TriggerDefinition): Ends {
    const id = this.add(host);
    const other = this.add(boundary(this.id('boundary'), id, trigger, false));
    this.join(other, this.add(event('end', this.id('end'))));
    return { first: id, last: id };
  }

  trigger(n: number): TriggerDefinition {
    const all: TriggerDefinition[] = [
      { on: 'message', name: this.id('m') }, { on: 'timer', timer: 'duration', value: '"PT1H"' }, { on: 'signal', name: this.id('s') },
      { on: 'timer', timer: 'date', value: '"2027-01-01"' }, { on: 'timer', timer: 'cycle', value: '"R2/PT2H"' },
    ];
    return all[n % all.length] ?? { on: 'terminate' };
  }

  block(block: Block): Ends {
    const { kind, n } = block;
    const inner = block.inner[0] ?? { kind: 'none', n: 0, inner: [] };
    const v = `v${String(n % VARIABLES)}`;
    const task = (more: Partial<ActivityDefinition> = {}): ActivityDefinition => activity(n % 2 === 0 ? 'user' : 'none', this.id('task'), more);
    const times = { loop: 'multi', behavior: 'all', cardinality: String(n % 4) } as const;
    const around: LoopDefinition = { loop: 'standard', testBefore: n % 2 === 0, condition: 'true', maximum: 2 };
    switch (kind) {
      case 'none':
      case 'user':
      case 'manual':
        return this.one(activity(kind, this.id(kind)));
      case 'service':
        return this.one(activity('service', this.id('service'), { connector: { connector: 'c', operation: 'o' } }));
      case 'sendConnector':
        return this.one(activity('send', this.id('send'), { connector: { connector: 'c', operation: 'o' } }));
      case 'sendMessage':
        return this.one(activity('send', this.id('send'), { message: { name: 'out' } }));
      case 'receive':
        return this.one(activity('receive', this.id('receive'), { message: { name: this.id('m') } }));
      case 'script':
        return this.one(activity('script', this.id('script'), { script: '1 + 1', resultVariable: 'two' }));
      case 'rule':
        return this.one(activity('businessRule', this.id('rule'), { decision: 'd', resultVariable: 'verdict' }));
      case 'throwNone':
        return this.one(event('throw', this.id('throw')));
      case 'throwMessage':
        return this.one(event('throw', this.id('throw'), [{ on: 'message', name: 'out' }]));
      case 'throwSignal':
        return this.one(event('throw', this.id('throw'), [{ on: 'signal', name: this.id('s') }]));
      case 'throwEscalation':
        return this.one(event('throw', this.id('throw'), [{ on: 'escalation', code: 'nobody' }]));
      case 'catchMessage':
        return this.one(event('catch', this.id('catch'), [this.trigger(0)]));
      case 'catchTimer':
        return this.one(event('catch', this.id('catch'), [this.trigger([1, 3, 4][n % 3] ?? 1)]));
      case 'catchSignal':
        return this.one(event('catch', this.id('catch'), [this.trigger(2)]));
      case 'catchConditional':
        return this.one(event('catch', this.id('catch'), [{ on: 'conditional', condition: `${v} or not(${v})` }]));
      case 'catchMultiple':
        return this.one(event('catch', this.id('catch'), [this.trigger(0), this.trigger(1)]));
      case 'catchParallelMultiple':
        return this.one(event('catch', this.id('catch'), [this.trigger(0), this.trigger(2)], { isParallelMultiple: true }));
      case 'link': {
        const name = this.id('l');
        const first = this.add(event('throw', this.id('throw'), [{ on: 'link', name }]));
        return { first, last: this.add(event('catch', this.id('catch'), [{ on: 'link', name }])) };
      }
      case 'quantity': {
        const split = this.gate('parallel');
        const several = this.add(activity('user', this.id('task'), { startQuantity: 2, completionQuantity: 2 }));
        this.join(split, several);
        this.join(split, several);
        const taker = this.add(activity('none', this.id('task'), { startQuantity: 2 }));
        this.join(several, taker);
        return { first: split, last: taker };
      }
      case 'loopTask':
        return this.one(task({ loop: around }));
      case 'sequentialTasks':
        return this.one(task({ loop: { ...times, isSequential: true } }));
      case 'parallelTasks':
        return this.one(task({ loop: { ...times, isSequential: false, ...(n % 3 === 0 ? { completion: 'numberOfCompletedInstances >= 2' } : {}) } }));
      case 'compensated': {
        const host = task();
        const by = activity('user', this.id('undo'), { isForCompensation: true });
        const first = this.one(host);
        const at = this.add(boundary(this.id('boundary'), host.id, { on: 'compensation', waits: true }));
        this.add(by);
        this.compensations.push({ activity: at, handler: by.id });
        return this.chain(first, this.one(event('throw', this.id('throw'), [{ on: 'compensation', activity: host.id, waits: n % 2 === 0 }])));
      }
      case 'adHoc': {
        const inside = new Rendering(this.shared);
        inside.add(activity('user', inside.id('task')));
        inside.add(activity('none', inside.id('task')));
        return this.one(activity('adHoc', this.id('adHoc'), { scope: inside.result(), adHoc: { ordering: n % 2 === 0 ? 'parallel' : 'sequential', cancelsRemaining: true } }));
      }
      case 'boundaryTask':
        return this.around(activity('user', this.id('task')), n % 7 === 6 ? { on: 'error' } : this.trigger(n));
      case 'besideTask':
        return this.beside(activity('user', this.id('task')), this.trigger(n));
      case 'sequence':
        return this.chain(...block.inner.map((one) => this.block(one)));
      case 'exclusive':
      case 'inclusive':
      case 'parallel':
      case 'complex':
        return this.split(kind, block);
      case 'implicit': {
        const from = this.add(task());
        const merge = this.gate('parallel');
        for (const one of block.inner) {
          const body = this.block(one);
          this.join(from, body.first);
          this.join(body.last, merge);
        }
        return { first: from, last: merge };
      }
      case 'mixed': {
        // The middle one joins and splits at once.
        const [from, middle, to] = [this.gate('parallel'), this.gate('parallel'), this.gate('parallel')];
        this.shared.pairs.push([from, middle], [middle, to]);
        for (const one of block.inner) {
          const body = this.block(one);
          this.join(from, body.first);
          this.join(body.last, middle);
          const after = this.add(task());
          this.join(middle, after);
          this.join(after, to);
        }
        return { first: from, last: to };
      }
      case 'eventGateway': {
        const from = this.gate('event');
        const merge = this.gate('exclusive');
        block.inner.forEach((one, at) => {
          const node = (n + at) % 3 === 2 ? activity('receive', this.id('receive'), { message: { name: this.id('m') } }) : event('catch', this.id('catch'), [this.trigger((n + at) % 3)]);
          this.join(from, this.add(node));
          const body = this.block(one);
          this.join(node.id, body.first);
          this.join(body.last, merge);
        });
        return { first: from, last: merge };
      }
      case 'cycle': {
        const counter = this.id('n');
        const merge = this.gate('exclusive');
        const body = this.block(inner);
        const count = this.add(activity('script', this.id('script'), { script: `if ${counter} = null then 1 else ${counter} + 1`, resultVariable: counter }));
        const exit = this.gate('exclusive');
        this.join(merge, body.first);
        this.join(body.last, count);
        this.join(count, exit);
        this.join(exit, merge, `${counter} < ${String(1 + (n % 3))}`);
        const out = this.add(event('throw', this.id('throw')));
        this.setDefault(exit, this.join(exit, out));
        return { first: merge, last: out };
      }
      case 'sub':
        return this.one(activity('subProcess', this.id('sub'), { scope: this.scope(inner) }));
      case 'loopSub':
        return this.one(activity('subProcess', this.id('sub'), { scope: this.scope(inner), loop: around }));
      case 'sequentialSub':
      case 'parallelSub':
        return this.one(activity('subProcess', this.id('sub'), { scope: this.scope(inner), loop: { ...times, isSequential: kind === 'sequentialSub' } }));
      case 'call': {
        const id = this.id('called');
        const inputs = Array.from({ length: VARIABLES }, (_, at) => ({ from: `v${String(at)}`, to: `v${String(at)}` }));
        this.shared.called[id] = { id, name: id, messages: [], called: {}, correlations: [], ...this.scope(inner) };
        return this.one(activity('call', this.id('call'), { calls: id, inputs }));
      }
      case 'errorSub':
        return this.around(activity('subProcess', this.id('sub'), { scope: this.scope(inner, undefined, { on: 'error', code: 'x' }) }), n % 2 === 0 ? { on: 'error', code: 'x' } : { on: 'error' });
      case 'escalationSub':
        return (n % 2 === 0 ? this.around.bind(this) : this.beside.bind(this))(activity('subProcess', this.id('sub'), { scope: this.scope(inner, undefined, { on: 'escalation', code: 'x' }) }), { on: 'escalation', code: 'x' });
      case 'signalSub':
        return this.around(activity('subProcess', this.id('sub'), { scope: this.scope(inner) }), this.trigger(n));
      case 'terminateSub': {
        this.shared.isInterrupted = true;
        const more = (inside: Rendering, body: Ends): void => {
          const end = inside.add(event('end', inside.id('end'), [{ on: 'terminate' }]));
          const other = inside.add(activity('user', inside.id('task')));
          const start = inside.nodes[0]?.id ?? body.first;
          inside.join(start, other);
          inside.join(other, end);
        };
        return this.one(activity('subProcess', this.id('sub'), { scope: this.scope(inner, more) }));
      }
      case 'transaction':
        return this.one(activity('transaction', this.id('transaction'), { scope: this.scope(inner) }));
      case 'cancelledTransaction':
        return this.around(activity('transaction', this.id('transaction'), { scope: this.scope(inner, undefined, { on: 'cancel' }) }), { on: 'cancel' });
      case 'eventSub':
      case 'besideEventSub': {
        if (kind === 'eventSub') this.shared.isInterrupted = true;
        const more = (inside: Rendering): void => {
          const handler = new Rendering(this.shared);
          const start = handler.add(event('start', handler.id('start'), [this.trigger(n)], { isInterrupting: kind === 'eventSub' }));
          handler.join(start, handler.add(activity('user', handler.id('task'))));
          inside.add(activity('eventSubProcess', inside.id('eventSub'), { scope: handler.result() }));
        };
        return this.one(activity('subProcess', this.id('sub'), { scope: this.scope(inner, more) }));
      }
      case 'undoneSub': {
        const by = new Rendering(this.shared);
        const start = by.add(event('start', by.id('start'), [{ on: 'compensation', waits: true }]));
        by.join(start, by.add(activity('user', by.id('undo'))));
        const more = (inside: Rendering): void => void inside.add(activity('eventSubProcess', inside.id('eventSub'), { scope: by.result() }));
        const sub = activity('subProcess', this.id('sub'), { scope: this.scope(inner, more) });
        return this.chain(this.one(sub), this.one(event('throw', this.id('throw'), [{ on: 'compensation', activity: sub.id, waits: true }])));
      }
      default:
        return kind satisfies never;
    }
  }

  split(kind: 'exclusive' | 'inclusive' | 'parallel' | 'complex', { n, inner }: Block): Ends {
    const from = this.gate(kind === 'complex' ? 'parallel' : kind);
    const to = this.gate(kind, kind === 'complex' ? `activationCount >= ${String(1 + (n % inner.length))}` : undefined);
    if (kind !== 'exclusive') this.shared.pairs.push([from, to]);
    inner.forEach((one, at) => {
      const body = this.block(one);
      const isDefault = at === inner.length - 1;
      const condition = kind === 'exclusive' || kind === 'inclusive' ? (isDefault ? undefined : `v${String((n + at) % VARIABLES)}`) : undefined;
      const flow = this.join(from, body.first, condition);
      if (isDefault && (kind === 'exclusive' || kind === 'inclusive')) this.setDefault(from, flow);
      this.join(body.last, to);
    });
    return { first: from, last: to };
  }
}

export interface RenderedBlocks {
  readonly process: ProcessDefinition;
  /** Splits with their joins, which are completed equally often. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Something in it ends what is open, so that a split may lack its join. */
  readonly isInterrupted: boolean;
}

export function renderBlocks(block: Block): RenderedBlocks {
  const shared = { count: 0, called: {}, pairs: [], isInterrupted: false };
  const rendering = new Rendering(shared);
  const scope = rendering.scope(block);
  return { process: { id: 'generated', name: 'generated', messages: [], correlations: [], called: shared.called, ...scope }, pairs: shared.pairs, isInterrupted: shared.isInterrupted };
}

/** What kind of element a node is, for counting which kinds a run has completed. */
export function kindOf(node: NodeDefinition): string {
  switch (node.kind) {
    case 'gateway':
      return `${node.gateway} gateway`;
    case 'activity':
      return node.activity + (node.loop === undefined ? '' : node.loop.loop === 'standard' ? ' loop' : node.loop.isSequential ? ' sequential' : ' parallel');
    default:
      return `${placeOf(node)} ${node.triggers.length === 0 ? 'none' : node.triggers.length > 1 ? (node.isParallelMultiple ? 'parallel multiple' : 'multiple') : (node.triggers[0]?.on ?? '')}`;
  }
}

const placeOf = ({ place, isInterrupting }: EventDefinition): string => (isInterrupting || place !== 'boundary' ? place : 'boundary beside');
