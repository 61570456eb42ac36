import { isDark, themeColor } from './scheme';
import { DIRECT, FOLD, isStub, LIT, Model, NO_FIGURES, type Card, type Figures, type Link, type Spot, type Stub } from './lineage-model';

/**
 * Paints a lineage: near by, cards with their columns and a curve for each column; farther off, names; from afar, blocks
 * in the colour that is asked for and one line for each pair of relations.
 */

export interface Camera {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

/** What part of the picture can be seen. */
interface Sight {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Shown {
  model: Model;
  figures: Map<string, Figures>;
  hovered?: Spot;
  current?: Spot;
  /** What the pointer is over lights up. */
  rows: Set<string>;
  wires: Set<string>;
}

const NAMES = ['card', 'raised', 'hover', 'line', 'line-strong', 'ink', 'dim', 'accent', 'ok', 'warn', 'bad', 'continuous', 'incremental', 'full', 'overhead', 'idle', 'bg'];
const SHORT: Record<string, string> = { CONTINUOUS: 'CONT', INCREMENTAL: 'INCR', FULL: 'FULL' };
const SANS = 'system-ui, sans-serif';
const NEAR = 0.5;
const FAR = 0.24;
/** Straight lines that stand for the part of a long curve that is in sight. */
const STEPS = 14;
const CROWD = 150;

/** Which curves look alike and are drawn at once. */
const STYLES = ['indirect', 'direct', 'litIndirect', 'litDirect'] as const;
type Style = (typeof STYLES)[number];

export class Painter {
  private colors = new Map<string, string>();
  private fitted = new Map<string, string>();
  private family = SANS;
  private distant?: { model: Model; path: Path2D };

  /** Reads the theme's colours; to be called when the scheme changes. */
  readTheme(at: Element) {
    NAMES.forEach((name) => this.colors.set(name, themeColor(name)));
    this.family = getComputedStyle(at).fontFamily || SANS;
    this.fitted.clear();
  }

  color(name: string): string {
    const plain = name.toLowerCase();
    return this.colors.get(plain === 'neutral' ? 'overhead' : plain) ?? '#888';
  }

  /** @param scale device pixels for each pixel */
  paint(pen: CanvasRenderingContext2D, camera: Camera, scale: number, shown: Shown) {
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.fillStyle = this.color('card');
    pen.fillRect(0, 0, camera.width, camera.height);
    this.grid(pen, camera);
    pen.setTransform(scale * camera.zoom, 0, 0, scale * camera.zoom, scale * camera.x, scale * camera.y);
    const sight = { left: -camera.x / camera.zoom, top: -camera.y / camera.zoom, right: (camera.width - camera.x) / camera.zoom, bottom: (camera.height - camera.y) / camera.zoom };
    const inSight = (card: { x: number; y: number; width: number; height: number }) =>
      card.x < sight.right && card.x + card.width > sight.left && card.y < sight.bottom && card.y + card.height > sight.top;
    if (camera.zoom < FAR) {
      this.distantLinks(pen, camera, shown);
    } else {
      this.wires(pen, camera, shown, sight);
    }
    const { cards, stubs } = shown.model.picture;
    cards.forEach((card, index) => {
      if (inSight(card)) {
        const figures = shown.figures.get(card.id) ?? NO_FIGURES;
        if (camera.zoom < FAR) {
          this.block(pen, camera, card, figures);
        } else {
          this.card(pen, camera, shown, card, index, figures);
        }
      }
    });
    if (camera.zoom >= FAR) {
      stubs.forEach((stub, index) => this.stub(pen, camera, shown, stub, index));
    }
    if (shown.current) {
      const box = shown.model.box(shown.current);
      pen.lineWidth = 2 / camera.zoom;
      pen.strokeStyle = this.color('ink');
      const gap = 4 / camera.zoom;
      round(pen, box.x - gap, box.y - gap, box.width + 2 * gap, box.height + 2 * gap, 9);
      pen.stroke();
    }
  }

  private grid(pen: CanvasRenderingContext2D, camera: Camera) {
    if (camera.zoom < NEAR) {
      return;
    }
    const step = 24 * camera.zoom;
    pen.fillStyle = this.color('line');
    pen.globalAlpha = isDark() ? 0.75 : 0.9;
    for (let x = camera.x % step; x < camera.width; x += step) {
      for (let y = camera.y % step; y < camera.height; y += step) {
        pen.fillRect(x, y, 1, 1);
      }
    }
    pen.globalAlpha = 1;
  }

