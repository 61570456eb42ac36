import { Handle, type Node as FlowNode, type NodeProps, Position } from '@xyflow/react';
import { createContext, Fragment, memo, useContext } from 'react';
import { FAMILY_COLOR, type Figures, glyph, type PipelineNode } from './pipeline-model';

/** One card on the pipeline canvas: what a step does, the columns that come out of it, what is wrong, how it runs. */

export type Card = FlowNode<{ node: PipelineNode; figures?: Figures; open: boolean }, 'step'>;

export interface CanvasHand {
  focused: string;
  /** The input that a link being drawn by keyboard would lead to. */
  aim: { to: string; port: number } | null;
  sample(id: string): void;
  toggle(id: string): void;
  openForm(id: string): void;
}

export const Hand = createContext<CanvasHand>({ focused: '', aim: null, sample() {}, toggle() {}, openForm() {} });

/** As many columns as a card shows unless it is opened. */
const FEW = 5;

export function describe(node: PipelineNode, figures: Figures | undefined, from: string[], to: string[]): string {
  return [
    node.id,
    node.words,
    ...node.lines,
    { FINE: '', UNCHECKED: '', WARNED: 'warning', FAULTY: 'problem', WAITING: 'waiting' }[node.state],
    node.problem,
    node.columns.length > 0 ? `${node.columns.length} columns` : '',
    from.length > 0 ? `takes rows of ${from.join(', ')}` : node.ports.length > 0 ? 'nothing linked to it' : '',
    to.length > 0 ? `leads to ${to.join(', ')}` : '',
    figures ? [figures.line, figures.detail, figures.shared].filter(Boolean).join(', ') : '',
    node.note,
  ]
    .filter(Boolean)
    .join(', ');
}

export function Glyph({ kind }: { kind: string }) {
  return (
    <svg className="pc-glyph" viewBox="0 0 16 16" aria-hidden="true">
      <path d={glyph(kind)} />
    </svg>
  );
}

export const StepCard = memo(function StepCard({ id, data, selected }: NodeProps<Card>) {
  const { node, figures, open } = data;
  const hand = useContext(Hand);
  const shown = open ? node.columns : node.columns.slice(0, FEW);
  const hidden = node.columns.length - shown.length;
  const spread = node.ports.length;
  return (
    <div
      className={`pc-card pc-${node.state.toLowerCase()}${selected ? ' pc-selected' : ''}`}
      style={{ '--family': FAMILY_COLOR[node.family] } as React.CSSProperties}
      role="group"
      tabIndex={hand.focused === id ? 0 : -1}
      data-step={id}
      aria-label={`${id}, ${node.words}${node.problem ? `, ${node.problem}` : ''}`}
    >
      {node.ports.map((label, port) => (
        <Handle
          key={port}
          id={String(port)}
          type="target"
          position={Position.Left}
          className={hand.aim?.to === id && hand.aim.port === port ? 'pc-aim' : undefined}
          style={{ top: spread === 1 ? 22 : 22 + port * 22 }}
          title={label}
        />
      ))}
      <header>
        <span className="pc-icon">
          <Glyph kind={node.kind} />
        </span>
        <span className="pc-names">
          <b title={id}>
            {id.split(/(?<=_)/).map((part, index) => (
              <Fragment key={index}>
                {index > 0 && <wbr />}
                {part}
              </Fragment>
            ))}
          </b>
          <i>{node.words}</i>
        </span>
        {node.output && (
          <button type="button" className="pc-sample nodrag" tabIndex={-1} aria-label={`Rows of ${id}`} title="Show rows here (S)" onClick={() => hand.sample(id)}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M2 3.5h12v9H2ZM2 6.5h12M6 6.5v6" />
            </svg>
          </button>
        )}
      </header>
      {spread > 1 && (
        <div className="pc-ports" style={{ minHeight: Math.max(0, spread * 22 - 22) }} aria-hidden="true">
          {node.ports.map((label, port) => (
            <span key={port} style={{ top: 22 + port * 22 - 8 }}>
              {label}
            </span>
          ))}
        </div>
      )}
      {node.lines.map((line, at) => (
        <code key={at} title={line}>
          {line}
        </code>
      ))}
      {node.problem && (
        <p className="pc-problem" title={node.problem}>
          {node.problem}
        </p>
      )}
      {shown.length > 0 && (
        <ul>
          {shown.map((column) => (
            <li key={column.name} title={`${column.name} ${column.type}${column.time ? ', a time that windows can go by' : ''}`}>
              <span>{column.name}</span>
              <em>
                {column.time && '◷ '}
                {column.type}
              </em>
            </li>
          ))}
        </ul>
      )}
      {(hidden > 0 || (open && node.columns.length > FEW)) && (
        <button type="button" className="pc-more nodrag" tabIndex={-1} onClick={() => hand.toggle(id)}>
          {hidden > 0 ? `+ ${hidden} ${hidden === 1 ? 'column' : 'columns'}` : '▴ fewer'}
        </button>
      )}
      {figures && (
        <footer className={`pc-figures sh-${figures.tone.toLowerCase()}`} title={[figures.line, figures.detail, figures.shared].filter(Boolean).join('\n')}>
          <span className="pc-load" aria-hidden="true">
            <span style={{ width: `${Math.min(100, figures.busy * 100)}%` }} />
            <span className="pc-pressure" style={{ width: `${Math.min(100 - Math.min(100, figures.busy * 100), figures.pressure * 100)}%` }} />
          </span>
          <span>{figures.line}</span>
          {figures.detail && <span className="pc-detail">{figures.detail}</span>}
          {figures.shared && <span className="pc-detail">{figures.shared}</span>}
        </footer>
      )}
      {node.output && <Handle type="source" position={Position.Right} style={{ top: 22 }} title={`Rows of ${id}: drag to where they go`} />}
    </div>
  );
});
