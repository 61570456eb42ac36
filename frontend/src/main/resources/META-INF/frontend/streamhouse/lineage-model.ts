/** What a lineage canvas is told by the server, and what it finds out from that: who is next to whom, what is where. */

export interface Card {
  id: string;
  name: string;
  place: string;
  kind: string;
  unknown: string;
  focus: boolean;
  rows: string[];
  /** How many rows, from the first, are on the path. */
  lit: number;
  visible: number;
  hidden: number;
  open: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Link {
  from: number;
  to: number;
  words: string;
  /** x and y of points between, in turn. */
  via: number[];
  /** Row, row, and 1 for direct plus 2 for lit, in turn. */
  wires: number[];
  labels: string[];
}

export interface Stub {
  card: number;
  up: boolean;
  more: number;
}

export interface Picture {
  width: number;
  height: number;
  head: number;
  row: number;
  cards: Card[];
  links: Link[];
  stubs: Stub[];
}

export interface Figures {
  mode: string;
  line: string;
  amount: string;
  tone: string;
  share: number;
  said: string;
}

export const EMPTY: Picture = { width: 0, height: 0, head: 46, row: 19, cards: [], links: [], stubs: [] };
export const NO_FIGURES: Figures = { mode: '', line: '', amount: '', tone: 'NEUTRAL', share: 0, said: '' };
/** Rows that are none. */
export const HEAD = -1;
export const FOLD = -2;
export const DIRECT = 1;
export const LIT = 2;

const STUB_HEIGHT = 20;

/** What is at a place: a card's head, one of its rows, its last line, or a stub. */
export type Spot = { card: number; row: number } | { stub: number };

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function isStub(spot: Spot | undefined): spot is { stub: number } {
  return spot !== undefined && 'stub' in spot;
}

export class Model {
  /** By how many pixels the rows of a card are scrolled. */
  readonly scrolled = new Map<string, number>();
  readonly incoming: number[][];
  readonly outgoing: number[][];
  private readonly byId = new Map<string, number>();

  constructor(readonly picture: Picture) {
    this.incoming = picture.cards.map(() => []);
    this.outgoing = picture.cards.map(() => []);
    picture.cards.forEach((card, at) => this.byId.set(card.id, at));
    picture.links.forEach((link, at) => {
      this.outgoing[link.from].push(at);
      this.incoming[link.to].push(at);
    });
  }

  index(id: string): number | undefined {
    return this.byId.get(id);
  }

  focus(): number {
    return Math.max(
      0,
      this.picture.cards.findIndex((card) => card.focus),
    );
  }

  /** How far the rows of a card can be scrolled. */
  slack(card: Card): number {
    return Math.max(0, card.rows.length - card.visible) * this.picture.row;
  }

  scroll(card: Card, by: number): boolean {
    const before = this.scrolled.get(card.id) ?? 0;
    const after = Math.min(this.slack(card), Math.max(0, before + by));
    this.scrolled.set(card.id, after);
    return after !== before;
  }

  offset(card: Card): number {
    return Math.min(this.slack(card), this.scrolled.get(card.id) ?? 0);
  }

  /** Where a row's curves begin and end; rows that are scrolled away share the nearest edge. */
  rowY(card: Card, row: number): number {
    const { head, row: height } = this.picture;
    if (row === HEAD) {
      return card.y + 19;
    }
    if (row === FOLD) {
      return card.y + head + card.visible * height + height / 2;
    }
    const top = card.y + head;
    return Math.min(top + card.visible * height - 3, Math.max(top + 3, top + row * height + height / 2 - this.offset(card)));
  }

  stubBox(stub: Stub): Box {
    const card = this.picture.cards[stub.card];
    const width = 58 + String(stub.more).length * 7;
    return { x: stub.up ? card.x - width - 12 : card.x + card.width + 12, y: card.y + 9, width, height: STUB_HEIGHT };
  }

  box(spot: Spot): Box {
    return isStub(spot) ? this.stubBox(this.picture.stubs[spot.stub]) : this.picture.cards[spot.card];
  }

