import { DAY, estimate, money, position, readOff, secondsAt, short, type Curve, type Estimate, type Point } from './freshness-scale';

/** The cost curve over the track of a freshness slider: drawn once per size and curve; only its markers move. */

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 176;
const TOP = 16;
const STEPS = 160;
/** Half a thumb: the ends of the track's scale lie that far inside. */
export const INSET = 8;

type Attributes = Record<string, string | number>;

function make(tag: string, attributes: Attributes, text?: string): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

interface Marker {
  group: SVGElement;
  stem: SVGElement;
  dot: SVGElement;
  label: SVGElement;
}

export class CurvePainter {
  private width = 0;
  private curve?: Curve;
  private lowest = 0;
  private highest = 1;
  private readonly picture = make('g', {});
  private readonly here = marker('here');
  private readonly thumb = marker('thumb');

  constructor(private readonly svg: SVGSVGElement) {
    svg.append(this.picture, this.here.group, this.thumb.group);
    svg.setAttribute('height', String(HEIGHT));
  }

  /** Draws all that does not move. */
  draw(curve: Curve, pinned: string | null, width: number) {
    this.curve = curve;
    this.width = width;
    this.fit(curve, pinned);
    this.svg.setAttribute('width', String(width));
    this.picture.replaceChildren(...this.grid(curve), ...this.limits(curve), ...this.lines(curve, pinned));
  }

  /** Moves the markers: where the view is, and where the thumb is; a hidden one is where nothing is known. */
  move(here: number | undefined, hereEstimate: Estimate | undefined, at: number, found: Estimate | undefined) {
    if (!this.curve) {
      return;
    }
    const same = here !== undefined && Math.abs(here - at) < at * 0.001;
    this.place(this.here, same ? undefined : here, hereEstimate, 'now ', false);
    this.place(this.thumb, at, found, same ? 'you are here: ' : '', true);
  }

  private place(which: Marker, seconds: number | undefined, found: Estimate | undefined, prefix: string, above: boolean) {
    const shown = seconds !== undefined && found?.cost !== undefined;
    which.group.style.display = shown ? '' : 'none';
    if (!shown) {
      return;
    }
    const x = this.x(seconds);
    const y = this.y(found.cost!);
    which.group.setAttribute('transform', `translate(${x} 0)`);
    which.group.style.setProperty('--tone', `var(--sh-${found.tone.toLowerCase()})`);
    which.stem.setAttribute('y1', String(y));
    which.dot.setAttribute('cy', String(y));
    // The curve falls: above to the right of a point and below to the left of it there is room.
    const toTheEnd = above ? x < this.width - 190 : x < 130;
    which.label.setAttribute('text-anchor', toTheEnd ? 'start' : 'end');
    which.label.setAttribute('x', toTheEnd ? '10' : '-10');
    which.label.setAttribute('y', String(above ? Math.max(y - 9, 11) : Math.min(y + 18, HEIGHT - 4)));
    which.label.textContent = `${prefix}${short(seconds)}, ${money(found.cost!, this.curve!.currency)}`;
  }

  /** The scale of costs: all that could be paid, and of what could not reasonably be only the beginning. */
  private fit(curve: Curve, pinned: string | null) {
    const taken = sample().flatMap((seconds) => [estimate(curve, seconds, null)?.cost, estimate(curve, seconds, pinned)?.cost]);
    const costs = taken.filter((cost): cost is number => cost !== undefined && cost > 0);
    this.lowest = Math.min(...costs) / 1.6;
    this.highest = Math.max(...costs) * 2.5;
    if (costs.length === 0) {
      [this.lowest, this.highest] = [0.01, 1];
    }
  }

  private grid(curve: Curve): SVGElement[] {
    const drawn: SVGElement[] = [];
    const first = Math.ceil(Math.log10(this.lowest));
    const last = Math.floor(Math.log10(this.highest));
    const step = Math.max(1, Math.ceil((last - first + 1) / 5));
    for (let power = first; power <= last; power += step) {
      drawn.push(this.level(10 ** power, curve.currency));
    }
    if (last <= first) {
      [2, 5].map((digit) => digit * 10 ** (first - 1)).filter((cost) => cost > this.lowest && cost < this.highest).forEach((cost) => drawn.push(this.level(cost, curve.currency)));
    }
    return drawn;
  }

