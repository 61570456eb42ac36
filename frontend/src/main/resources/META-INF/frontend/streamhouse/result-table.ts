import { resultTableStyle } from './result-table-style';

/**
 * `<sh-result-table>`: rows as an ARIA grid. Only the rows in sight exist as elements, and they are used again and again;
 * every value is set as text.
 */

interface Column {
  name: string;
  type: string;
  layout: 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'TIME' | 'NESTED' | 'BINARY';
}

type Kind = 'INSERT' | 'UPDATE_BEFORE' | 'UPDATE_AFTER' | 'DELETE';

interface Row {
  kind: Kind;
  cells: Array<string | null>;
}

interface Batch {
  first: number;
  total: number;
  finished: boolean;
  rows: Row[];
}

interface Server {
  ready(): Promise<void>;
  page(from: number): Promise<Batch>;
  copyRows(from: number, to: number): Promise<Row[]>;
}

/** A place in the grid; rows are counted over everything that came, columns over the query's columns. */
interface Place {
  row: number;
  column: number;
}

const ROW = 23;
const HEAD = 27;
const OVERSCAN = 6;
const SHOWN_LETTERS = 280;
const BETWEEN_BATCHES = 250;
const LETTER = 7.7;
const NARROWEST = 44;
const WIDEST = 340;
const COPY_PIECE = 20_000;

const SIGNS: Record<Kind, { sign: string; words: string; style: string }> = {
  INSERT: { sign: '+I', words: '+I insert', style: 'insert' },
  UPDATE_BEFORE: { sign: '-U', words: '-U update, before', style: 'before' },
  UPDATE_AFTER: { sign: '+U', words: '+U update, after', style: 'after' },
  DELETE: { sign: '-D', words: '-D delete', style: 'delete' },
};

const STYLES: Record<Column['layout'], string> = {
  TEXT: 'text',
  NUMBER: 'figure',
  BOOLEAN: 'text',
  TIME: 'time',
  NESTED: 'nested',
  BINARY: 'binary',
};

const numbers = new Intl.NumberFormat('en-US');

class ResultTable extends HTMLElement {
  declare $server: Server;
  private cols: Column[] = [];
  private widths: number[] = [];
  private measured = 0;

  /** A finished result: pages by number. A changing one: everything in `kept`. */
  private pages = new Map<number, Row[]>();
  private pageSize = 500;
  private fetching = new Set<number>();
  private kept: Row[] = [];
  private first = 0;
  private total = 0;
  private changing = false;
  private finished = true;
  private windowSize = 1000;
  private epoch = 0;

  private stopped = false;
  private readyTimer: number | undefined;
  private samples: Array<{ at: number; total: number }> = [];

  private active: Place = { row: 0, column: 0 };
  private anchor: Place = { row: 0, column: 0 };
  private touched = false;
  private dragging = false;

  private scroller!: HTMLElement;
  private head!: HTMLElement;
  private body!: HTMLElement;
  private sheet!: HTMLStyleElement;
  private count!: HTMLElement;
  private told!: HTMLElement;
  private pauseButton!: HTMLButtonElement;
  private copyButton!: HTMLButtonElement;
  private status!: HTMLElement;
  private detail!: HTMLDialogElement;
  private pool: HTMLElement[] = [];
  private painting = 0;
  private resized?: ResizeObserver;

  constructor() {
    super();
    this.build(this.attachShadow({ mode: 'open' }));
  }

  connectedCallback() {
    this.resized = new ResizeObserver(() => {
      this.paintSoon();
      this.askSoon();
    });
    this.resized.observe(this.scroller);
  }

  disconnectedCallback() {
    this.resized?.disconnect();
    window.clearTimeout(this.readyTimer);
    this.readyTimer = undefined;
  }

  set label(name: string) {
    this.scroller.setAttribute('aria-label', name);
  }

  set columns(columns: Column[] | null) {
    this.cols = columns ?? [];
    this.widths = [];
    this.buildHead();
  }

  set paused(paused: boolean) {
    this.stopped = paused;
    this.pauseButton.textContent = paused ? 'Resume' : 'Pause';
    this.pauseButton.setAttribute('aria-pressed', String(paused));
    this.showStatus();
    if (!paused) {
      this.askSoon();
    }
  }

  get paused(): boolean {
    return this.stopped;
  }

  set statusHidden(hidden: boolean) {
    this.status.hidden = hidden;
  }

