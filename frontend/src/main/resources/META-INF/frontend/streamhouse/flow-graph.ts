/**
 * `<sh-flow-graph>`: boxes and arrows whose places the server has computed. A picture for the eyes, moved by dragging and
 * zoomed by wheel or keys; a list of buttons, one for each box, for everybody else: they carry the focus.
 */

interface Node {
  id: string;
  title: string;
  lines: string[];
  badge: string;
  tone: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Edge {
  from: string;
  to: string;
  label: string;
  points: number[];
}

interface Picture {
  width: number;
  height: number;
  nodes: Node[];
  edges: Edge[];
}

const STYLE = `
  :host { display: block; position: relative; height: 100%; min-height: 160px; overflow: hidden; color: var(--sh-ink); background: var(--sh-card); }
  :host([hidden]) { display: none; }
  .view { position: absolute; inset: 0; overflow: hidden; cursor: grab; touch-action: none; }
  .view.moving { cursor: grabbing; }
  .world { position: absolute; transform-origin: 0 0; }
  svg { position: absolute; inset: 0; overflow: visible; pointer-events: none; }
  path { fill: none; stroke: var(--sh-line-strong); stroke-width: 1.5; }
  path.lit { stroke: var(--sh-accent); }
  marker path { fill: var(--sh-line-strong); stroke: none; }
  .label { position: absolute; transform: translate(-50%, -50%); padding: 0 4px; border-radius: 3px; background: var(--sh-card); color: var(--sh-dim); font-size: 10.5px; white-space: nowrap; max-width: 130px; overflow: hidden; text-overflow: ellipsis; }
  ol { list-style: none; margin: 0; padding: 0; }
  button.node { position: absolute; display: block; box-sizing: border-box; padding: 5px 10px; border: 1px solid var(--sh-line-strong); border-radius: 7px;
    background: var(--sh-raised); color: inherit; font: inherit; font-size: 12px; text-align: start; cursor: pointer; overflow: hidden;
    border-inline-start: 3px solid var(--tone, var(--sh-line-strong)); }
  button.node:hover { background: var(--sh-hover); }
  button.node:focus-visible { outline: 2px solid var(--sh-accent); outline-offset: 1px; }
  button.node.selected { box-shadow: 0 0 0 2px var(--sh-accent); }
  .title { display: flex; gap: 8px; justify-content: space-between; font-weight: 600; line-height: 17px; white-space: nowrap; }
  .title span { overflow: hidden; text-overflow: ellipsis; }
  .title em { flex: none; color: var(--tone, var(--sh-dim)); font-style: normal; font-size: 10.5px; font-weight: 650; letter-spacing: 0.02em; }
  .line { display: block; color: var(--sh-dim); font-size: 11.5px; line-height: 16px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-variant-numeric: tabular-nums; }
  .tools { position: absolute; inset: auto 8px 8px auto; display: flex; gap: 4px; }
  .tools button { width: 26px; height: 24px; padding: 0; border: 1px solid var(--sh-line); border-radius: 5px; background: var(--sh-raised); color: var(--sh-ink); font: inherit; cursor: pointer; }
  .tools button:hover { border-color: var(--sh-line-strong); }
  .tools button:focus-visible { outline: 2px solid var(--sh-accent); }
  .tools .fit { width: auto; padding: 0 8px; font-size: 12px; }
`;

const LARGEST = 2.5;
const SMALLEST = 0.08;

class FlowGraph extends HTMLElement {
  keepViewport = false;
  private picture: Picture = { width: 0, height: 0, nodes: [], edges: [] };
  private chosen = '';
  private x = 0;
  private y = 0;
  private zoom = 1;
  private touched = false;
  private view!: HTMLElement;
  private world!: HTMLElement;
  private list!: HTMLOListElement;
  private svg!: SVGSVGElement;
  private labels!: HTMLElement;
  private buttons = new Map<string, HTMLButtonElement>();
  private resized?: ResizeObserver;

  constructor() {
    super();
    this.build(this.attachShadow({ mode: 'open' }));
  }

  connectedCallback() {
    this.resized = new ResizeObserver(() => {
      if (!this.touched) {
        this.fit();
      }
    });
    this.resized.observe(this);
  }

  disconnectedCallback() {
    this.resized?.disconnect();
  }

  set label(name: string) {
    this.view.setAttribute('aria-label', name);
  }

  set graph(picture: Picture | null) {
    this.picture = picture ?? { width: 0, height: 0, nodes: [], edges: [] };
    this.paint();
    if (!this.keepViewport) {
      this.touched = false;
      this.fit();
    }
  }

  set selected(id: string) {
    this.chosen = id;
    this.buttons.forEach((button, key) => button.classList.toggle('selected', key === id));
    this.light(id);
  }

  fit() {
    const { clientWidth, clientHeight } = this.view;
    const { width, height } = this.picture;
    if (clientWidth === 0 || clientHeight === 0 || width === 0) {
      return;
    }
    this.zoom = Math.min(1.15, Math.max(SMALLEST, Math.min((clientWidth - 16) / width, (clientHeight - 16) / height)));
    this.x = Math.max(8, (clientWidth - width * this.zoom) / 2);
    this.y = Math.max(8, (clientHeight - height * this.zoom) / 2);
    this.move();
  }