  private distantLinks(pen: CanvasRenderingContext2D, camera: Camera, shown: Shown) {
    if (this.distant?.model !== shown.model) {
      const path = new Path2D();
      const { cards, links } = shown.model.picture;
      for (const link of links) {
        const from = cards[link.from];
        const to = cards[link.to];
        path.moveTo(from.x + from.width, from.y + from.height / 2);
        path.lineTo(to.x, to.y + to.height / 2);
      }
      this.distant = { model: shown.model, path };
    }
    // No wider than a pixel, lines are drawn without being outlined first.
    pen.lineWidth = 0.9 / camera.zoom;
    pen.strokeStyle = this.color('line-strong');
    pen.globalAlpha = 0.6;
    pen.stroke(this.distant.path);
    pen.globalAlpha = 1;
    const lit = new Path2D();
    shown.model.picture.links.forEach((link, number) => {
      if (this.litLink(link, number, shown)) {
        this.curve(lit, shown.model, link, 0, -1, -1);
      }
    });
    pen.lineWidth = 2 / camera.zoom;
    pen.strokeStyle = this.color('accent');
    pen.stroke(lit);
  }

  private litLink(link: Link, number: number, shown: Shown): boolean {
    for (let wire = 0; wire * 3 < link.wires.length; wire++) {
      if (link.wires[wire * 3 + 2] & LIT || shown.wires.has(`${number}:${wire}`)) {
        return true;
      }
    }
    return false;
  }

