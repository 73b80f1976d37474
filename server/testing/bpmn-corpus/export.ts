import type { Drawing, Pool, Scope, Shape } from './drawing.ts';
import { diagram } from './export-diagram.ts';
import { extensionsOf } from './export-extensions.ts';
import type { Tool } from './tools.ts';

const tags: Readonly<Record<string, string>> = {
  start: 'startEvent', end: 'endEvent', catch: 'intermediateCatchEvent', throw: 'intermediateThrowEvent', boundary: 'boundaryEvent',
  task: 'task', user: 'userTask', service: 'serviceTask', send: 'sendTask', receive: 'receiveTask', script: 'scriptTask', rule: 'businessRuleTask', manual: 'manualTask',
  call: 'callActivity', sub: 'subProcess', adhoc: 'adHocSubProcess', transaction: 'transaction',
  xor: 'exclusiveGateway', and: 'parallelGateway', or: 'inclusiveGateway', event: 'eventBasedGateway', complex: 'complexGateway', choreography: 'choreographyTask',
};

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('|', '&#10;');

const attributes = (given: readonly (readonly [string, string | undefined])[]): string => given.map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(value)}"`)).join('');

/** A drawing as the file that a tool would save. */
export function exported(drawing: Drawing, tool: Tool): string {
  return new Writer(drawing, tool).file();
}

class Writer {
  readonly #drawing: Drawing;
  readonly #tool: Tool;
  readonly #roots: string[] = [];

  constructor(drawing: Drawing, tool: Tool) {
    this.#drawing = drawing;
    this.#tool = tool;
  }

  file(): string {
    const { pools } = this.#drawing;
    const hasPools = pools.some(({ name }) => name !== '');
    const processes = pools.map((pool, index) => (pool.isClosed ? '' : this.#process(pool, index))).join('');
    const collaboration = hasPools ? this.#collaboration() : '';
    const { head, prefix, rootAttributes, newline } = this.#tool;
    const body = `${this.#roots.join('')}${collaboration}${processes}${this.#tool.hasDiagram ? diagram(this.#drawing, this.#tool) : ''}`;
    return `${head}<${prefix}definitions ${rootAttributes}>${newline}${body}</${prefix}definitions>${newline}`;
  }

  #tag(name: string, given: readonly (readonly [string, string | undefined])[], content = ''): string {
    const full = `${this.#tool.prefix}${name}`;
    return content === '' ? `<${full}${attributes(given)}/>${this.#tool.newline}` : `<${full}${attributes(given)}>${content}</${full}>${this.#tool.newline}`;
  }

  #collaboration(): string {
    const { pools, messages } = this.#drawing;
    const participants = pools.map((pool, index) => this.#tag('participant', [['id', this.#tool.id('pool', pool.name)], ['name', pool.name], ['processRef', pool.isClosed ? undefined : this.#processId(index)]]));
    const poolNames = new Set(pools.map(({ name }) => name));
    const end = (id: string) => this.#tool.id(poolNames.has(id.replaceAll('_', ' ')) ? 'pool' : 'task', poolNames.has(id.replaceAll('_', ' ')) ? id.replaceAll('_', ' ') : id);
    const flows = messages.map(({ from, to, name }) => this.#tag('messageFlow', [['id', this.#tool.id('flow', `${from}~${to}`)], ['name', name === '' ? undefined : name], ['sourceRef', this.#end(from, end)], ['targetRef', this.#end(to, end)]]));
    return this.#tag('collaboration', [['id', this.#tool.id('collaboration', 'collaboration')]], [...participants, ...flows].join(''));
  }

  #end(id: string, otherwise: (id: string) => string): string {
    const shape = this.#find(id);
    return shape ? this.#idOf(shape) : otherwise(id);
  }

  #find(id: string, scopes: readonly Scope[] = this.#drawing.pools): Shape | undefined {
    for (const scope of scopes) {
      const found = scope.shapes.find((shape) => shape.id === id) ?? this.#find(id, scope.shapes.flatMap(({ inner }) => (inner ? [inner] : [])));
      if (found) return found;
    }
    return undefined;
  }

  #idOf = (shape: Shape): string => this.#tool.id(shape.kind, shape.id);