  showRows(batch: Batch, pageSize: number) {
    this.reset(false);
    this.pageSize = pageSize;
    this.total = batch.total;
    this.pages.set(0, batch.rows);
    this.measure(batch.rows);
    this.paintSoon();
  }

  showChanges(windowSize: number) {
    this.reset(true);
    this.windowSize = windowSize;
    this.paintSoon();
    void this.$server.ready();
  }

  receiveChanges(batch: Batch) {
    if (!this.changing) {
      return;
    }
    const follows = this.scroller.scrollTop + this.scroller.clientHeight >= this.scroller.scrollHeight - ROW;
    const before = this.first;
    if (this.kept.length === 0 || batch.first > this.first + this.kept.length) {
      this.kept = batch.rows;
      this.first = batch.first;
    } else {
      this.kept.push(...batch.rows);
    }
    const surplus = this.kept.length - this.windowSize;
    if (surplus > 0) {
      this.kept.splice(0, surplus);
      this.first += surplus;
    }
    this.total = batch.total;
    this.finished = batch.finished;
    if (this.measured < 60 && this.kept.length > this.measured) {
      this.measure(this.kept);
    }
    this.samples.push({ at: performance.now(), total: this.total });
    while (this.samples.length > 2 && this.samples[0].at < performance.now() - 3000) {
      this.samples.shift();
    }
    this.setHeight();
    if (follows) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
    } else if (this.first > before) {
      this.scroller.scrollTop -= (this.first - before) * ROW;
    }
    this.paintSoon();
    if (!this.finished) {
      this.askSoon();
    }
  }

  // ---- what there is -------------------------------------------------------------------------------------------------

  private reset(changing: boolean) {
    this.epoch++;
    this.changing = changing;
    this.finished = !changing;
    this.pages.clear();
    this.fetching.clear();
    this.kept = [];
    this.first = 0;
    this.total = 0;
    this.samples = [];
    this.widths = [];
    this.measured = 0;
    this.active = { row: 0, column: 0 };
    this.anchor = { row: 0, column: 0 };
    this.touched = false;
    this.scroller.scrollTop = 0;
    this.paused = false;
    this.buildHead();
  }

  /** How many rows can be scrolled to. */
  private get size(): number {
    return this.changing ? this.kept.length : this.total;
  }

  /** Counted over everything that came. */
  private row(index: number): Row | undefined {
    if (this.changing) {
      return this.kept[index - this.first];
    }
    return this.pages.get(Math.floor(index / this.pageSize))?.[index % this.pageSize];
  }

  private async fetchPage(page: number) {
    if (this.pages.has(page) || this.fetching.has(page) || page * this.pageSize >= this.total) {
      return;
    }
    this.fetching.add(page);
    const epoch = this.epoch;
    const batch = await this.$server.page(page * this.pageSize);
    if (epoch === this.epoch) {
      this.fetching.delete(page);
      this.pages.set(page, batch.rows);
      if (this.pages.size > 60) {
        const oldest = this.pages.keys().next().value;
        if (oldest !== undefined && oldest !== page) {
          this.pages.delete(oldest);
        }
      }
      this.paintSoon();
    }
  }

  /** Asks for news when what was sent has been seen: never while paused or out of sight. */
  private askSoon() {
    if (this.changing && !this.finished && !this.stopped && this.readyTimer === undefined && this.inSight()) {
      this.readyTimer = window.setTimeout(() => {
        this.readyTimer = undefined;
        if (this.isConnected && !this.stopped && this.inSight()) {
          void this.$server.ready();
        }
      }, BETWEEN_BATCHES);
    }
  }

  private inSight(): boolean {
    return this.scroller.clientHeight > 0;
  }

  // ---- painting --------------------------------------------------------------------------------------------------------

  private build(root: ShadowRoot) {
    root.innerHTML = `<style>${resultTableStyle(ROW, HEAD)}</style><style></style>
      <div class="scroll" role="grid" tabindex="0" aria-label="Result" aria-multiselectable="true">
        <div class="head" role="rowgroup"></div>
        <div class="body" role="rowgroup"></div>
      </div>
      <div class="status">
        <span class="count"></span><span class="told" role="status"></span>
        <button type="button" class="pause" aria-pressed="false" hidden>Pause</button>
        <button type="button" class="copy">Copy all</button>
      </div>
      <dialog aria-label="Value"><header><b></b><span></span><button type="button" class="copy-value">Copy</button>
        <button type="button" class="close" aria-label="Close">✕</button></header><pre tabindex="0"></pre></dialog>`;
    const find = <T extends Element>(selector: string) => root.querySelector<T>(selector)!;
    this.sheet = root.querySelectorAll('style')[1];
    this.scroller = find('.scroll');
    this.head = find('.head');
    this.body = find('.body');
    this.status = find('.status');
    this.count = find('.count');
    this.told = find('.told');
    this.pauseButton = find('.pause');
    this.copyButton = find('.copy');
    this.detail = find('dialog');
    this.pauseButton.addEventListener('click', () => {
      this.paused = !this.stopped;
    });
    this.copyButton.addEventListener('click', () => void this.copyAll());
    find('.close').addEventListener('click', () => this.detail.close());
    find('.copy-value').addEventListener('click', () => void write(find<HTMLElement>('pre').textContent ?? ''));
    this.detail.addEventListener('click', (event) => {
      if (event.target === this.detail) {
        this.detail.close();
      }
    });
    this.scroller.addEventListener('scroll', () => this.paintSoon(), { passive: true });
    this.scroller.addEventListener('keydown', (event) => this.onKey(event));
    this.scroller.addEventListener('focus', () => this.paintSoon());
    this.scroller.addEventListener('blur', () => this.paintSoon());
    this.body.addEventListener('pointerdown', (event) => this.onDown(event));
    this.body.addEventListener('pointermove', (event) => this.onDrag(event));
    this.body.addEventListener('dblclick', () => this.showValue());
    window.addEventListener('pointerup', () => {
      this.dragging = false;
    });
    this.head.addEventListener('pointerdown', (event) => this.onResizeStart(event));
    this.head.addEventListener('dblclick', (event) => this.onFit(event));
  }

  private buildHead() {
    const row = document.createElement('div');
    row.className = 'row';
    row.setAttribute('role', 'row');
    row.setAttribute('aria-rowindex', '1');
    row.append(headCell('number', '#', 'Row'));
    if (this.changing) {
      row.append(headCell('kind', 'Op', 'Change: +I insert, -U and +U update before and after, -D delete'));
    }
    this.cols.forEach((column, index) => {
      const cell = headCell(`c${index} ${STYLES[column.layout]}`, column.name, `${column.name} ${column.type}`);
      const grip = document.createElement('i');
      grip.dataset.column = String(index);
      cell.append(grip);
      row.append(cell);
    });
    this.head.replaceChildren(row);
    this.body.replaceChildren();
    this.pool = [];
    this.pauseButton.hidden = !this.changing;
    this.scroller.setAttribute('aria-colcount', String(this.cols.length + (this.changing ? 2 : 1)));
    this.applyWidths();
    this.paintSoon();
  }

  /** Widths from what the first rows hold, unless a person has set one. */
  private measure(rows: Row[]) {
    const sample = rows.slice(0, 120);
    this.measured = sample.length;
    this.widths = this.cols.map((column, index) => {
      let letters = column.name.length + 1;
      for (const row of sample) {
        letters = Math.max(letters, Math.min(row.cells[index]?.length ?? 4, 60));
      }
      return Math.min(WIDEST, Math.max(NARROWEST, Math.ceil(letters * LETTER + 20)));
    });
    this.applyWidths();
  }

  private applyWidths() {
    const widths = this.cols.map((_, index) => this.widths[index] ?? 120);
    const all = widths.reduce((sum, width) => sum + width, 0) + 62 + (this.changing ? 44 : 0);
    this.sheet.textContent =
      widths.map((width, index) => `.c${index}{width:${width}px}`).join('') + `.row{width:max(100%,${all}px)}.body{width:max(100%,${all}px)}`;
  }

  private setHeight() {
    this.body.style.height = `${this.size * ROW}px`;
    this.scroller.setAttribute('aria-rowcount', String(this.size + 1));
  }

  private paintSoon() {
    if (this.painting === 0) {
      this.painting = window.requestAnimationFrame(() => {
        this.painting = 0;
        this.paint();
      });
    }
  }

  private paint() {
    this.setHeight();
    const top = this.scroller.scrollTop;
    const from = Math.max(0, Math.floor(top / ROW) - OVERSCAN);
    const to = Math.min(this.size, Math.ceil((top + this.scroller.clientHeight) / ROW) + OVERSCAN);
    if (!this.changing) {
      for (let page = Math.floor(from / this.pageSize); page <= Math.floor(Math.max(from, to - 1) / this.pageSize); page++) {
        void this.fetchPage(page);
      }
    }
    const focused = this.shadowRoot!.activeElement === this.scroller;
    while (this.pool.length < to - from) {
      const row = this.newRow();
      this.pool.push(row);
      this.body.append(row);
    }
    this.pool.forEach((element, at) => {
      const index = from + at;
      if (index >= to) {
        element.style.display = 'none';
        return;
      }
      element.style.display = '';
      element.style.transform = `translateY(${index * ROW}px)`;
      this.paintRow(element, this.first + index, index, focused);
    });
    if (focused && this.size > 0) {
      this.scroller.setAttribute('aria-activedescendant', `r${this.active.row}c${this.active.column}`);
    } else {
      this.scroller.removeAttribute('aria-activedescendant');
    }
    this.showStatus();
  }

  private newRow(): HTMLElement {
    const row = document.createElement('div');
    row.className = 'row';
    row.setAttribute('role', 'row');
    const add = (style: string, role: string) => {
      const cell = document.createElement('div');
      cell.className = style;
      cell.setAttribute('role', role);
      row.append(cell);
    };
    add('cell number', 'rowheader');
    if (this.changing) {
      add('cell kind', 'gridcell');
    }
    this.cols.forEach(() => add('cell', 'gridcell'));
    return row;
  }

  private paintRow(element: HTMLElement, number: number, index: number, focused: boolean) {
    const row = this.row(number);
    const cells = element.children;
    element.setAttribute('aria-rowindex', String(index + 2));
    let next = 0;
    setText(cells[next++] as HTMLElement, numbers.format(number + 1));
    if (this.changing) {
      const cell = cells[next++] as HTMLElement;
      const { sign, words, style } = SIGNS[row?.kind ?? 'INSERT'];
      setText(cell, row ? sign : '');
      setClass(cell, `cell kind ${style}`);
      if (cell.getAttribute('aria-label') !== words) {
        cell.setAttribute('aria-label', words);
      }
    }
    setClass(element, this.changing && row ? `row ${SIGNS[row.kind].style}` : 'row');
    const inRows = this.touched && number >= Math.min(this.anchor.row, this.active.row) && number <= Math.max(this.anchor.row, this.active.row);
    const left = Math.min(this.anchor.column, this.active.column);
    const right = Math.max(this.anchor.column, this.active.column);
    this.cols.forEach((column, at) => {
      const cell = cells[next + at] as HTMLElement;
      const value = row?.cells[at];
      let style = `cell c${at} ${STYLES[column.layout]}`;
      if (!row) {
        setText(cell, '');
        style += ' waiting';
      } else if (value === null || value === undefined) {
        setText(cell, 'NULL');
        style += ' null';
      } else {
        setText(cell, short(value));
      }
      const selected = inRows && at >= left && at <= right;
      if (selected) {
        style += ' selected';
      }
      const id = `r${number}c${at}`;
      if (cell.id !== id) {
        cell.id = id;
      }
      if (this.active.row === number && this.active.column === at && (focused || this.touched)) {
        style += ' active';
      }
      setClass(cell, style);
      cell.setAttribute('aria-selected', String(selected));
    });
  }

  private showStatus() {
    let text: string;
    if (!this.changing) {
      text = this.total === 1 ? '1 row' : `${numbers.format(this.total)} rows`;
    } else {
      text = this.total === 1 ? '1 change' : `${numbers.format(this.total)} changes`;
      const rate = this.rate();
      if (!this.finished && !this.stopped && rate !== undefined) {
        text += ` · ${rate < 10 ? rate.toFixed(1).replace('.0', '') : numbers.format(Math.round(rate))}/s`;
      }
      if (this.total > this.windowSize) {
        text += ` · the last ${numbers.format(this.windowSize)} are shown`;
      }
      if (this.stopped) {
        text += ' · paused, the query runs on';
      } else if (this.finished) {
        text += ' · ended';
      }
    }
    setText(this.count, text);
    this.pauseButton.hidden = !this.changing || this.finished;
    this.copyButton.hidden = this.size === 0;
  }

  private rate(): number | undefined {
    const first = this.samples[0];
    const last = this.samples[this.samples.length - 1];
    if (!first || last.at - first.at < 400) {
      return undefined;
    }
    return ((last.total - first.total) * 1000) / (last.at - first.at);
  }

  // ---- pointer and keys ------------------------------------------------------------------------------------------------

  private placeOf(event: PointerEvent): Place | undefined {
    const cell = (event.target as Element).closest<HTMLElement>('.cell');
    const row = cell?.parentElement;
    if (!cell || !row) {
      return undefined;
    }
    const number = this.first + Number(row.getAttribute('aria-rowindex')) - 2;
    const column = Array.prototype.indexOf.call(row.children, cell) - (this.changing ? 2 : 1);
    return { row: number, column };
  }

  private onDown(event: PointerEvent) {
    const place = this.placeOf(event);
    if (!place || event.button !== 0) {
      return;
    }
    this.touched = true;
    if (place.column < 0) {
      this.active = { row: place.row, column: this.cols.length - 1 };
      this.anchor = { row: event.shiftKey ? this.anchor.row : place.row, column: 0 };
    } else {
      this.active = place;
      if (!event.shiftKey) {
        this.anchor = place;
      }
    }
    this.dragging = true;
    this.paintSoon();
  }

  private onDrag(event: PointerEvent) {
    const place = this.dragging ? this.placeOf(event) : undefined;
    if (place && place.column >= 0 && (place.row !== this.active.row || place.column !== this.active.column)) {
      this.active = place;
      this.paintSoon();
    }
  }

  private onKey(event: KeyboardEvent) {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      void this.copySelection();
      return;
    }
    if (control && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      this.touched = true;
      this.anchor = { row: this.first, column: 0 };
      this.active = { row: this.first + this.size - 1, column: this.cols.length - 1 };
      this.paintSoon();
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      this.showValue();
      return;
    }
    if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      this.resize(this.active.column, (this.widths[this.active.column] ?? 120) + (event.key === 'ArrowRight' ? 16 : -16));
      return;
    }
    const page = Math.max(1, Math.floor((this.scroller.clientHeight - HEAD) / ROW) - 1);
    const { row, column } = this.active;
    const moves: Record<string, Place> = {
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      ArrowRight: { row, column: column + 1 },
      ArrowLeft: { row, column: column - 1 },
      PageDown: { row: row + page, column },
      PageUp: { row: row - page, column },
      Home: { row: control ? this.first : row, column: 0 },
      End: { row: control ? this.first + this.size - 1 : row, column: this.cols.length - 1 },
    };
    const move = moves[event.key];
    if (move && this.size > 0) {
      event.preventDefault();
      this.touched = true;
      this.active = {
        row: Math.min(Math.max(move.row, this.first), this.first + this.size - 1),
        column: Math.min(Math.max(move.column, 0), this.cols.length - 1),
      };
      if (!event.shiftKey) {
        this.anchor = this.active;
      }
      this.reveal();
      this.paintSoon();
    }
  }

  private reveal() {
    const top = (this.active.row - this.first) * ROW;
    const view = this.scroller;
    if (top < view.scrollTop) {
      view.scrollTop = top;
    } else if (top + ROW + HEAD > view.scrollTop + view.clientHeight) {
      view.scrollTop = top + ROW + HEAD - view.clientHeight;
    }
    const fixed = 62 + (this.changing ? 44 : 0);
    let left = fixed;
    for (let column = 0; column < this.active.column; column++) {
      left += this.widths[column] ?? 120;
    }
    const width = this.widths[this.active.column] ?? 120;
    if (left - fixed < view.scrollLeft) {
      view.scrollLeft = left - fixed;
    } else if (left + width > view.scrollLeft + view.clientWidth) {
      view.scrollLeft = left + width - view.clientWidth;
    }
  }

  private showValue() {
    const column = this.cols[this.active.column];
    const row = this.row(this.active.row);
    if (!column || !row) {
      return;
    }
    const value = row.cells[this.active.column];
    this.detail.querySelector('b')!.textContent = column.name;
    this.detail.querySelector('span')!.textContent = column.type;
    this.detail.querySelector('pre')!.textContent = value === null ? 'NULL' : unfolded(value);
    this.detail.showModal();
  }

  private onResizeStart(event: PointerEvent) {
    const grip = event.target as HTMLElement;
    if (grip.tagName !== 'I') {
      return;
    }
    event.preventDefault();
    const column = Number(grip.dataset.column);
    const start = event.clientX;
    const width = grip.parentElement!.getBoundingClientRect().width;
    grip.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => this.resize(column, width + moved.clientX - start);
    grip.addEventListener('pointermove', move);
    grip.addEventListener('pointerup', () => grip.removeEventListener('pointermove', move), { once: true });
  }

  private onFit(event: MouseEvent) {
    const grip = event.target as HTMLElement;
    if (grip.tagName === 'I') {
      const column = Number(grip.dataset.column);
      let letters = this.cols[column].name.length + 1;
      for (let at = 0; at < Math.min(this.size, 2000); at++) {
        letters = Math.max(letters, this.row(this.first + at)?.cells[column]?.length ?? 0);
      }
      this.resize(column, Math.min(900, letters * LETTER + 20));
    }
  }

  private resize(column: number, width: number) {
    if (this.widths.length === 0) {
      this.widths = this.cols.map(() => 120);
    }
    this.widths[column] = Math.max(NARROWEST, Math.round(width));
    this.applyWidths();
  }

  // ---- copying ---------------------------------------------------------------------------------------------------------

  private async copySelection() {
    const from = Math.min(this.anchor.row, this.active.row);
    const to = Math.max(this.anchor.row, this.active.row) + 1;
    const left = Math.min(this.anchor.column, this.active.column);
    const right = Math.max(this.anchor.column, this.active.column) + 1;
    const single = to - from === 1 && right - left === 1;
    const rows = await this.rows(from, to);
    const lines = rows.map((row) => row.cells.slice(left, right).map((cell) => field(cell, single)).join('\t'));
    await write(lines.join('\n'));
    this.tell(single ? 'Cell copied' : `${numbers.format(rows.length)} × ${right - left} cells copied`);
  }

  private async copyAll() {
    const rows = await this.rows(this.first, this.first + this.size);
    const names = this.cols.map((column) => field(column.name, false));
    const lines = rows.map((row) => (this.changing ? [SIGNS[row.kind].sign] : []).concat(row.cells.map((cell) => field(cell, false))).join('\t'));
    await write([(this.changing ? ['op'] : []).concat(names).join('\t'), ...lines].join('\n'));
    this.tell(`${numbers.format(rows.length)} rows copied`);
  }

  private async rows(from: number, to: number): Promise<Row[]> {
    if (this.changing) {
      return this.kept.slice(Math.max(0, from - this.first), Math.max(0, to - this.first));
    }
    const rows: Row[] = [];
    for (let at = from; at < to; ) {
      const loaded = this.row(at);
      if (loaded) {
        rows.push(loaded);
        at++;
      } else {
        const piece = await this.$server.copyRows(at, Math.min(to, at + COPY_PIECE));
        if (piece.length === 0) {
          break;
        }
        rows.push(...piece);
        at += piece.length;
      }
    }
    return rows;
  }

  private tell(text: string) {
    this.told.textContent = text;
    window.setTimeout(() => {
      if (this.told.textContent === text) {
        this.told.textContent = '';
      }
    }, 2500);
  }
}

