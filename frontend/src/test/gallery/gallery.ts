import '../../main/resources/META-INF/frontend/streamhouse/chart';
import '../../main/resources/META-INF/frontend/streamhouse/flow-graph';
import '../../main/resources/META-INF/frontend/streamhouse/freshness-slider';
import '../../main/resources/META-INF/frontend/streamhouse/lineage-canvas';
import '../../main/resources/META-INF/frontend/streamhouse/palette';
import '../../main/resources/META-INF/frontend/streamhouse/pipeline-canvas';
import '../../main/resources/META-INF/frontend/streamhouse/pipeline-palette';
import '../../main/resources/META-INF/frontend/streamhouse/relative-time';
import '../../main/resources/META-INF/frontend/streamhouse/result-table';
import { choose } from '../../main/resources/META-INF/frontend/streamhouse/scheme';
import '../../main/resources/META-INF/frontend/streamhouse/scheme-switch';
import '../../main/resources/META-INF/frontend/streamhouse/sql-editor';

/* eslint-disable @typescript-eslint/no-explicit-any */
const query = new URLSearchParams(location.search);
choose((query.get('s') as any) ?? 'system');
const only = query.get('only');
if (only) {
  document.body.classList.add('only');
  document.querySelectorAll('section').forEach((each) => each.id === only || each.remove());
}

function put(section: string, tag: string, server: object, set: (element: any) => void) {
  const host = document.getElementById(section);
  if (!host) {
    return;
  }
  const element = document.createElement(tag) as any;
  element.$server = server;
  element.style.height = '100%';
  host.append(element);
  set(element);
  (window as any)[section] = element;
}

put(
  'editor',
  'sh-sql-editor',
  {
    complete: async (_text: string, offset: number) => [
      { label: 'customer_id', kind: 'column', detail: 'BIGINT', insert: 'customer_id', from: offset, to: offset },
      { label: 'orders', kind: 'table', detail: 'shop', insert: 'orders', from: offset, to: offset },
      { label: 'COUNT', kind: 'function', detail: '', insert: 'COUNT(', from: offset, to: offset },
    ],
  },
  (editor) => {
    editor.label = 'SQL of tab 1';
    editor.setText(
      "-- revenue by country\nSELECT c.country, COUNT(*) AS orders, SUM(o.total) AS revenue\nFROM orders AS o\nJOIN customers AS c ON o.customer_id = c.id\nWHERE o.status <> 'CANCELLED' AND o.ordered_at > TIMESTAMP '2026-11-01 00:00:00'\nGROUP BY c.country;\n\nSELECT * FORM orders LIMIT 10;\n",
    );
    editor.statements = [
      { from: 22, to: 234 },
      { from: 250, to: 278 },
    ];
    editor.diagnostics = [{ fromLine: 8, fromColumn: 10, toLine: 8, toColumn: 14, message: '“FORM” is not expected here. Did you mean FROM?' }];
  },
);

const columns = [
  { name: 'order_id', type: 'BIGINT NOT NULL', layout: 'NUMBER' },
  { name: 'customer', type: 'STRING', layout: 'TEXT' },
  { name: 'status', type: 'STRING', layout: 'TEXT' },
  { name: 'total', type: 'DECIMAL(10, 2)', layout: 'NUMBER' },
  { name: 'ordered_at', type: 'TIMESTAMP(3)', layout: 'TIME' },
  { name: 'address', type: 'ROW<city STRING, zip STRING>', layout: 'NESTED' },
  { name: 'note', type: 'STRING', layout: 'TEXT' },
];
const status = ['PLACED', 'PAID', 'SHIPPED', 'CANCELLED'];
const row = (n: number, kind = 'INSERT') => ({
  kind,
  cells: [
    String(100_000 + n),
    `Ada Lovelace ${n % 97}`,
    status[n % 4],
    (((n * 7919) % 100_000) / 100).toFixed(2),
    `2026-11-${String((n % 28) + 1).padStart(2, '0')} 10:${String(n % 60).padStart(2, '0')}:00.123`,
    `{"city":"Hamburg","zip":"20${n % 1000}"}`,
    n % 3 === 0 ? null : `<b>left</b> at the door ${'and again '.repeat(n % 9)}`,
  ],
});
const SIZE = 100_000;
const rows = (from: number, to: number) => Array.from({ length: Math.min(to, SIZE) - from }, (_, at) => row(from + at));
put(
  'table',
  'sh-result-table',
  {
    page: async (from: number) => ({ first: from, total: SIZE, finished: true, rows: rows(from, from + 500) }),
    copyRows: async (from: number, to: number) => rows(from, to),
  },
  (table) => {
    table.label = 'Orders';
    table.columns = columns;
    table.showRows({ first: 0, total: SIZE, finished: true, rows: rows(0, 500) }, 500);
  },
);