  #ref(id: string): string {
    const shape = this.#find(id);
    return shape ? this.#idOf(shape) : id;
  }

  #processId = (index: number): string => this.#tool.id('process', `process${String(index)}`);

  #process(pool: Pool, index: number): string {
    const given = [['id', this.#processId(index)], ['name', pool.name === '' || !this.#tool.spellsDefaults ? undefined : pool.name], ['isExecutable', 'false'], ...(this.#tool.spellsDefaults ? [['isClosed', 'false'], ['processType', 'None']] : [])] as const;
    const lanes = pool.lanes.map((lane) => this.#tag('lane', [['id', this.#tool.id('lane', lane)], ['name', lane]], pool.shapes.filter((shape) => shape.lane === lane && shape.kind in tags).map((shape) => this.#tag('flowNodeRef', [], this.#idOf(shape))).join('')));
    const laneSet = lanes.length > 0 ? this.#tag('laneSet', [['id', this.#tool.id('laneSet', `${pool.name} lanes`)]], lanes.join('')) : '';
    return this.#tag('process', given as never, `${laneSet}${this.#scope(pool)}`);
  }

  #scope(scope: Scope): string {
    const drawn = scope.shapes.filter((shape) => shape.kind in tags || shape.kind === 'data' || shape.kind === 'store');
    const flows = (from: string) => scope.arrows.filter((arrow) => arrow.from === from).map((arrow) => this.#flow(arrow)).join('');
    const nodes = drawn.map((shape) => `${this.#shape(shape, scope)}${this.#tool.flowsLast ? '' : flows(shape.id)}`);
    const known = new Set(drawn.map(({ id }) => id));
    const rest = this.#tool.flowsLast ? scope.arrows : scope.arrows.filter((arrow) => !known.has(arrow.from));
    const notes = scope.shapes.filter(({ kind }) => kind === 'note').map((note) => this.#tag('textAnnotation', [['id', this.#idOf(note)]], this.#tag('text', [], escaped(note.name))));
    const lines = this.#drawing.lines.filter(({ from, to }) => scope.shapes.some(({ id }) => id === from) && !this.#isData(from) && !this.#isData(to));
    const associations = lines.map(({ from, to }) => this.#tag('association', [['id', this.#tool.id('flow', `${from}--${to}`)], ['sourceRef', this.#ref(from)], ['targetRef', this.#ref(to)]]));
    return [...nodes, ...rest.map((arrow) => this.#flow(arrow)), ...notes, ...associations].join('');
  }

  #isData = (id: string): boolean => /^(?:data|store)$/.test(this.#find(id)?.kind ?? '');

  #flow({ from, to, name, condition }: Scope['arrows'][number]): string {
    const expression = condition === undefined ? '' : this.#tag('conditionExpression', [['xsi:type', this.#tool.expressionType]], escaped(condition));
    const given = [['id', this.#tool.id('flow', `${from}>${to}`)], ['name', name === '' ? (this.#tool.spellsDefaults ? '' : undefined) : name], ['sourceRef', this.#ref(from)], ['targetRef', this.#ref(to)]] as const;
    return this.#tag('sequenceFlow', given, expression);
  }

  #shape(shape: Shape, scope: Scope): string {
    const { kind, options } = shape;
    const name = shape.name === '' ? (this.#tool.spellsDefaults ? '' : undefined) : shape.name;
    if (kind === 'store') return this.#tag('dataStoreReference', [['id', this.#idOf(shape)], ['name', name]]);
    if (kind === 'data') {
      const object = `${this.#idOf(shape)}_o`;
      return this.#tag('dataObjectReference', [['id', this.#idOf(shape)], ['name', name], ['dataObjectRef', object]]) + this.#tag('dataObject', [['id', object]]);
    }
    const extensions = extensionsOf(shape, this.#tool);
    const inner = extensions.elements === '' ? '' : this.#tag('extensionElements', [], extensions.elements);
    const ends = (property: 'from' | 'to', tag: string) => (this.#tool.writesIncoming ? scope.arrows.filter((arrow) => arrow[property] === shape.id).map((arrow) => this.#tag(tag, [], this.#tool.id('flow', `${arrow.from}>${arrow.to}`))) : []).join('');
    const byDefault = scope.arrows.find((arrow) => arrow.from === shape.id && arrow.isDefault);
    const given = [['id', this.#idOf(shape)], ['name', name], ['default', byDefault && this.#tool.id('flow', `${byDefault.from}>${byDefault.to}`)], ...this.#special(shape), ...extensions.attributes] as const;
    const content = `${inner}${ends('to', 'incoming')}${ends('from', 'outgoing')}${this.#definitions(shape)}${this.#data(shape)}${this.#loop(options.get('loop'))}${this.#script(options)}${shape.inner ? this.#scope(shape.inner) : ''}`;
    return this.#tag(tags[kind] ?? kind, given, content);
  }

  #special({ kind, options }: Shape): [string, string | undefined][] {
    const activity = this.#tool.spellsDefaults && !/^(?:start|end|catch|throw|boundary|xor|and|or|event|complex|choreography)$/.test(kind);
    return [
      ...(activity ? [['completionQuantity', '1'], ['startQuantity', '1']] as [string, string][] : []),
      ['isForCompensation', options.has('handler') ? 'true' : activity ? 'false' : undefined],
      ...(kind === 'boundary' ? [['attachedToRef', this.#ref(options.get('at') ?? '')], ['cancelActivity', options.has('soft') ? 'false' : this.#tool.spellsDefaults ? 'true' : undefined]] as [string, string | undefined][] : []),
      ...(kind === 'start' && options.has('soft') ? [['isInterrupting', 'false']] as [string, string][] : []),
      ['triggeredByEvent', kind === 'sub' && options.has('event') ? 'true' : undefined],
      ['calledElement', options.get('calls') === undefined ? undefined : options.get('calls') === 'self' ? this.#processId(0) : options.get('calls')],
      ['instantiate', options.has('first') ? 'true' : undefined],
      ['messageRef', options.has('message') && (kind === 'send' || kind === 'receive') ? this.#message(options.get('message') ?? '') : undefined],
      ['scriptFormat', options.get('lang')],
      ['gatewayDirection', this.#tool.spellsDefaults && /^(?:xor|and|or|complex)$/.test(kind) ? 'Unspecified' : undefined],
      ['initiatingParticipantRef', kind === 'choreography' ? 'nobody' : undefined],
    ];
  }

  #message(name: string): string {
    const id = this.#tool.id('message', name);
    const root = this.#tag('message', [['id', id], ['name', name]]);
    if (!this.#roots.includes(root)) this.#roots.push(root);
    return id;
  }

  #definitions({ kind, options, id }: Shape): string {
    if (kind === 'choreography') return this.#tag('participantRef', [], 'a') + this.#tag('participantRef', [], 'b') + this.#tag('messageFlowRef', [], 'c');
    return (options.get('on') ?? '').split(',').filter((on) => on !== '').map((on) => this.#definition(on, options, `${id}:${on}`)).join('');
  }

  #definition(on: string, options: ReadonlyMap<string, string>, name: string): string {
    const id = this.#tool.id('definition', name);
    const value = options.get('value') ?? '';
    const expression = (tag: string) => this.#tag(tag, [['xsi:type', this.#tool.expressionType]], value === '' ? '' : escaped(value));
    if (on === 'message') return this.#tag('messageEventDefinition', [['id', id], ['messageRef', options.has('message') ? this.#message(options.get('message') ?? '') : undefined]]);
    if (on === 'timer') return this.#tag('timerEventDefinition', [['id', id]], value === '' ? '' : expression(/^R/.test(value) ? 'timeCycle' : /^\d{4}/.test(value) ? 'timeDate' : 'timeDuration'));
    if (on === 'conditional') return this.#tag('conditionalEventDefinition', [['id', id]], expression('condition'));
    if (on === 'link') return this.#tag('linkEventDefinition', [['id', id], ['name', value]]);
    if (on === 'compensate') return this.#tag('compensateEventDefinition', [['id', id]]);
    if (on === 'signal' || on === 'error' || on === 'escalation') {
      const root = this.#tool.id(on, value);
      if (value !== '' && !this.#roots.some((one) => one.includes(`"${root}"`))) this.#roots.push(this.#tag(on, [['id', root], ['name', value], ...(on === 'signal' ? [] : [[`${on}Code`, value] as [string, string]])]));
      return this.#tag(`${on}EventDefinition`, [['id', id], [`${on}Ref`, value === '' ? undefined : root]]);
    }
    return this.#tag(`${on}EventDefinition`, [['id', id]]);
  }

  /** Data is drawn as the modelers do it: with a property that only gives the association an end. */
  #data({ id }: Shape): string {
    const read = this.#drawing.lines.filter((line) => line.to === id && this.#isData(line.from));
    const written = this.#drawing.lines.filter((line) => line.from === id && this.#isData(line.to));
    const place = `${this.#tool.id('property', id)}_p`;
    return [
      read.length > 0 ? this.#tag('property', [['id', place], ['name', '__targetRef_placeholder']]) : '',
      ...read.map(({ from }) => this.#tag('dataInputAssociation', [['id', this.#tool.id('flow', `${from}--${id}`)]], this.#tag('sourceRef', [], this.#ref(from)) + this.#tag('targetRef', [], place))),
      ...written.map(({ to }) => this.#tag('dataOutputAssociation', [['id', this.#tool.id('flow', `${id}--${to}`)]], this.#tag('targetRef', [], this.#ref(to)))),
    ].join('');
  }

  #loop(loop: string | undefined): string {
    if (loop === undefined) return '';
    if (loop === 'standard') return this.#tag('standardLoopCharacteristics', []);
    if (/^\d+$/.test(loop)) return this.#tag('multiInstanceLoopCharacteristics', [['isSequential', 'true']], this.#tag('loopCardinality', [['xsi:type', this.#tool.expressionType]], loop));
    return this.#tag('multiInstanceLoopCharacteristics', [['isSequential', loop === 'one-by-one' ? 'true' : 'false']]);
  }

  #script(options: ReadonlyMap<string, string>): string {
    const script = options.get('script');
    return script === undefined ? '' : this.#tag('script', [], escaped(script));
  }
}
