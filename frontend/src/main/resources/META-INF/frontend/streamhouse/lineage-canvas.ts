import { STYLE } from './lineage-canvas-style';
import { LineageMap } from './lineage-map';
import { EMPTY, FOLD, HEAD, isStub, Model, NO_FIGURES, type Figures, type Picture, type Spot } from './lineage-model';
import { Painter, type Camera, type Shown } from './lineage-painter';
import { onScheme } from './scheme';

/**
 * `<sh-lineage-canvas>`: where columns come from and where they go. The server says where everything stands; here it is
 * painted, moved, zoomed and walked through. A press on a card or a column asks the server for what is around it.
 */

interface Sent {
  picture: Picture;
  stay: boolean;
  anchor: string;
}

interface Server {
  columns(id: string, typed: string): Promise<{ columns: Array<{ name: string; lit: boolean }>; more: number }>;
}

const LARGEST = 2.2;
const SMALLEST = 0.004;
const READABLE = 0.32;
/** How much more than is in sight is painted while the picture is moved, in pixels on each side. */
const MARGIN = 240;
const EXPORT_SIDE = 12_000;
const EXPORT_AREA = 60_000_000;
const KEYS =
  'Arrow keys walk from relation to relation, left to where it comes from, right to what is made of it. Enter looks at one, Space shows all its columns, C finds a column, plus and minus zoom, 0 shows everything, Escape clears.';