let total = 0;
let sent = 0;
const kinds = ['INSERT', 'UPDATE_BEFORE', 'UPDATE_AFTER', 'DELETE'];
window.setInterval(() => {
  total += 500;
}, 50);
put(
  'stream',
  'sh-result-table',
  {
    ready: async () => {
      const first = Math.max(sent, total - 1000);
      const news = Array.from({ length: total - first }, (_, at) => row(first + at, kinds[(first + at) % 4]));
      sent = total;
      window.setTimeout(() => (window as any).stream.receiveChanges({ first, total, finished: false, rows: news }), 5);
    },
  },
  (table) => {
    (window as any).stream = table;
    table.label = 'Changes of orders';
    table.columns = columns;
    table.showChanges(1000);
  },
);

put('graph', 'sh-flow-graph', {}, (graph) => {
  graph.label = 'Plan';
  const node = (id: string, title: string, lines: string[], x: number, y: number, tone = 'neutral', badge = '') => ({ id, title, lines, badge, tone, x, y, width: 190, height: 66 });
  graph.graph = {
    width: 980,
    height: 220,
    nodes: [
      node('1', 'Source: orders', ['12,300 rows/s', 'watermark 2 s'], 12, 20, 'ok', 'RUNNING'),
      node('2', 'Source: customers', ['idle'], 12, 130, 'ok', 'RUNNING'),
      node('3', 'Join', ['customer_id = id', 'state 120 MB, back-pressured 82 % of the time'], 270, 70, 'bad', 'BUSY'),
      node('4', 'GroupAggregate', ['country'], 530, 70, 'warn', 'RUNNING'),
      node('5', 'Sink: revenue', ['+I -U +U'], 780, 70, 'ok', 'RUNNING'),
    ],
    edges: [
      { from: '1', to: '3', label: 'hash', points: [202, 53, 236, 53, 236, 92, 270, 92] },
      { from: '2', to: '3', label: 'hash', points: [202, 163, 236, 163, 236, 114, 270, 114] },
      { from: '3', to: '4', label: '', points: [460, 103, 530, 103] },
      { from: '4', to: '5', label: '', points: [720, 103, 780, 103] },
    ],
  };
});

put('chart', 'sh-chart', {}, (chart) => {
  chart.label = 'Lag';
  const points = (base: number) => Array.from({ length: 90 }, (_, at) => ({ x: 1_790_000_000_000 + at * 60_000, y: base + Math.sin(at / 6) * base * 0.4 + (at % 7) * 2 }));
  chart.show({
    x: { name: '', scale: 'TIME', unit: 'NONE' },
    y: { name: 'lag', scale: 'NUMBER', unit: 'DURATION' },
    series: [
      { name: 'orders_enriched', mark: 'AREA', tone: 'NEUTRAL', stacked: false, points: points(60) },
      { name: 'revenue', mark: 'LINE', tone: 'NEUTRAL', stacked: false, points: points(120) },
    ],
  });
});