function headCell(style: string, text: string, title: string): HTMLElement {
  const cell = document.createElement('div');
  cell.className = `cell ${style}`;
  cell.setAttribute('role', 'columnheader');
  cell.title = title;
  const words = document.createElement('span');
  words.textContent = text;
  cell.append(words);
  return cell;
}

function setText(element: HTMLElement, text: string) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function setClass(element: HTMLElement, name: string) {
  if (element.className !== name) {
    element.className = name;
  }
}

function short(value: string): string {
  const cut = value.length > SHOWN_LETTERS ? `${value.slice(0, SHOWN_LETTERS)}…` : value;
  return /[\r\n\t]/.test(cut) ? cut.replace(/\r?\n/g, '↵').replace(/[\r\t]/g, ' ') : cut;
}

function unfolded(value: string): string {
  if (/^\s*[[{]/.test(value)) {
    try {
      return JSON.stringify(JSON.parse(value), null, 2);
    } catch {
      return value;
    }
  }
  return value;
}

/** A field of tab-separated text: quoted where a tab, a line's end or a quote would break it. */
function field(value: string | null, raw: boolean): string {
  const text = value ?? (raw ? 'NULL' : '');
  return !raw && /[\t\r\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

async function write(text: string) {
  await navigator.clipboard.writeText(text);
}

customElements.define('sh-result-table', ResultTable);
export {};