  private level(cost: number, currency: string): SVGElement {
    const y = this.y(cost);
    const group = make('g', {});
    group.append(
      make('line', { class: 'grid', x1: INSET, x2: this.width - INSET, y1: y, y2: y }),
      make('text', { x: 0, y: y + 4, 'text-anchor': 'end' }, money(cost, currency)),
    );
    return group;
  }

  private limits(curve: Curve): SVGElement[] {
    const drawn: SVGElement[] = [];
    if (curve.floorSeconds > 1) {
      const x = this.x(curve.floorSeconds);
      drawn.push(make('rect', { class: 'shut', x: INSET, y: TOP - 8, width: Math.max(0, x - INSET), height: HEIGHT - TOP + 8 }));
      drawn.push(...this.limit(x, 'floor', `floor ${short(curve.floorSeconds)}`, HEIGHT - 6));
    }
    if (curve.chainFloorSeconds !== null) {
      drawn.push(...this.limit(this.x(curve.chainFloorSeconds), 'chain', `chain keeps ${short(curve.chainFloorSeconds)}`, HEIGHT - 20));
    }
    return drawn;
  }

  private limit(x: number, kind: string, words: string, y: number): SVGElement[] {
    return [make('line', { class: kind, x1: x, x2: x, y1: TOP - 8, y2: HEIGHT }), make('text', { class: kind, x: x + 5, y }, words)];
  }

  private lines(curve: Curve, pinned: string | null): SVGElement[] {
    const faint = curve.lines.map((line) => make('path', { class: 'faint', d: this.path(line.points), style: tone(line.tone) }));
    if (pinned) {
      const kept = curve.lines.find((line) => line.tone === pinned);
      const auto = this.runs(curve).map(([of, from, to]) => make('path', { class: 'auto', d: this.part(curve, of, from, to), style: tone(of) }));
      return [...faint, ...auto, ...(kept ? [make('path', { class: 'taken', d: this.path(kept.points), style: tone(pinned) })] : [])];
    }
    return [...faint, ...this.runs(curve).map(([of, from, to]) => make('path', { class: 'taken', d: this.part(curve, of, from, to), style: tone(of) }))];
  }

  private runs(curve: Curve): Array<[string, number, number]> {
    return curve.bands.map((band) => [band.tone, Math.max(1, band.fromSeconds), Math.min(DAY, band.toSeconds)]);
  }

  private part(curve: Curve, of: string, from: number, to: number): string {
    const points = curve.lines.find((line) => line.tone === of)?.points ?? [];
    return this.path(points, from, to);
  }

  private path(points: Point[], from = 1, to = DAY): string {
    const within = [from, ...sample().filter((seconds) => seconds > from && seconds < to), to];
    let pen = 'M';
    let drawn = '';
    for (const seconds of within) {
      const cost = readOff(points, seconds)?.cost;
      if (cost === undefined || cost > this.highest) {
        pen = 'M';
      } else {
        drawn += `${pen}${this.x(seconds).toFixed(1)} ${this.y(cost).toFixed(1)}`;
        pen = 'L';
      }
    }
    return drawn;
  }

  private x(seconds: number): number {
    return INSET + position(seconds) * (this.width - 2 * INSET);
  }

  private y(cost: number): number {
    const share = Math.log(Math.max(cost, this.lowest) / this.lowest) / Math.log(this.highest / this.lowest);
    return HEIGHT - 6 - Math.min(1, share) * (HEIGHT - 6 - TOP);
  }
}

let samples: number[] | undefined;

function sample(): number[] {
  return (samples ??= Array.from({ length: STEPS + 1 }, (_, at) => secondsAt(at / STEPS)));
}

function tone(name: string): string {
  return `--tone: var(--sh-${name.toLowerCase()})`;
}

function marker(kind: string): Marker {
  const group = make('g', { class: kind });
  const stem = make('line', { class: 'stem', y2: HEIGHT });
  const dot = make('circle', { r: kind === 'thumb' ? 5 : 4.5 });
  const label = make('text', { class: 'label' });
  group.append(stem, dot, label);
  (group as SVGGElement).style.display = 'none';
  return { group, stem, dot, label };
}
