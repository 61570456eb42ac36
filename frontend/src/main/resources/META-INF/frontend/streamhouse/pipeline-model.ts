/** What the server tells of a pipeline, and what both the canvas and the palette draw it with. */

export type Family = 'SOURCE' | 'ROWS' | 'COMBINE' | 'GROUP' | 'TEXT' | 'TARGET';
export type State = 'FINE' | 'WARNED' | 'FAULTY' | 'WAITING' | 'UNCHECKED';

export interface Column {
  name: string;
  type: string;
  time: boolean;
}

export interface PipelineNode {
  id: string;
  kind: string;
  words: string;
  family: Family;
  lines: string[];
  ports: string[];
  output: boolean;
  columns: Column[];
  state: State;
  problem: string;
  note: string;
  x: number;
  y: number;
}

export interface PipelineLink {
  from: string;
  to: string;
  port: number;
}

/** @param moves the number of the last move by hand that the places contain */
export interface Drawing {
  nodes: PipelineNode[];
  links: PipelineLink[];
  moves: number;
  editable: boolean;
}

export interface Figures {
  line: string;
  detail: string;
  busy: number;
  pressure: number;
  tone: string;
  shared: string;
}

export interface StepKind {
  kind: string;
  label: string;
  words: string;
  family: Family;
  group: string;
}

export interface Found {
  id: string;
  name: string;
  place: string;
  kind: string;
}

/** The type of what is dragged from the palette onto the canvas. */
export const DRAGGED = 'application/x-streamhouse-step';

export const FAMILY_COLOR: Record<Family, string> = {
  SOURCE: 'var(--sh-storage)',
  ROWS: 'var(--sh-accent)',
  COMBINE: 'var(--sh-compaction)',
  GROUP: 'var(--sh-requests)',
  TEXT: 'var(--sh-dim)',
  TARGET: 'var(--sh-ok)',
};

/** Strokes in a box of 16. */
const GLYPHS: Record<string, string> = {
  source: 'M2.5 4.2c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2-2.5 2-5.5 2-5.5-.9-5.5-2ZM2.5 4.2v7.6c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4.2M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2',
  filter: 'M2.5 3h11L9.3 8.2v4.6l-2.6-1.5V8.2Z',
  project: 'M2.5 3.5h11M2.5 8h6M2.5 12.5h6M11 7.5v6M8.7 10.5h4.6',
  join: 'M6 4.2a4 4 0 1 0 0 7.6 4 4 0 0 0 0-7.6ZM10 4.2a4 4 0 1 1 0 7.6 4 4 0 0 1 0-7.6Z',
  'interval-join': 'M5.6 4.4a3.8 3.8 0 1 0 0 7.2 3.8 3.8 0 0 0 0-7.2ZM10.4 4.4a3.8 3.8 0 1 1 0 7.2M8 6v2.2l1.8 1',
  'temporal-join': 'M6 4.2a4 4 0 1 0 0 7.6M12.8 8a3.6 3.6 0 1 1-7.2 0 3.6 3.6 0 0 1 7.2 0ZM9.2 6v2.2l1.5 1',
  aggregate: 'M12.5 4V2.8h-9L8 8l-4.5 5.2h9V12',
  window: 'M2.5 2.8v10.4M6.2 2.8v10.4M9.8 2.8v10.4M13.5 2.8v10.4M2.5 8h3.7M9.8 8h3.7',
  deduplicate: 'M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3',
  'top-n': 'M3 13V9h2.8v4M6.6 13V3h2.8v10M10.2 13V6.5H13V13',
  'set-operation': 'M2.5 4h3.3c2.4 0 2 4 4.4 4h3.3M2.5 12h3.3c2.4 0 2-4 4.4-4M11.5 6l2 2-2 2',
  'sort-limit': 'M4.5 3v10M4.5 13l-2-2.2M4.5 13l2-2.2M9 4h4.5M9 8h3.4M9 12h2.2',
  'table-call': 'M6 3c-1.8 0-1.8 1.3-1.8 2.6S4 8 2.6 8C4 8 4.2 9.1 4.2 10.4S4.2 13 6 13M10 3c1.8 0 1.8 1.3 1.8 2.6S12 8 13.4 8c-1.4 0-1.6 1.1-1.6 2.4S11.8 13 10 13M8 6v4',
  query: 'M5.3 5 2.3 8l3 3M10.7 5l3 3-3 3M9 3.5 7 12.5',
  'into-table': 'M2.5 3h11v10h-11ZM2.5 6.3h11M8 8v3.6M6.3 10 8 11.7 9.7 10',
  'into-new-table': 'M2.5 3h11v10h-11ZM2.5 6.3h11M8 8v3.6M6.2 9.8h3.6',
  'into-view': 'M1.8 8S4.2 4 8 4s6.2 4 6.2 4-2.4 4-6.2 4-6.2-4-6.2-4ZM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4Z',
};

/** The picture of a kind of step; a plain dot for one that has none. */
export function glyph(kind: string): string {
  return GLYPHS[kind] ?? 'M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z';
}

/** Whether rows of {@code start} reach {@code end} already: a link back would close a circle. */
export function reaches(links: PipelineLink[], start: string, end: string): boolean {
  const open = [start];
  const seen = new Set<string>();
  while (open.length > 0) {
    const at = open.pop()!;
    if (at === end) {
      return true;
    }
    if (!seen.has(at)) {
      seen.add(at);
      links.forEach((link) => link.from === at && open.push(link.to));
    }
  }
  return false;
}

export function firstFreePort(node: PipelineNode, links: PipelineLink[]): number {
  const taken = new Set(links.filter((link) => link.to === node.id).map((link) => link.port));
  const free = node.ports.findIndex((_, port) => !taken.has(port));
  return free;
}