  private wires(pen: CanvasRenderingContext2D, camera: Camera, shown: Shown, sight: Sight) {
    const { model } = shown;
    const { cards, links } = model.picture;
    const paths: Record<Style, Path2D> = { indirect: new Path2D(), direct: new Path2D(), litIndirect: new Path2D(), litDirect: new Path2D() };
    const any: Record<Style, boolean> = { indirect: false, direct: false, litIndirect: false, litDirect: false };
    const seen = links.map((_, number) => number).filter((number) => {
      const link = links[number];
      const from = cards[link.from];
      const to = cards[link.to];
      const reach = link.via.length > 0 || to.x < from.x + from.width ? 400 : 40;
      return (
        Math.max(from.x + from.width, to.x) + reach >= sight.left &&
        Math.min(from.x + from.width, to.x) - reach <= sight.right &&
        Math.max(from.y + from.height, to.y + to.height) + reach >= sight.top &&
        Math.min(from.y, to.y) - reach <= sight.bottom
      );
    });
    // Where so much passes that single columns can't be told apart, one curve stands for all of a pair.
    const one = camera.zoom < 0.38 || seen.length > CROWD;
    seen.forEach((number) => {
      const link = links[number];
      for (let wire = 0; wire * 3 < link.wires.length; wire++) {
        const kind = link.wires[wire * 3 + 2];
        const lit = (kind & LIT) !== 0 || shown.wires.has(`${number}:${wire}`);
        if (one && !lit && wire > 0) {
          continue;
        }
        const direct = (kind & DIRECT) !== 0;
        const style: Style = lit ? (direct ? 'litDirect' : 'litIndirect') : direct ? 'direct' : 'indirect';
        any[style] = true;
        this.curve(paths[style], model, link, wire, link.wires[wire * 3], link.wires[wire * 3 + 1], sight);
      }
    });
    const shine = any.litDirect || any.litIndirect;
    for (const style of STYLES.filter((each) => any[each])) {
      const lit = style.startsWith('lit');
      const dashed = style.toLowerCase().endsWith('indirect') && !one;
      pen.setLineDash(dashed ? [4 / camera.zoom, 4 / camera.zoom] : []);
      pen.lineWidth = one && !lit ? 0.9 / camera.zoom : (lit ? (dashed ? 1.5 : 2) : 1.2) / Math.max(camera.zoom, 0.8);
      pen.strokeStyle = this.color(lit ? 'accent' : 'dim');
      pen.globalAlpha = lit ? (dashed ? 0.75 : 0.95) : shine ? 0.28 : 0.5;
      pen.stroke(paths[style]);
    }
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  /** From the right of one card to the left of another, through the gaps that the layout left. */
  private curve(path: Path2D, model: Model, link: Link, wire: number, fromRow: number, toRow: number, sight?: Sight) {
    const from = model.picture.cards[link.from];
    const to = model.picture.cards[link.to];
    let x = from.x + from.width;
    let y = model.rowY(from, fromRow);
    const spread = ((wire % 5) - 2) * 1.6;
    for (let at = 0; at + 1 < link.via.length; at += 2) {
      const nextX = link.via[at];
      const nextY = link.via[at + 1] + spread;
      piece(path, x, y, (nextX - x) / 2, nextX, nextY, sight);
      x = nextX;
      y = nextY;
    }
    piece(path, x, y, to.x > x ? Math.max(24, (to.x - x) / 2) : 90, to.x, model.rowY(to, toRow), sight);
  }

  private block(pen: CanvasRenderingContext2D, camera: Camera, card: Card, figures: Figures) {
    const least = 2 / camera.zoom;
    pen.fillStyle = this.color(figures.tone);
    pen.globalAlpha = figures.tone === 'NEUTRAL' ? 0.5 : 0.45 + 0.5 * Math.min(1, figures.share);
    pen.fillRect(card.x, card.y, Math.max(card.width, least), Math.max(card.height, least));
    pen.globalAlpha = 1;
    if (card.focus || card.lit > 0) {
      pen.lineWidth = 2 / camera.zoom;
      pen.strokeStyle = this.color('accent');
      pen.strokeRect(card.x, card.y, card.width, card.height);
    }
  }

  private card(pen: CanvasRenderingContext2D, camera: Camera, shown: Shown, card: Card, index: number, figures: Figures) {
    const { x, y, width, height } = card;
    const { head } = shown.model.picture;
    if (card.focus) {
      pen.fillStyle = this.color('accent');
      pen.globalAlpha = 0.22;
      round(pen, x - 3, y - 3, width + 6, height + 6, 10);
      pen.fill();
      pen.globalAlpha = 1;
    } else if (camera.zoom >= NEAR) {
      pen.fillStyle = '#000';
      pen.globalAlpha = isDark() ? 0.3 : 0.06;
      round(pen, x, y + 1.5, width, height, 7.5);
      pen.fill();
      pen.globalAlpha = 1;
    }
    const over = !isStub(shown.hovered) && shown.hovered?.card === index;
    pen.fillStyle = this.color('raised');
    pen.strokeStyle = this.color(card.focus ? 'accent' : over ? 'dim' : 'line-strong');
    pen.lineWidth = card.focus ? 1.5 : 1;
    round(pen, x, y, width, height, 7);
    pen.fill();
    pen.stroke();
    this.bar(pen, card, figures);
    if (camera.zoom < NEAR) {
      this.farName(pen, camera, shown, card, figures);
      return;
    }
    this.head(pen, card, figures);
    pen.fillStyle = this.color('line');
    pen.fillRect(x + 0.5, y + head - 3, width - 1, 1);
    this.rows(pen, shown, card, index);
  }

  private bar(pen: CanvasRenderingContext2D, card: Card, figures: Figures) {
    const { x, y, width } = card;
    pen.save();
    pen.beginPath();
    pen.rect(x, y, width, 4);
    pen.clip();
    pen.fillStyle = this.color('line');
    round(pen, x + 0.5, y + 0.5, width - 1, 20, 6.5);
    pen.fill();
    const share = Math.min(1, figures.share);
    if (share > 0) {
      pen.beginPath();
      pen.rect(x, y, Math.max(3, width * share), 4);
      pen.clip();
      pen.fillStyle = this.color(figures.tone);
      round(pen, x + 0.5, y + 0.5, width - 1, 20, 6.5);
      pen.fill();
    }
    pen.restore();
  }

  private farName(pen: CanvasRenderingContext2D, camera: Camera, shown: Shown, card: Card, figures: Figures) {
    const { head, row } = shown.model.picture;
    const size = 11.5 / camera.zoom;
    this.text(pen, card.name, card.x + 9, card.y + 10 + size * 0.8, card.width - 18, `600 ${size}px`, 'ink');
    const top = card.y + head + 6;
    if (card.lit > 0 && top + row < card.y + card.height) {
      pen.fillStyle = this.color('accent');
      pen.globalAlpha = 0.3;
      pen.fillRect(card.x + 1, top, card.width - 2, Math.min(card.lit, card.visible) * row - 4);
      pen.globalAlpha = 1;
    }
    if (figures.mode) {
      pen.fillStyle = this.color(figures.mode);
      round(pen, card.x + card.width - 20, card.y + card.height - 14, 12, 7, 3.5);
      pen.fill();
    }
  }

  private head(pen: CanvasRenderingContext2D, card: Card, figures: Figures) {
    const { x, y, width } = card;
    let right = x + width - 9;
    const chip = card.unknown ? '? UNKNOWN' : (SHORT[figures.mode] ?? '');
    if (chip) {
      const tone = card.unknown ? 'warn' : figures.mode;
      pen.font = `650 9.5px ${this.family}`;
      const wide = pen.measureText(chip).width + 12;
      pen.fillStyle = this.color(tone);
      round(pen, right - wide, y + 9.5, wide, 15, 7.5);
      pen.globalAlpha = 0.09;
      pen.fill();
      pen.globalAlpha = 0.6;
      pen.strokeStyle = this.color(tone);
      pen.lineWidth = 1;
      pen.stroke();
      pen.globalAlpha = 1;
      pen.fillText(chip, right - wide + 6, y + 20.3);
      right -= wide + 6;
    }
    this.text(pen, card.name, x + 10, y + 21.5, right - x - 10, '620 12.5px', 'ink');
    right = x + width - 9;
    if (figures.amount) {
      pen.font = `11px ${this.family}`;
      pen.fillStyle = this.color('dim');
      const wide = pen.measureText(figures.amount).width;
      pen.fillText(figures.amount, right - wide, y + 37);
      right -= wide + 8;
    }
    this.text(pen, figures.line || card.kind, x + 10, y + 37, right - x - 10, '11px', figures.tone === 'BAD' ? 'bad' : 'dim');
  }

  private rows(pen: CanvasRenderingContext2D, shown: Shown, card: Card, index: number) {
    const { head, row } = shown.model.picture;
    const top = card.y + head;
    const offset = shown.model.offset(card);
    const scrolls = shown.model.slack(card) > 0;
    if (scrolls) {
      pen.save();
      pen.beginPath();
      pen.rect(card.x, top - 1, card.width, card.visible * row + 1);
      pen.clip();
    }
    const first = Math.floor(offset / row);
    const last = Math.min(card.rows.length, first + card.visible + 1);
    for (let at = first; at < last; at++) {
      const y = top + at * row - offset;
      const lit = at < card.lit;
      const touched = shown.rows.has(`${index}:${at}`);
      if (lit || touched) {
        pen.fillStyle = this.color('accent');
        pen.globalAlpha = lit ? 0.15 : 0.09;
        pen.fillRect(card.x + 1, y - 0.5, card.width - 2, row);
        pen.globalAlpha = 1;
      }
      this.text(pen, card.rows[at], card.x + 10, y + 13, card.width - 22, lit || touched ? '600 11.5px' : '11.5px', lit || touched ? 'ink' : 'dim');
    }
    if (scrolls) {
      pen.restore();
      const all = card.visible * row;
      const thumb = Math.max(16, (all * card.visible) / card.rows.length);
      pen.fillStyle = this.color('dim');
      pen.globalAlpha = 0.5;
      round(pen, card.x + card.width - 6, top + ((all - thumb) * offset) / shown.model.slack(card), 3, thumb, 1.5);
      pen.fill();
      pen.globalAlpha = 1;
    }
    if (card.open || card.hidden > 0) {
      const over = !isStub(shown.hovered) && shown.hovered?.card === index && shown.hovered.row === FOLD;
      const words = card.open ? `▴ fewer · find among ${card.rows.length}` : `+ ${card.hidden} ${card.hidden === 1 ? 'column' : 'columns'}`;
      this.text(pen, words, card.x + 10, top + card.visible * row + 14, card.width - 20, '11px', over ? 'accent' : 'dim');
    }
  }

  private stub(pen: CanvasRenderingContext2D, camera: Camera, shown: Shown, stub: Stub, index: number) {
    const box = shown.model.stubBox(stub);
    const over = isStub(shown.hovered) && shown.hovered.stub === index;
    pen.fillStyle = this.color(over ? 'hover' : 'card');
    pen.strokeStyle = this.color(over ? 'accent' : 'line-strong');
    pen.lineWidth = 1;
    pen.setLineDash([3, 3]);
    round(pen, box.x, box.y, box.width, box.height, 10);
    pen.fill();
    pen.stroke();
    pen.setLineDash([]);
    if (camera.zoom >= NEAR) {
      const words = stub.up ? `◂ ${stub.more} more` : `${stub.more} more ▸`;
      pen.font = `11px ${this.family}`;
      pen.fillStyle = this.color(over ? 'accent' : 'dim');
      pen.fillText(words, box.x + (box.width - pen.measureText(words).width) / 2, box.y + 14);
    }
  }

  private text(pen: CanvasRenderingContext2D, words: string, x: number, y: number, width: number, font: string, color: string) {
    pen.font = `${font} ${this.family}`;
    pen.fillStyle = this.color(color);
    pen.fillText(this.fit(pen, words, width, font), x, y);
  }

  /** The words, cut where there is no more room. Measuring is dear: what fits is remembered. */
  private fit(pen: CanvasRenderingContext2D, words: string, width: number, font: string): string {
    const key = `${font}|${Math.round(width)}|${words}`;
    const known = this.fitted.get(key);
    if (known !== undefined) {
      return known;
    }
    let fitting = words;
    if (pen.measureText(words).width > width) {
      let low = 0;
      let high = words.length;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (pen.measureText(`${words.slice(0, middle)}…`).width <= width) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      fitting = low === 0 ? '' : `${words.slice(0, low)}…`;
    }
    if (this.fitted.size > 20_000) {
      this.fitted.clear();
    }
    this.fitted.set(key, fitting);
    return fitting;
  }
}

/** A part of a curve. Of a long one only what is in sight is drawn: the rest would cost most of the time. */
function piece(path: Path2D, x: number, y: number, reach: number, toX: number, toY: number, sight?: Sight) {
  const left = Math.min(x, toX, toX - reach);
  const right = Math.max(x, toX, x + reach);
  const top = Math.min(y, toY);
  const bottom = Math.max(y, toY);
  if (sight && (right < sight.left || left > sight.right || bottom < sight.top || top > sight.bottom)) {
    return;
  }
  const tall = sight ? sight.bottom - sight.top : Infinity;
  if (!sight || bottom - top < 1.5 * tall) {
    path.moveTo(x, y);
    path.bezierCurveTo(x + reach, y, toX - reach, toY, toX, toY);
    return;
  }
  // Between its ends a curve goes evenly up or down: only the part at the height of what is in sight is looked at.
  const [first, last] = y < toY ? [shareAt(y, toY, sight.top), shareAt(y, toY, sight.bottom)] : [shareAt(y, toY, sight.bottom), shareAt(y, toY, sight.top)];
  const across = (share: number) => {
    const rest = 1 - share;
    return rest ** 3 * x + 3 * rest * rest * share * (x + reach) + 3 * rest * share * share * (toX - reach) + share ** 3 * toX;
  };
  const down = (share: number) => y + (toY - y) * share * share * (3 - 2 * share);
  const begin = across(first);
  const end = across(last);
  if (toX > x && (Math.max(begin, end) < sight.left || Math.min(begin, end) > sight.right)) {
    return;
  }
  path.moveTo(begin, down(first));
  for (let step = 1; step <= STEPS; step++) {
    const share = first + ((last - first) * step) / STEPS;
    path.lineTo(across(share), down(share));
  }
}

/** How far along a curve is at a height. */
function shareAt(y: number, toY: number, height: number): number {
  const wanted = (height - y) / (toY - y);
  if (wanted <= 0 || wanted >= 1) {
    return Math.min(1, Math.max(0, wanted));
  }
  let low = 0;
  let high = 1;
  for (let turn = 0; turn < 10; turn++) {
    const share = (low + high) / 2;
    if (share * share * (3 - 2 * share) < wanted) {
      low = share;
    } else {
      high = share;
    }
  }
  return (low + high) / 2;
}

function round(pen: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, radius: number) {
  pen.beginPath();
  pen.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
}