  private build(root: ShadowRoot) {
    root.innerHTML = `<style>${STYLE}</style>
      <div class="view" role="group" aria-label="Graph"><div class="world">
        <svg aria-hidden="true"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.6 7.4 4 0 7.4z"/></marker></defs><g></g></svg>
        <div class="labels" aria-hidden="true"></div><ol></ol></div></div>
      <div class="tools"><button type="button" aria-label="Zoom out">−</button><button type="button" aria-label="Zoom in">+</button><button type="button" class="fit">Fit</button></div>`;
    this.view = root.querySelector('.view')!;
    this.world = root.querySelector('.world')!;
    this.list = root.querySelector('ol')!;
    this.svg = root.querySelector('svg')!;
    this.labels = root.querySelector('.labels')!;
    const [smaller, larger, fit] = root.querySelectorAll<HTMLButtonElement>('.tools button');
    smaller.addEventListener('click', () => this.zoomAtCenter(1 / 1.25));
    larger.addEventListener('click', () => this.zoomAtCenter(1.25));
    fit.addEventListener('click', () => {
      this.touched = false;
      this.fit();
    });
    this.view.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const box = this.view.getBoundingClientRect();
        this.zoomAt(Math.exp(-event.deltaY * 0.0016), event.clientX - box.left, event.clientY - box.top);
      },
      { passive: false },
    );
    this.view.addEventListener('pointerdown', (event) => this.onDown(event));
    this.view.addEventListener('keydown', (event) => this.onKey(event));
  }

  private paint() {
    const { nodes, edges, width, height } = this.picture;
    this.world.style.width = `${width}px`;
    this.world.style.height = `${height}px`;
    this.svg.setAttribute('width', String(width));
    this.svg.setAttribute('height', String(height));
    const group = this.svg.querySelector('g')!;
    group.replaceChildren(
      ...edges.map((edge) => {
        const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        path.setAttribute('d', rounded(edge.points));
        path.setAttribute('marker-end', 'url(#tip)');
        path.dataset.from = edge.from;
        path.dataset.to = edge.to;
        return path;
      }),
    );
    this.labels.replaceChildren(
      ...edges
        .filter((edge) => edge.label)
        .map((edge) => {
          const words = document.createElement('span');
          words.className = 'label';
          words.textContent = edge.label;
          const [x, y] = middle(edge.points);
          words.style.left = `${x}px`;
          words.style.top = `${y}px`;
          return words;
        }),
    );
    const focused = this.shadowRoot!.activeElement as HTMLElement | null;
    const focusedId = focused?.dataset?.id;
    this.buttons.clear();
    this.list.replaceChildren(
      ...nodes.map((node) => {
        const item = document.createElement('li');
        item.append(this.button(node));
        return item;
      }),
    );
    if (focusedId) {
      this.buttons.get(focusedId)?.focus({ preventScroll: true });
    }
    this.light(this.chosen);
  }

  private button(node: Node): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = node.id === this.chosen ? 'node selected' : 'node';
    button.dataset.id = node.id;
    Object.assign(button.style, { left: `${node.x}px`, top: `${node.y}px`, width: `${node.width}px`, height: `${node.height}px` });
    if (node.tone !== 'neutral') {
      button.style.setProperty('--tone', `var(--sh-${node.tone})`);
    }
    button.title = [node.title, ...node.lines].join('\n');
    const next = this.picture.edges.filter((edge) => edge.from === node.id).map((edge) => this.titleOf(edge.to));
    button.setAttribute(
      'aria-label',
      [node.title, node.badge, ...node.lines, next.length > 0 ? `leads to ${next.join(', ')}` : ''].filter(Boolean).join(', '),
    );
    const title = document.createElement('span');
    title.className = 'title';
    const name = document.createElement('span');
    name.textContent = node.title;
    title.append(name);
    if (node.badge) {
      const badge = document.createElement('em');
      badge.textContent = node.badge;
      title.append(badge);
    }
    button.append(title);
    for (const line of node.lines) {
      const words = document.createElement('span');
      words.className = 'line';
      words.textContent = line;
      button.append(words);
    }
    button.addEventListener('click', () => this.dispatchEvent(new CustomEvent('sh-node', { detail: { id: node.id } })));
    button.addEventListener('focus', () => {
      this.light(node.id);
      this.reveal(node);
    });
    button.addEventListener('blur', () => this.light(this.chosen));
    button.addEventListener('pointerenter', () => this.light(node.id));
    button.addEventListener('pointerleave', () => this.light(this.chosen));
    this.buttons.set(node.id, button);
    return button;
  }

  private titleOf(id: string): string {
    return this.picture.nodes.find((node) => node.id === id)?.title ?? id;
  }

  private light(id: string) {
    this.svg.querySelectorAll<SVGPathElement>('g path').forEach((path) => {
      path.classList.toggle('lit', id !== '' && (path.dataset.from === id || path.dataset.to === id));
    });
  }

  /** Focus by keyboard must never land out of sight. */
  private reveal(node: Node) {
    // The browser scrolls what it focuses into sight; here the transformation does that.
    this.view.scrollTo(0, 0);
    const left = this.x + node.x * this.zoom;
    const top = this.y + node.y * this.zoom;
    const right = left + node.width * this.zoom;
    const bottom = top + node.height * this.zoom;
    const dx = left < 8 ? 8 - left : Math.min(0, this.view.clientWidth - 8 - right);
    const dy = top < 8 ? 8 - top : Math.min(0, this.view.clientHeight - 8 - bottom);
    if (dx !== 0 || dy !== 0) {
      this.x += dx;
      this.y += dy;
      this.touched = true;
      this.move();
    }
  }

  private onDown(event: PointerEvent) {
    if (event.button !== 0 || (event.target as Element).closest('.node')) {
      return;
    }
    const startX = event.clientX - this.x;
    const startY = event.clientY - this.y;
    this.view.setPointerCapture(event.pointerId);
    this.view.classList.add('moving');
    const move = (moved: PointerEvent) => {
      this.x = moved.clientX - startX;
      this.y = moved.clientY - startY;
      this.touched = true;
      this.move();
    };
    const end = () => {
      this.view.classList.remove('moving');
      this.view.removeEventListener('pointermove', move);
    };
    this.view.addEventListener('pointermove', move);
    this.view.addEventListener('pointerup', end, { once: true });
    this.view.addEventListener('pointercancel', end, { once: true });
  }

  private onKey(event: KeyboardEvent) {
    if (event.key === '+' || event.key === '=') {
      this.zoomAtCenter(1.25);
    } else if (event.key === '-') {
      this.zoomAtCenter(1 / 1.25);
    } else if (event.key === '0') {
      this.touched = false;
      this.fit();
    } else if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      this.toNeighbour(event.key);
    }
  }

  /** Arrow keys go to the nearest box in that direction. */
  private toNeighbour(key: string) {
    const here = this.picture.nodes.find((node) => node.id === (this.shadowRoot!.activeElement as HTMLElement | null)?.dataset?.id);
    if (!here) {
      return;
    }
    const cx = here.x + here.width / 2;
    const cy = here.y + here.height / 2;
    let best: Node | undefined;
    let bestDistance = Infinity;
    for (const node of this.picture.nodes) {
      const dx = node.x + node.width / 2 - cx;
      const dy = node.y + node.height / 2 - cy;
      const [along, aside] = { ArrowRight: [dx, dy], ArrowLeft: [-dx, dy], ArrowDown: [dy, dx], ArrowUp: [-dy, dx] }[key] ?? [0, 0];
      const distance = along + 2.5 * Math.abs(aside);
      if (node !== here && along > 4 && distance < bestDistance) {
        best = node;
        bestDistance = distance;
      }
    }
    if (best) {
      this.buttons.get(best.id)?.focus({ preventScroll: true });
    }
  }

  private zoomAtCenter(by: number) {
    this.zoomAt(by, this.view.clientWidth / 2, this.view.clientHeight / 2);
  }

  private zoomAt(by: number, x: number, y: number) {
    const zoom = Math.min(LARGEST, Math.max(SMALLEST, this.zoom * by));
    this.x = x - ((x - this.x) * zoom) / this.zoom;
    this.y = y - ((y - this.y) * zoom) / this.zoom;
    this.zoom = zoom;
    this.touched = true;
    this.move();
  }

  private move() {
    this.world.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.zoom})`;
  }
}

/** A line through the corners, each rounded a little. */
function rounded(points: number[]): string {
  const corners: Array<[number, number]> = [];
  for (let at = 0; at + 1 < points.length; at += 2) {
    corners.push([points[at], points[at + 1]]);
  }
  return corners
    .map(([x, y], at) => {
      if (at === 0) {
        return `M${x} ${y}`;
      }
      if (at === corners.length - 1) {
        return `L${x} ${y}`;
      }
      const [px, py] = corners[at - 1];
      const [nx, ny] = corners[at + 1];
      const before = Math.min(6, Math.hypot(x - px, y - py) / 2);
      const after = Math.min(6, Math.hypot(nx - x, ny - y) / 2);
      const [ax, ay] = towards(x, y, px, py, before);
      const [bx, by] = towards(x, y, nx, ny, after);
      return `L${ax} ${ay}Q${x} ${y} ${bx} ${by}`;
    })
    .join('');
}

function towards(x: number, y: number, tx: number, ty: number, by: number): [number, number] {
  const length = Math.hypot(tx - x, ty - y) || 1;
  return [x + ((tx - x) * by) / length, y + ((ty - y) * by) / length];
}

function middle(points: number[]): [number, number] {
  const half = Math.floor(points.length / 4) * 2;
  if (points.length % 4 === 0 && half >= 2) {
    return [(points[half - 2] + points[half]) / 2, (points[half - 1] + points[half + 1]) / 2];
  }
  return [points[half] ?? 0, points[half + 1] ?? 0];
}

customElements.define('sh-flow-graph', FlowGraph);
export {};