const targets = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400];
const costs: Record<string, (seconds: number) => number> = {
  CONTINUOUS: (seconds) => 0.35 + 4.6 / seconds ** 0.62,
  INCREMENTAL: (seconds) => 0.12 + (86_400 / seconds) * 0.00021,
  FULL: (seconds) => (86_400 / seconds) * 0.00105,
};
const floors: Record<string, number> = { CONTINUOUS: 1, INCREMENTAL: 5, FULL: 30 };
function curveOf(scale: number, floorSeconds: number, chainFloorSeconds: number | null) {
  return {
    currency: 'USD',
    lines: Object.keys(costs).map((tone) => ({
      tone,
      name: tone[0] + tone.slice(1).toLowerCase(),
      points: targets
        .filter((seconds) => seconds >= floors[tone])
        .map((seconds) => ({ seconds, costPerDay: scale * costs[tone](seconds), lagSeconds: seconds * 0.92 })),
    })),
    bands: [
      { fromSeconds: 1, toSeconds: 60, tone: 'CONTINUOUS' },
      { fromSeconds: 60, toSeconds: 900, tone: 'INCREMENTAL' },
      { fromSeconds: 900, toSeconds: 86_400, tone: 'FULL' },
    ],
    badge: 'estimated',
    basis: 'From 214 of its own runs.',
    floorSeconds,
    chainFloorSeconds,
    slowHop: 'orders_enriched takes 8 s',
  };
}
const states: Array<[string, object]> = [
  ['moved', { value: '10', here: '300' }],
  ['here', { value: '300', here: '300' }],
  ['refused', { value: '1', here: '60', refusal: 'Below the floor: its refreshes take 2 s. Choose 2 s or more' }],
  ['slow chain', { value: '5', here: '5' }],
  ['pinned', { value: '1800', here: '1800', pinned: 'CONTINUOUS' }],
  ['downstream', { value: 'DOWNSTREAM', here: 'DOWNSTREAM', effectiveSeconds: 45 }],
  ['on demand', { value: 'ON_DEMAND', here: '3600' }],
  ['unknown', { value: '45', here: '45' }],
];
const slid = { label: 'Freshness of revenue', effectiveSeconds: null, pinned: null, refusal: '', disabled: false, turn: 0 };
states.forEach(([name, state], at) =>
  put('sliders', 'sh-freshness-slider', {}, (slider) => {
    slider.style.height = '';
    slider.setCurve(name === 'unknown' ? { ...curveOf(1, 1, null), lines: [], bands: [], basis: 'Nothing was measured of it yet.' } : curveOf(1 + at, 2, name === 'slow chain' ? 8 : null));
    slider.show({ ...slid, label: `Freshness, ${name}`, ...state });
  }),
);
const many = Number(query.get('many') ?? 14);
Array.from({ length: many }, (_, at) =>
  put('compact', 'sh-freshness-slider', {}, (slider) => {
    slider.style.height = '';
    slider.toggleAttribute('compact', true);
    slider.setCurve(at === 5 ? { ...curveOf(1, 1, null), lines: [], bands: [], basis: 'Nothing was measured of it yet.' } : curveOf(1 + (at % 7), at % 4 === 0 ? 2 : 1, null));
    slider.show({ ...slid, label: `Freshness of view ${at}`, ...states[at % states.length][1] });
  }),
);

const relation = (name: string, x: number, y: number, rows: string[], lit: number, hidden: number, more: object = {}) => ({
  id: name, name, place: 'streamhouse.shop', kind: 'materialized view', unknown: '', focus: false, rows, lit, visible: rows.length, hidden, open: false, x, y, width: 216, height: 70 + 19 * rows.length, ...more,
});
put('lineage', 'sh-lineage-canvas', { columns: async () => ({ columns: [{ name: 'discount', lit: true }, { name: 'status', lit: false }], more: 7 }) }, (lineage) => {
  lineage.label = 'Lineage of daily_kpis';
  lineage.legend = 'bar: lag against the target';
  lineage.graph = {
    stay: false,
    anchor: '',
    picture: {
      width: 856, height: 330, head: 46, row: 19,
      cards: [
        relation('order_lines', 0, 0, ['quantity', 'unit_price', 'order_id'], 2, 4, { kind: 'table' }),
        relation('orders', 0, 180, ['discount', 'order_id', 'status'], 1, 9, { kind: 'table' }),
        relation('orders_enriched', 320, 60, ['line_total', 'refund', 'order_id', 'country'], 1, 12),
        relation('daily_kpis', 640, 0, ['net_revenue', 'day'], 1, 6, { focus: true }),
        relation('fraud_scores', 640, 200, ['order_id', 'score'], 0, 3, { unknown: 'The function score_v2 is not known here' }),
      ],
      links: [
        { from: 0, to: 2, words: '', via: [], wires: [0, 0, 3, 1, 0, 3, 2, -1, 0], labels: ['transformation: quantity * unit_price', 'transformation: quantity * unit_price', 'joined on: order_id'] },
        { from: 1, to: 2, words: '', via: [], wires: [0, 0, 3, 2, -1, 2], labels: ['transformation: 1 - discount', "filtered by: status <> 'CANCELLED'"] },
        { from: 2, to: 3, words: '', via: [], wires: [0, 0, 3], labels: ['aggregation: SUM(line_total)'] },
        { from: 2, to: 4, words: '', via: [], wires: [-1, -1, 1], labels: [] },
      ],
      stubs: [{ card: 4, up: false, more: 2 }],
    },
  };
  const figures = (mode: string, line: string, amount: string, tone: string, share: number) => ({ mode, line, amount, tone, share, said: '' });
  lineage.setFigures({
    order_lines: figures('', 'table', '', 'NEUTRAL', 0),
    orders: figures('', 'table', '', 'NEUTRAL', 0),
    orders_enriched: figures('CONTINUOUS', '22 s of 1 min', '€0.61/d', 'OK', 0.37),
    daily_kpis: figures('FULL', '38 min of 1 h', '€0.03/d', 'OK', 0.63),
    fraud_scores: figures('CONTINUOUS', '6.5 s of 5 s', '€1.64/d', 'BAD', 1.3),
  });
});