  at(x: number, y: number): Spot | undefined {
    const { cards, stubs, head, row } = this.picture;
    for (let index = cards.length - 1; index >= 0; index--) {
      const card = cards[index];
      if (x >= card.x && x <= card.x + card.width && y >= card.y && y <= card.y + card.height) {
        const down = y - card.y - head;
        if (down < 0) {
          return { card: index, row: HEAD };
        }
        if (down >= card.visible * row) {
          return { card: index, row: card.open || card.hidden > 0 ? FOLD : HEAD };
        }
        return { card: index, row: Math.min(card.rows.length - 1, Math.floor((down + this.offset(card)) / row)) };
      }
    }
    const stub = stubs.findIndex((each) => {
      const box = this.stubBox(each);
      return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
    });
    return stub < 0 ? undefined : { stub };
  }

  /** Everything on the way to and from a row, as far as it can be seen: rows as `card:row`, wires as `link:wire`. */
  path(card: number, row: number): { rows: Set<string>; wires: Set<string> } {
    const rows = new Set([`${card}:${row}`]);
    const wires = new Set<string>();
    this.follow(card, row, true, rows, wires);
    this.follow(card, row, false, rows, wires);
    return { rows, wires };
  }

  private follow(card: number, row: number, up: boolean, rows: Set<string>, wires: Set<string>) {
    const ahead: Array<[number, number]> = [[card, row]];
    while (ahead.length > 0) {
      const [here, at] = ahead.pop()!;
      for (const number of up ? this.incoming[here] : this.outgoing[here]) {
        const link = this.picture.links[number];
        for (let wire = 0; wire * 3 < link.wires.length; wire++) {
          const near = link.wires[wire * 3 + (up ? 1 : 0)];
          const far = link.wires[wire * 3 + (up ? 0 : 1)];
          if (near === at || (up && near === HEAD)) {
            wires.add(`${number}:${wire}`);
            const key = `${up ? link.from : link.to}:${far}`;
            // What only has a say in which rows there are is shown, but not followed: all would lead to all.
            if (far >= 0 && near !== HEAD && !rows.has(key)) {
              ahead.push([up ? link.from : link.to, far]);
            }
            if (far >= 0) {
              rows.add(key);
            }
          }
        }
      }
    }
  }

  /** What goes into a row, in words. */
  labels(card: number, row: number): string[] {
    const found = new Set<string>();
    for (const number of this.incoming[card]) {
      const link = this.picture.links[number];
      link.labels.forEach((label, wire) => {
        if (link.wires[wire * 3 + 1] === row && label) {
          found.add(label);
        }
      });
    }
    return [...found];
  }

  /** Where the arrow keys lead from here. */
  walk(from: Spot, key: string): Spot | undefined {
    const here = this.box(from);
    const middle = here.y + here.height / 2;
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      return this.along(from, key === 'ArrowLeft', middle);
    }
    let best: Spot | undefined;
    let nearest = Infinity;
    this.all().forEach((spot) => {
      const box = this.box(spot);
      const dy = (box.y + box.height / 2 - middle) * (key === 'ArrowUp' ? -1 : 1);
      const dx = Math.abs(box.x + box.width / 2 - here.x - here.width / 2);
      if (dy > 2 && dx < 160 && dy + dx < nearest) {
        best = spot;
        nearest = dy + dx;
      }
    });
    return best;
  }

  private along(from: Spot, up: boolean, y: number): Spot | undefined {
    if (isStub(from)) {
      const stub = this.picture.stubs[from.stub];
      return stub.up === up ? undefined : { card: stub.card, row: HEAD };
    }
    const next = up
      ? this.incoming[from.card].map((link) => this.picture.links[link].from)
      : this.outgoing[from.card].map((link) => this.picture.links[link].to);
    let best: Spot | undefined;
    let nearest = Infinity;
    next
      .filter((card) => card !== from.card)
      .forEach((card) => {
        const box = this.picture.cards[card];
        const distance = Math.abs(box.y + box.height / 2 - y);
        if (distance < nearest) {
          best = { card, row: HEAD };
          nearest = distance;
        }
      });
    const stub = this.picture.stubs.findIndex((each) => each.card === from.card && each.up === up);
    return best ?? (stub < 0 ? undefined : { stub });
  }

  private all(): Spot[] {
    return [...this.picture.cards.map((_, card) => ({ card, row: HEAD })), ...this.picture.stubs.map((_, stub) => ({ stub }))];
  }
}
