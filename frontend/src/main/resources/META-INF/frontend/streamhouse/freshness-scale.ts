/** What the freshness slider knows: its scale from a second to a day, what a curve says of a target, and the words for it. */

export interface Point {
  seconds: number;
  costPerDay: number;
  lagSeconds: number;
}

export interface Line {
  tone: string;
  name: string;
  points: Point[];
}

export interface Band {
  fromSeconds: number;
  toSeconds: number;
  tone: string;
}

export interface Curve {
  currency: string;
  lines: Line[];
  bands: Band[];
  badge: string;
  basis: string;
  floorSeconds: number;
  chainFloorSeconds: number | null;
  slowHop: string;
}

export interface Estimate {
  tone: string;
  name: string;
  cost?: number;
  lag?: number;
}

export const DAY = 86_400;

export const SNAPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, DAY];

/** Where on the scale a target is: 0 for a second, 1 for a day; what lies beyond is at the end. */
export function position(seconds: number): number {
  return Math.min(1, Math.max(0, Math.log(seconds) / Math.log(DAY)));
}

export function secondsAt(at: number): number {
  return DAY ** at;
}

export function nearestSnap(seconds: number): number {
  const wanted = Math.log(seconds);
  return SNAPS.reduce((best, snap) => (Math.abs(Math.log(snap) - wanted) < Math.abs(Math.log(best) - wanted) ? snap : best));
}

/** The snap after or before a value, which need not be one itself. */
export function nextSnap(seconds: number, up: boolean): number {
  return up ? (SNAPS.find((snap) => snap > seconds * 1.0001) ?? DAY) : (SNAPS.findLast((snap) => snap < seconds * 0.9999) ?? 1);
}

/** About ten times as long or short, at a snap. */
export function decade(seconds: number, up: boolean): number {
  const far = nearestSnap(Math.min(DAY, Math.max(1, up ? seconds * 10 : seconds / 10)));
  return far === seconds ? nextSnap(seconds, up) : far;
}

/** Read off by a straight line over the logarithm of the target; nothing below the first point. */
export function readOff(points: Point[], seconds: number): { cost: number; lag: number } | undefined {
  if (points.length === 0 || seconds < points[0].seconds * 0.9999) {
    return undefined;
  }
  const after = points.findIndex((point) => point.seconds >= seconds);
  if (after <= 0) {
    const edge = points[after === 0 ? 0 : points.length - 1];
    return { cost: edge.costPerDay, lag: edge.lagSeconds };
  }
  const [left, right] = [points[after - 1], points[after]];
  const share = Math.log(seconds / left.seconds) / Math.log(right.seconds / left.seconds);
  return {
    cost: left.costPerDay + (right.costPerDay - left.costPerDay) * share,
    lag: left.lagSeconds + (right.lagSeconds - left.lagSeconds) * share,
  };
}

/** The mode that would be taken, pinned or not, with its figures; nothing where no mode is known. */
export function estimate(curve: Curve | null, seconds: number, pinned: string | null): Estimate | undefined {
  if (!curve) {
    return undefined;
  }
  const band = curve.bands.find((each) => seconds < each.toSeconds) ?? curve.bands.at(-1);
  const tone = pinned ?? band?.tone;
  const line = curve.lines.find((each) => each.tone === tone);
  return line && { tone: line.tone, name: line.name, ...readOff(line.points, seconds) };
}

const formats = new Map<string, Intl.NumberFormat>();

function format(currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = currency + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    try {
      found = new Intl.NumberFormat('en-US', { style: 'currency', currency, ...options });
    } catch {
      found = new Intl.NumberFormat('en-US', options);
    }
    formats.set(key, found);
  }
  return found;
}

/** `$1.20`, `$340`, `$0.0004`: two digits that tell something. */
export function money(value: number, currency: string): string {
  const size = Math.abs(value);
  if (size >= 99.995) {
    return format(currency, { maximumFractionDigits: 0 }).format(value);
  }
  if (size >= 0.00995 || size < 1e-7) {
    return format(currency, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
  }
  return format(currency, { maximumSignificantDigits: size < 0.001 ? 1 : 2 }).format(value);
}

export function moreMoney(value: number, currency: string): string {
  return (value < 0 ? '−' : '+') + money(Math.abs(value), currency);
}

const UNITS: Array<[number, string, string]> = [
  [DAY, 'd', 'day'],
  [3600, 'h', 'hour'],
  [60, 'min', 'minute'],
  [1, 's', 'second'],
];

function parts(seconds: number): Array<[number, string, string]> {
  if (seconds < 1) {
    return [[Math.round(seconds * 1000), 'ms', 'millisecond']];
  }
  let rest = seconds < 9.95 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  const found: Array<[number, string, string]> = [];
  for (const [size, short, long] of UNITS) {
    const count = size === 1 ? rest : Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      found.push([count, short, long]);
    }
  }
  return found.slice(0, 2);
}

/** `45 s`, `1 min 30 s`. */
export function short(seconds: number): string {
  return parts(seconds)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** `45 seconds`, `1 minute 30 seconds`. */
export function long(seconds: number): string {
  return parts(seconds)
    .map(([count, , unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