const stepKinds = [
  ['filter', 'Filter', 'ROWS'], ['project', 'Choose and compute columns', 'ROWS'], ['deduplicate', 'Deduplicate', 'ROWS'], ['top-n', 'Top N', 'ROWS'], ['sort-limit', 'Sort and limit', 'ROWS'], ['table-call', 'Call or unnest', 'ROWS'],
  ['join', 'Join', 'COMBINE'], ['interval-join', 'Interval join', 'COMBINE'], ['temporal-join', 'Temporal join', 'COMBINE'], ['set-operation', 'Union', 'COMBINE'],
  ['aggregate', 'Aggregate', 'GROUP'], ['window', 'Window', 'GROUP'], ['query', 'SQL', 'TEXT'],
  ['into-table', 'Into a table', 'TARGET'], ['into-new-table', 'Into a new table', 'TARGET'], ['into-view', 'Materialized view', 'TARGET'],
].map(([kind, label, family]) => ({ kind, label, words: `${label}, in words`, family, group: family }));
const columnsOf = (...names: string[]) => names.map((name) => { const [column, type, time] = name.split(' '); return { name: column, type: type ?? 'STRING', time: time === 'time' }; });
const step = (id: string, kind: string, family: string, x: number, y: number, more: object = {}) => ({
  id, kind, words: stepKinds.find((each) => each.kind === kind)?.label ?? 'Source', family, lines: [], ports: family === 'SOURCE' ? [] : ['rows'], output: family !== 'TARGET', columns: [], state: 'FINE', problem: '', note: '', x, y, ...more,
});
const relationsFound = async (text: string) =>
  ['orders', 'order_lines', 'customers', 'payments', 'page_views'].filter((name) => name.includes(text)).map((name) => ({ id: `streamhouse.shop.${name}`, name, place: 'shop', kind: 'table' }));