class LineageCanvas extends HTMLElement {
  declare $server: Server;
  /** How long the last picture took from its arrival until it was painted, in milliseconds. */
  painted = 0;
  private model = new Model(EMPTY);
  private figures = new Map<string, Figures>();
  private camera: Camera = { x: 0, y: 0, zoom: 1, width: 0, height: 0 };
  private painter = new Painter();
  private current?: Spot;
  private hovered?: Spot;
  private path = { rows: new Set<string>(), wires: new Set<string>() };
  private touched = false;
  private sheet?: { paper: HTMLCanvasElement; x: number; y: number; zoom: number };
  private frame = 0;
  private gliding = 0;
  private arrived = 0;
  private stale = true;
  private listed = '';
  private question = 0;
  private unscheme?: () => void;
  private resized?: ResizeObserver;
  private readonly view: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly map: LineageMap;
  private readonly parts: Record<'said' | 'tip' | 'list' | 'legend' | 'map', HTMLElement>;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${STYLE}</style>
      <div class="view" role="application" tabindex="0" aria-label="Lineage" aria-describedby="keys"><canvas aria-hidden="true"></canvas></div>
      <div class="said" id="keys">${KEYS}</div><div class="said" role="status"></div>
      <div class="legend"><span><i></i>values</span><span><i class="dashed"></i>which rows, which value</span><span class="words"></span></div>
      <canvas class="map" aria-hidden="true"></canvas>
      <div class="tools"><button type="button" aria-label="Zoom out">−</button><button type="button" aria-label="Zoom in">+</button><button type="button" class="fit">Fit</button></div>
      <div class="tip" hidden></div>
      <div class="list" role="dialog" aria-label="Columns" hidden><header><h3></h3><button type="button" class="shut" aria-label="Close the list">×</button></header>
        <input type="text" placeholder="Find a column" aria-label="Find a column"><ul></ul><p></p></div>`;
    this.view = root.querySelector('.view')!;
    this.canvas = root.querySelector('canvas')!;
    this.parts = {
      said: root.querySelector('[role=status]')!,
      tip: root.querySelector('.tip')!,
      list: root.querySelector('.list')!,
      legend: root.querySelector('.legend .words')!,
      map: root.querySelector('.map')!,
    };
    this.map = new LineageMap(this.parts.map as HTMLCanvasElement, this.painter, (x, y) => {
      this.touched = true;
      this.camera.x = this.camera.width / 2 - x * this.camera.zoom;
      this.camera.y = this.camera.height / 2 - y * this.camera.zoom;
      this.paintSoon();
    });
    this.listen(root);
  }

  connectedCallback() {
    this.painter.readTheme(this);
    this.unscheme = onScheme(() => {
      this.painter.readTheme(this);
      this.sheet = undefined;
      this.stale = true;
      this.paintSoon();
    });
    this.resized = new ResizeObserver(() => this.measure());
    this.resized.observe(this);
    document.addEventListener('keydown', this.onSlash);
    this.measure();
  }

  disconnectedCallback() {
    this.unscheme?.();
    this.resized?.disconnect();
    document.removeEventListener('keydown', this.onSlash);
    window.cancelAnimationFrame(this.frame);
    window.cancelAnimationFrame(this.gliding);
    this.frame = 0;
  }

  set label(name: string) {
    this.view.setAttribute('aria-label', name);
  }

  set legend(words: string) {
    this.parts.legend.textContent = words;
  }

  set graph(sent: Sent | null) {
    this.arrived = performance.now();
    this.sheet = undefined;
    const before = this.model;
    const walked = this.current && !isStub(this.current) ? before.picture.cards[this.current.card]?.id : undefined;
    this.model = new Model(sent?.picture ?? EMPTY);
    before.scrolled.forEach((by, id) => this.model.scrolled.set(id, by));
    this.hovered = undefined;
    this.path = { rows: new Set(), wires: new Set() };
    const found = walked === undefined ? undefined : this.model.index(walked);
    this.current = found === undefined ? undefined : { card: found, row: HEAD };
    this.stale = true;
    this.parts.tip.hidden = true;
    if (!sent?.stay || before.picture.cards.length === 0) {
      this.closeList();
      this.touched = false;
      this.begin();
    } else {
      this.hold(before, sent.anchor || this.model.picture.cards[this.model.focus()]?.id || '');
      this.tellOpened(sent.anchor);
    }
    this.paintSoon();
  }

  /** Called by the server: how relations are now; the others stay as they are. */
  setFigures(changed: Record<string, Figures>) {
    Object.entries(changed).forEach(([id, figures]) => this.figures.set(id, figures));
    this.sheet = undefined;
    this.stale = true;
    this.paintSoon();
  }

  /** Brings everything into sight. */
  fit() {
    const { width, height } = this.model.picture;
    const { camera } = this;
    if (camera.width === 0 || width === 0) {
      return;
    }
    const stubs = this.model.picture.stubs.length > 0 ? 96 : 24;
    camera.zoom = Math.min(1, Math.max(SMALLEST, Math.min((camera.width - 2 * stubs) / width, (camera.height - 76) / height)));
    camera.x = (camera.width - width * camera.zoom) / 2;
    camera.y = Math.max(16, (camera.height - 36 - height * camera.zoom) / 2);
    this.paintSoon();
  }

  /** Brings everything into sight, or the focus and what is around it where that would be too small to read. */
  private begin() {
    this.fit();
    const { camera } = this;
    const focus = this.model.picture.cards[this.model.focus()];
    if (camera.width > 0 && focus && camera.zoom < READABLE) {
      camera.zoom = 0.6;
      camera.x = camera.width / 2 - (focus.x + focus.width / 2) * camera.zoom;
      camera.y = camera.height / 2 - (focus.y + focus.height / 2) * camera.zoom;
    }
  }

  /** Where a relation, or one of its columns, is in the window: for tools that press on it. */
  whereIs(id: string, column?: string): { x: number; y: number } | null {
    const index = this.model.index(id);
    if (index === undefined) {
      return null;
    }
    const card = this.model.picture.cards[index];
    const row = column === undefined ? HEAD : card.rows.indexOf(column);
    const box = this.view.getBoundingClientRect();
    return {
      x: box.left + this.camera.x + (card.x + card.width / 3) * this.camera.zoom,
      y: box.top + this.camera.y + this.model.rowY(card, row < 0 && column !== undefined ? FOLD : row) * this.camera.zoom,
    };
  }

  exportPng(fileName: string) {
    const { width, height } = this.model.picture;
    const margin = 40;
    const wide = width + 2 * margin + (this.model.picture.stubs.length > 0 ? 160 : 0);
    const tall = height + 2 * margin;
    const scale = Math.min(2, EXPORT_SIDE / wide, EXPORT_SIDE / tall, Math.sqrt(EXPORT_AREA / (wide * tall)));
    const target = document.createElement('canvas');
    target.width = Math.max(1, Math.round(wide * scale));
    target.height = Math.max(1, Math.round(tall * scale));
    const camera = { x: ((wide - width) / 2) * scale, y: margin * scale, zoom: scale, width: target.width, height: target.height };
    this.painter.paint(target.getContext('2d')!, camera, 1, this.shown(false));
    target.toBlob((blob) => blob && save(fileName, blob), 'image/png');
  }

  download(fileName: string, mediaType: string, text: string) {
    save(fileName, new Blob([text], { type: mediaType }));
  }

  private listen(root: ShadowRoot) {
    const [smaller, larger, all] = root.querySelectorAll<HTMLButtonElement>('.tools button');
    smaller.addEventListener('click', () => this.zoomAtCenter(1 / 1.25));
    larger.addEventListener('click', () => this.zoomAtCenter(1.25));
    all.addEventListener('click', () => {
      this.touched = true;
      this.fit();
    });
    this.view.addEventListener('wheel', (event) => this.onWheel(event), { passive: false });
    this.view.addEventListener('pointerdown', (event) => this.onDown(event));
    this.view.addEventListener('pointermove', (event) => this.onHover(event));
    this.view.addEventListener('pointerleave', () => this.hover(undefined, 0, 0));
    this.view.addEventListener('keydown', (event) => this.onKey(event));
    const list = this.parts.list;
    list.querySelector('.shut')!.addEventListener('click', () => this.closeList(true));
    list.querySelector('input')!.addEventListener('input', () => void this.fillList());
    list.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        this.closeList(true);
      }
    });
  }

  private readonly onSlash = (event: KeyboardEvent) => {
    const at = event.composedPath()[0] as HTMLElement;
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !at.isContentEditable && !/^(input|textarea|select)$/i.test(at.tagName)) {
      event.preventDefault();
      this.tell('sh-search', {});
    }
  };

  private measure() {
    const { clientWidth: width, clientHeight: height } = this.view;
    const scale = window.devicePixelRatio || 1;
    if (width === 0 || height === 0) {
      return;
    }
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    this.camera.width = width;
    this.camera.height = height;
    if (!this.touched) {
      this.begin();
    }
    this.stale = true;
    this.paint();
  }

  private tellOpened(id: string) {
    const card = this.model.picture.cards[this.model.index(id) ?? -1];
    if (card) {
      this.parts.said.textContent = card.open ? `All ${card.rows.length} columns of ${card.name} are shown` : `${card.hidden} columns of ${card.name} are folded`;
    }
  }

  /** Keeps a card where it was on the screen. */
  private hold(before: Model, id: string) {
    const from = before.index(id);
    const to = this.model.index(id);
    if (from === undefined || to === undefined) {
      this.fit();
      return;
    }
    this.camera.x += (before.picture.cards[from].x - this.model.picture.cards[to].x) * this.camera.zoom;
    this.camera.y += (before.picture.cards[from].y - this.model.picture.cards[to].y) * this.camera.zoom;
  }

  private paintSoon() {
    if (this.frame === 0 && this.isConnected) {
      this.frame = window.requestAnimationFrame(() => {
        this.frame = 0;
        this.paint();
      });
    }
  }

  private paint() {
    const { camera } = this;
    if (camera.width === 0 || this.canvas.width === 0) {
      return;
    }
    if (this.view.classList.contains('moving')) {
      this.slide();
    } else {
      this.sheet = undefined;
      this.painter.paint(this.canvas.getContext('2d')!, camera, this.canvas.width / camera.width, this.shown(true));
    }
    const { width, height, cards } = this.model.picture;
    const whole = camera.x >= 0 && camera.y >= 0 && camera.x + width * camera.zoom <= camera.width && camera.y + height * camera.zoom <= camera.height;
    this.parts.map.hidden = cards.length < 2 || (whole && camera.zoom > 0.4);
    if (!this.parts.map.hidden) {
      if (this.stale) {
        this.map.draw(this.model, this.figures);
        this.stale = false;
      }
      this.map.frame(camera);
    }
    if (this.arrived > 0) {
      this.painted = performance.now() - this.arrived;
      this.arrived = 0;
    }
  }

  /** While the picture is only moved, more than is in sight is painted once, and then slid. */
  private slide() {
    const { camera } = this;
    const scale = this.canvas.width / camera.width;
    const before = this.sheet;
    const there = before && before.zoom === camera.zoom && Math.abs(camera.x - before.x) <= MARGIN && Math.abs(camera.y - before.y) <= MARGIN;
    if (!there) {
      const paper = before?.paper ?? document.createElement('canvas');
      const width = camera.width + 2 * MARGIN;
      const height = camera.height + 2 * MARGIN;
      if (paper.width !== Math.round(width * scale) || paper.height !== Math.round(height * scale)) {
        paper.width = Math.round(width * scale);
        paper.height = Math.round(height * scale);
      }
      this.painter.paint(paper.getContext('2d')!, { x: camera.x + MARGIN, y: camera.y + MARGIN, zoom: camera.zoom, width, height }, scale, this.shown(true));
      this.sheet = { paper, x: camera.x, y: camera.y, zoom: camera.zoom };
    }
    const { paper, x, y } = this.sheet!;
    const pen = this.canvas.getContext('2d')!;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(paper, Math.round((camera.x - x - MARGIN) * scale), Math.round((camera.y - y - MARGIN) * scale));
  }

  private shown(withPointer: boolean): Shown {
    return {
      model: this.model,
      figures: this.figures,
      hovered: withPointer ? this.hovered : undefined,
      current: withPointer && this.view.matches(':focus') ? this.current : undefined,
      rows: withPointer ? this.path.rows : new Set(),
      wires: withPointer ? this.path.wires : new Set(),
    };
  }

  private spot(event: MouseEvent): Spot | undefined {
    const box = this.view.getBoundingClientRect();
    return this.model.at((event.clientX - box.left - this.camera.x) / this.camera.zoom, (event.clientY - box.top - this.camera.y) / this.camera.zoom);
  }

  private onWheel(event: WheelEvent) {
    event.preventDefault();
    this.parts.tip.hidden = true;
    const spot = this.spot(event);
    if (!event.ctrlKey && spot && !isStub(spot) && spot.row >= 0 && this.camera.zoom > 0.5) {
      const card = this.model.picture.cards[spot.card];
      if (this.model.slack(card) > 0) {
        this.model.scroll(card, event.deltaY);
        this.paintSoon();
        return;
      }
    }
    const box = this.view.getBoundingClientRect();
    this.zoomAt(Math.exp(-event.deltaY * 0.0016), event.clientX - box.left, event.clientY - box.top);
  }

  private onDown(event: PointerEvent) {
    if (event.button !== 0) {
      return;
    }
    const start = { x: event.clientX, y: event.clientY, left: this.camera.x, top: this.camera.y };
    const pressed = this.spot(event);
    let moved = false;
    window.cancelAnimationFrame(this.gliding);
    this.view.setPointerCapture(event.pointerId);
    const move = (now: PointerEvent) => {
      moved ||= Math.hypot(now.clientX - start.x, now.clientY - start.y) > 4;
      if (moved) {
        this.view.classList.add('moving');
        this.camera.x = start.left + now.clientX - start.x;
        this.camera.y = start.top + now.clientY - start.y;
        this.touched = true;
        this.paintSoon();
      }
    };
    const end = (last: PointerEvent) => {
      this.view.classList.remove('moving');
      this.paintSoon();
      this.view.removeEventListener('pointermove', move);
      this.view.removeEventListener('pointerup', end);
      this.view.removeEventListener('pointercancel', end);
      if (!moved && last.type === 'pointerup' && pressed) {
        this.current = pressed;
        this.press(pressed);
      }
    };
    this.view.addEventListener('pointermove', move);
    this.view.addEventListener('pointerup', end);
    this.view.addEventListener('pointercancel', end);
  }

  private press(spot: Spot) {
    if (isStub(spot)) {
      const stub = this.model.picture.stubs[spot.stub];
      this.tell('sh-more', { id: this.model.picture.cards[stub.card].id, up: stub.up });
      return;
    }
    const card = this.model.picture.cards[spot.card];
    if (spot.row >= 0) {
      this.tell('sh-column', { id: card.id, column: card.rows[spot.row] });
    } else if (spot.row === FOLD) {
      this.toggle(card.id, card.open, card.rows.length + card.hidden);
    } else {
      this.tell('sh-relation', { id: card.id });
    }
  }

  /** Few columns are shown on the card; among many one wants to search. */
  private toggle(id: string, open: boolean, columns: number) {
    this.tell('sh-toggle', { id });
    if (open) {
      this.closeList();
    } else if (columns > 24) {
      this.openList(id);
    }
  }

  private onHover(event: PointerEvent) {
    if (this.view.classList.contains('moving')) {
      this.parts.tip.hidden = true;
      return;
    }
    const box = this.view.getBoundingClientRect();
    this.hover(this.spot(event), event.clientX - box.left, event.clientY - box.top);
  }

  private hover(spot: Spot | undefined, x: number, y: number) {
    const changed = JSON.stringify(spot) !== JSON.stringify(this.hovered);
    this.hovered = spot;
    this.view.classList.toggle('over', spot !== undefined);
    if (changed) {
      this.path = spot && !isStub(spot) && spot.row >= 0 ? this.model.path(spot.card, spot.row) : { rows: new Set(), wires: new Set() };
      this.fillTip(spot);
      this.paintSoon();
    }
    const { tip } = this.parts;
    if (!tip.hidden) {
      const right = x + 16 + tip.offsetWidth > this.camera.width;
      tip.style.left = `${right ? Math.max(4, x - tip.offsetWidth - 12) : x + 16}px`;
      tip.style.top = `${Math.max(4, Math.min(y + 14, this.camera.height - tip.offsetHeight - 4))}px`;
    }
  }

  private fillTip(spot: Spot | undefined) {
    const { tip } = this.parts;
    tip.hidden = spot === undefined || isStub(spot) || spot.row === FOLD;
    if (tip.hidden || spot === undefined || isStub(spot)) {
      return;
    }
    const card = this.model.picture.cards[spot.card];
    const { said } = this.figures.get(card.id) ?? NO_FIGURES;
    const column = card.rows[spot.row];
    const labels = this.model.labels(spot.card, spot.row);
    tip.replaceChildren(
      made('b', column ?? card.name),
      made('div', column === undefined ? `${card.kind} in ${card.place}` : card.name),
      ...(column === undefined && said ? [made('div', said)] : []),
      ...(card.unknown ? [made('div', card.unknown, 'warn')] : []),
      ...labels.slice(0, 4).map((label) => made('code', label)),
      ...(labels.length > 4 ? [made('div', `${labels.length - 4} more`)] : []),
    );
  }

  private onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { key } = event;
    if (key === '+' || key === '=') {
      this.zoomAtCenter(1.25);
    } else if (key === '-') {
      this.zoomAtCenter(1 / 1.25);
    } else if (key === '0') {
      this.touched = true;
      this.fit();
    } else if (key === 'Escape') {
      this.clear();
    } else if (this.model.picture.cards.length === 0) {
      return;
    } else if (key.startsWith('Arrow')) {
      this.go(this.current ? this.model.walk(this.current, key) : { card: this.model.focus(), row: HEAD });
    } else if (key === 'Home') {
      this.go({ card: this.model.focus(), row: HEAD });
    } else if (key === 'Enter' && this.current) {
      this.press(isStub(this.current) ? this.current : { card: this.current.card, row: HEAD });
    } else if ((key === ' ' || key === 'c') && this.current && !isStub(this.current)) {
      const { id } = this.model.picture.cards[this.current.card];
      if (key === ' ') {
        this.tell('sh-toggle', { id });
      } else {
        this.openList(id);
      }
    } else {
      return;
    }
    event.preventDefault();
  }

  private clear() {
    if (!this.parts.list.hidden) {
      this.closeList(true);
    } else if (this.current) {
      this.current = undefined;
      this.paintSoon();
    } else {
      this.tell('sh-clear', {});
    }
  }

  private go(spot: Spot | undefined) {
    if (!spot) {
      return;
    }
    this.current = spot;
    this.parts.said.textContent = this.words(spot);
    this.reveal(spot);
    this.paintSoon();
  }

  private words(spot: Spot): string {
    const { cards, stubs } = this.model.picture;
    if (isStub(spot)) {
      const stub = stubs[spot.stub];
      return `${stub.more} more ${stub.up ? 'upstream' : 'downstream'} of ${cards[stub.card].name}, Enter shows them`;
    }
    const card = cards[spot.card];
    const figures = this.figures.get(card.id) ?? NO_FIGURES;
    const lit = card.lit > 0 ? `on the path: ${card.rows.slice(0, card.lit).join(', ')}` : '';
    return [
      card.name,
      card.kind,
      figures.mode,
      figures.said || figures.line,
      figures.amount,
      card.unknown,
      lit,
      `${this.model.incoming[spot.card].length} upstream`,
      `${this.model.outgoing[spot.card].length} downstream`,
    ]
      .filter(Boolean)
      .join(', ');
  }

  /** What one walks to must never be out of sight. */
  private reveal(spot: Spot) {
    const box = this.model.box(spot);
    const { camera } = this;
    const left = camera.x + box.x * camera.zoom;
    const top = camera.y + box.y * camera.zoom;
    const right = left + box.width * camera.zoom;
    const bottom = top + box.height * camera.zoom;
    const dx = left < 16 ? 16 - left : Math.min(0, camera.width - 16 - right);
    const dy = top < 16 ? 16 - top : Math.min(0, camera.height - 48 - bottom);
    if (dx !== 0 || dy !== 0) {
      this.touched = true;
      this.glide(camera.x + dx, camera.y + dy);
    }
  }

  private glide(x: number, y: number) {
    window.cancelAnimationFrame(this.gliding);
    const { camera } = this;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      camera.x = x;
      camera.y = y;
      this.paintSoon();
      return;
    }
    const start = { x: camera.x, y: camera.y, at: performance.now() };
    const step = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - start.at) / 160));
      const eased = 1 - (1 - share) ** 3;
      camera.x = start.x + (x - start.x) * eased;
      camera.y = start.y + (y - start.y) * eased;
      this.paint();
      if (share < 1) {
        this.gliding = window.requestAnimationFrame(step);
      }
    };
    this.gliding = window.requestAnimationFrame(step);
  }

  private openList(id: string) {
    const index = this.model.index(id);
    if (index === undefined) {
      return;
    }
    this.listed = id;
    const { list } = this.parts;
    const title = `Columns of ${this.model.picture.cards[index].name}`;
    list.querySelector('h3')!.textContent = title;
    list.setAttribute('aria-label', title);
    const input = list.querySelector('input')!;
    input.value = '';
    list.hidden = false;
    input.focus();
    void this.fillList();
  }

  private async fillList() {
    const id = this.listed;
    const question = ++this.question;
    const { columns, more } = await this.$server.columns(id, this.parts.list.querySelector('input')!.value);
    if (question !== this.question || this.listed !== id) {
      return;
    }
    this.parts.list.querySelector('ul')!.replaceChildren(
      ...columns.map((column) => {
        const item = document.createElement('li');
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = column.name;
        button.title = column.name;
        button.classList.toggle('lit', column.lit);
        button.addEventListener('click', () => this.tell('sh-column', { id, column: column.name }));
        item.append(button);
        return item;
      }),
    );
    const words = columns.length === 0 ? 'No column of this name' : more > 0 ? `${more} more: type to find them` : `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}`;
    this.parts.list.querySelector('p')!.textContent = words;
  }

  private closeList(focus = false) {
    this.parts.list.hidden = true;
    this.listed = '';
    if (focus) {
      this.view.focus();
    }
  }

  private zoomAtCenter(by: number) {
    this.zoomAt(by, this.camera.width / 2, this.camera.height / 2);
  }

  private zoomAt(by: number, x: number, y: number) {
    const { camera } = this;
    const zoom = Math.min(LARGEST, Math.max(SMALLEST, camera.zoom * by));
    camera.x = x - ((x - camera.x) * zoom) / camera.zoom;
    camera.y = y - ((y - camera.y) * zoom) / camera.zoom;
    camera.zoom = zoom;
    this.touched = true;
    this.paintSoon();
  }

  private tell(event: string, detail: object) {
    this.parts.tip.hidden = true;
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}

function made(tag: string, words: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = words;
  element.className = className;
  return element;
}

function save(fileName: string, content: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

customElements.define('sh-lineage-canvas', LineageCanvas);
