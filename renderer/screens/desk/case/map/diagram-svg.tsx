import styles from './map-view.module.css';
import type { Diagram, Edge, Shape } from './read-diagram.ts';
import { wrapped } from './read-diagram.ts';

interface DiagramSvgProps {
  readonly diagram: Diagram;
  readonly zoom: number;
  readonly standing: ReadonlySet<string>;
  readonly picked: string | undefined;
}

/** The drawing itself; what it says is in the list beside it, so it is hidden from readers of the screen. */
export function DiagramSvg({ diagram: { shapes, edges, box }, zoom, standing, picked }: DiagramSvgProps) {
  const behind = shapes.filter(({ kind }) => kind === 'pool' || kind === 'lane' || kind === 'subProcess');
  const before = shapes.filter((shape) => !behind.includes(shape));
  return (
    <svg width={box.width * zoom} height={box.height * zoom} viewBox={`${String(box.x)} ${String(box.y)} ${String(box.width)} ${String(box.height)}`} className={styles.svg} aria-hidden="true" direction="ltr">
      <defs>
        <marker id="map-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" className={styles.arrow} /></marker>
      </defs>
      {behind.map((shape) => <Drawn key={shape.id} shape={shape} isHere={standing.has(shape.id)} isPicked={picked === shape.id} />)}
      {edges.map((edge) => <Line key={edge.id} edge={edge} />)}
      {before.map((shape) => <Drawn key={shape.id} shape={shape} isHere={standing.has(shape.id)} isPicked={picked === shape.id} />)}
    </svg>
  );
}

function Line({ edge: { points, name, label, isDashed } }: { edge: Edge }) {
  const middle = points[Math.floor((points.length - 1) / 2)];
  return (
    <g>
      <polyline points={points.map(({ x, y }) => `${String(x)},${String(y)}`).join(' ')} className={styles.edge} data-dashed={isDashed} markerEnd="url(#map-arrow)" />
      {name !== '' && middle && <Words text={name} x={label ? label.x + label.width / 2 : middle.x + 6} y={label ? label.y + 9 : middle.y - 6} letters={16} most={3} isNote isMiddle={label !== undefined} />}
    </g>
  );
}

function Drawn({ shape, isHere, isPicked }: { shape: Shape; isHere: boolean; isPicked: boolean }) {
  const { kind, x, y, width, height, name, label } = shape;
  const [cx, cy] = [x + width / 2, y + height / 2];
  const state = { 'data-here': isHere, 'data-picked': isPicked, 'data-kind': kind, className: styles.shape };
  switch (kind) {
    case 'pool':
    case 'lane':
      return (
        <g {...state}>
          <rect x={x} y={y} width={width} height={height} />
          <text className={styles.head} transform={`translate(${String(x + 19)} ${String(cy)}) rotate(-90)`} textAnchor="middle">{name}</text>
        </g>
      );
    case 'task':
    case 'subProcess':
      return (
        <g {...state}>
          <rect x={x} y={y} width={width} height={height} rx={8} />
          {kind === 'task' || height < 120
            ? <Words text={name} x={cx} y={cy} letters={Math.max(8, Math.floor(width / 6.6))} most={Math.max(2, Math.floor(height / 16))} isMiddle isCentred />
            : <Words text={name} x={x + 10} y={y + 18} letters={60} most={1} />}
        </g>
      );
    case 'exclusive':
    case 'parallel':
    case 'inclusive':
    case 'eventBased':
      return (
        <g {...state}>
          <polygon points={`${String(cx)},${String(y)} ${String(x + width)},${String(cy)} ${String(cx)},${String(y + height)} ${String(x)},${String(cy)}`} />
          <text x={cx} y={cy + 6} textAnchor="middle" className={styles.sign}>{{ exclusive: '×', parallel: '+', inclusive: '○', eventBased: '◇' }[kind]}</text>
          <Outside name={name} label={label} x={cx} y={y - 8} />
        </g>
      );
    case 'text':
    case 'data':
      return <g {...state}><Words text={name} x={x + 6} y={y + 14} letters={Math.floor(width / 6)} most={6} isNote /></g>;
    default:
      return (
        <g {...state}>
          <circle cx={cx} cy={cy} r={width / 2} />
          {(kind === 'catch' || kind === 'throw' || kind === 'boundary') && <circle cx={cx} cy={cy} r={width / 2 - 3.5} />}
          <Outside name={name} label={label} x={cx} y={y + height + 14} />
        </g>
      );
  }
}

const Outside = ({ name, label, x, y }: { name: string; label: Shape['label']; x: number; y: number }) =>
  name === '' ? null : <Words text={name} x={label ? label.x + label.width / 2 : x} y={label ? label.y + 10 : y} letters={18} most={4} isNote isMiddle />;

interface WordsProps {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly letters: number;
  readonly most: number;
  readonly isNote?: boolean;
  readonly isMiddle?: boolean;
  /** Around y, and not from it down. */
  readonly isCentred?: boolean;
}

function Words({ text, x, y, letters, most, isNote = false, isMiddle = false, isCentred = false }: WordsProps) {
  const lines = wrapped(text, letters, most);
  const step = isNote ? 13 : 15;
  const from = isCentred ? y - ((lines.length - 1) * step) / 2 + 4 : y;
  return (
    <text className={isNote ? styles.small : styles.words} textAnchor={isMiddle ? 'middle' : 'start'}>
      {lines.map((line, index) => <tspan key={`${String(index)} ${line}`} x={x} y={from + index * step}>{line}</tspan>)}
    </text>
  );
}