function manySteps(count: number) {
  const nodes = Array.from({ length: count }, (_, at) => step(`step_${at}`, ['source', 'filter', 'join', 'aggregate', 'project'][at % 5], at % 5 === 0 ? 'SOURCE' : at % 5 === 2 ? 'COMBINE' : 'ROWS', (at % 10) * 290, Math.floor(at / 10) * 240, {
    ports: at % 5 === 0 ? [] : at % 5 === 2 ? ['left', 'right'] : ['rows'], lines: ['total > 100 AND status <> 1'], columns: columnsOf('order_id BIGINT', 'customer STRING', 'total DECIMAL(10,2)', 'ordered_at TIMESTAMP_LTZ(3) time', 'status', 'country'),
  }));
  const links = nodes.flatMap((node, at) => (at % 10 === 0 || node.family === 'SOURCE' ? [] : [{ from: `step_${at - 1}`, to: node.id, port: 0 }, ...(node.family === 'COMBINE' && at >= 10 ? [{ from: `step_${at - 10}`, to: node.id, port: 1 }] : [])]));
  return { nodes, links, moves: 0, editable: true };
}
const drawing = query.get('many')
  ? manySteps(Number(query.get('many')))
  : {
      moves: 0,
      editable: true,
      nodes: [
        step('orders', 'source', 'SOURCE', 0, 0, { words: 'table · streamhouse.shop', columns: columnsOf('order_id BIGINT', 'customer_id BIGINT', 'status', 'total DECIMAL(10,2)', 'ordered_at TIMESTAMP_LTZ(3) time', 'note', 'channel') }),
        step('customers', 'source', 'SOURCE', 0, 250, { words: 'table · streamhouse.shop', columns: columnsOf('customer_id BIGINT', 'name', 'country') }),
        step('paid', 'filter', 'ROWS', 290, 0, { lines: ["status <> 'CANCELLED'"], columns: columnsOf('order_id BIGINT', 'customer_id BIGINT', 'status', 'total DECIMAL(10,2)', 'ordered_at TIMESTAMP_LTZ(3) time', 'note', 'channel') }),
        step('with_country', 'join', 'COMBINE', 580, 90, { words: 'Inner join', ports: ['left', 'right'], lines: ['paid.customer_id = customers.customer_id'], columns: columnsOf('order_id BIGINT', 'total DECIMAL(10,2)', 'country', 'ordered_at TIMESTAMP_LTZ(3) time') }),
        step('per_minute', 'window', 'GROUP', 870, 60, { words: 'Tumbling window', lines: ['every 1 min of ordered_at'], state: 'WARNED', problem: 'Rows that come more than 5 s late are dropped', columns: columnsOf('order_id BIGINT', 'total DECIMAL(10,2)', 'country', 'window_start TIMESTAMP(3)', 'window_end TIMESTAMP(3)', 'window_time TIMESTAMP_LTZ(3) time') }),
        step('revenue', 'aggregate', 'GROUP', 1160, 60, { lines: ['by country, window_start', 'SUM(totl) AS revenue'], state: 'FAULTY', problem: 'There is no column “totl”. Did you mean “total”?' }),
        step('revenue_by_minute', 'into-view', 'TARGET', 1450, 60, { words: 'Materialized view', lines: ['within 1 min of its sources'], state: 'WAITING', problem: 'waits for revenue' }),
      ],
      links: [
        { from: 'orders', to: 'paid', port: 0 }, { from: 'paid', to: 'with_country', port: 0 }, { from: 'customers', to: 'with_country', port: 1 },
        { from: 'with_country', to: 'per_minute', port: 0 }, { from: 'per_minute', to: 'revenue', port: 0 }, { from: 'revenue', to: 'revenue_by_minute', port: 0 },
      ],
    };
put('pipeline', 'sh-pipeline-palette', { relations: relationsFound }, (palette) => {
  palette.style.cssText = 'width: 190px; border-right: 1px solid var(--sh-line)';
  palette.kinds = stepKinds;
});
put('pipeline', 'sh-pipeline-canvas', { relations: relationsFound }, (canvas) => {
  canvas.style.flex = '1';
  canvas.kinds = stepKinds;
  canvas.label = 'Pipeline revenue';
  canvas.drawing = drawing;
  canvas.figures = query.has('run') ? Object.fromEntries(drawing.nodes.map((node, at) => [node.id, { line: `${(at + 1) * 310} rows/s in · ${(at + 1) * 290} out`, detail: `busy ${at * 12} % · watermark 3 s behind`, busy: at * 0.12, pressure: at === 3 ? 0.5 : 0, tone: at === 3 ? 'WARN' : 'NEUTRAL', shared: at === 4 ? 'shares a task with revenue' : '' }])) : {};
  ['sh-selected', 'sh-moved', 'sh-connect', 'sh-delete', 'sh-add', 'sh-open', 'sh-sample', 'sh-undo', 'sh-redo', 'sh-arrange', 'sh-duplicate'].forEach((type) =>
    canvas.addEventListener(type, (event: CustomEvent) => ((window as any).told ??= []).push([type, event.detail])),
  );
});
