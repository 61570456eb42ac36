import { CurvePainter } from './freshness-curve';
import {
  DAY,
  decade,
  estimate,
  long,
  money,
  moreMoney,
  nearestSnap,
  nextSnap,
  position,
  secondsAt,
  short,
  type Curve,
  type Estimate,
} from './freshness-scale';
import { style } from './freshness-slider-style';

/**
 * `<sh-freshness-slider>`: how fresh something is to be, from a second to a day, and what that costs. Everything said
 * while the thumb moves is worked out here, from the curve that the server sent once; the server hears of a choice when
 * the thumb is let go. A range of the browser's own is inside, so keys and screen readers find what they know.
 */

interface State {
  label: string;
  /** Seconds, DOWNSTREAM or ON_DEMAND. */
  value: string;
  here: string;
  effectiveSeconds: number | null;
  pinned: string | null;
  refusal: string;
  disabled: boolean;
  /** How many choices of this browser the server had heard of. */
  turn: number;
}

const STEPS = 1000;
const TICKS = [1, 2, 5, 10, 30, 60, 300, 600, 1800, 3600, 21_600, DAY];
/** Those that are named where there is little room. */
const FEW_TICKS = new Set([1, 10, 60, 600, 3600, DAY]);
const KINDS = `<option value="">Own target</option><option value="DOWNSTREAM" title="As fresh as its consumers need">Downstream</option><option value="ON_DEMAND" title="Only when asked for">On demand</option>`;
const WORDS: Record<string, string> = { DOWNSTREAM: 'downstream', ON_DEMAND: 'on demand' };

function template(html: string): HTMLTemplateElement {
  const made = document.createElement('template');
  made.innerHTML = html;
  return made;
}

const RAIL = `<div class="rail"><div class="track"></div><div class="scale"><span class="mark" hidden></span></div><input type="range" min="0" max="${STEPS}" step="1"></div>`;

const COMPACT = template(`<div class="line">${RAIL}<div class="words"><span class="value"></span><span class="note"></span></div>
  <div class="menu"><select>${KINDS}</select></div></div>`);

const LARGE = template(`<div class="head"><span class="value"></span><span class="chip" hidden></span>
  <span class="figure cost" hidden><b></b> a day<span></span></span><span class="figure lag" hidden>lag <b></b></span>
  <span class="badge" hidden></span><span class="figure other" hidden></span><span class="kind"><select>${KINDS}</select></span></div>
  <div class="plot"><div class="none"></div><svg aria-hidden="true" hidden></svg><div class="names" aria-hidden="true"><div class="scale"></div></div>
  ${RAIL}<div class="ticks" aria-hidden="true">${TICKS.map((at) => `<span${FEW_TICKS.has(at) ? '' : ' class="minor"'} style="left:${position(at) * 100}%">${at === DAY ? '1 day' : short(at)}</span>`).join('')}</div></div>
  <p class="said" role="status" hidden></p>`);

/** Curves are drawn when they come into sight. */
const seen = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => (entry.target as FreshnessSlider).inSight()),
  { rootMargin: '200px' },
);

class FreshnessSlider extends HTMLElement {
  private state?: State;
  private curve: Curve | null = null;
  private value = '';
  private sent = '';
  private turn = 0;
  private dragging = false;
  private pressing = false;
  private frame = 0;
  private built = false;
  private visible = false;
  private drawn = false;
  private width = 0;
  private input!: HTMLInputElement;
  private kind!: HTMLSelectElement;
  private painter?: CurvePainter;
  private resized?: ResizeObserver;
  private texts = new Map<string, HTMLElement>();

  connectedCallback() {
    if (this.built) {
      this.watch();
      this.paintSoon();
    }
  }

  disconnectedCallback() {
    seen.unobserve(this);
    this.resized?.disconnect();
    window.cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.dragging = this.pressing = false;
  }

  /** Called by the server: what is known of costs; nothing yet is null. */
  setCurve(curve: Curve | null) {
    this.curve = curve && curve.lines.length > 0 ? curve : null;
    this.basis = curve?.basis ?? '';
    this.floor = curve?.floorSeconds ?? 0;
    this.drawn = false;
    this.lit = undefined;
    this.build();
    this.paintSoon();
  }

  /** Called by the server. What a person is just choosing stays. */
  show(state: State) {
    const pinned = this.state?.pinned;
    this.state = state;
    this.build();
    if (!this.dragging && !this.pressing && state.turn >= this.turn) {
      this.value = this.sent = state.value;
    }
    this.drawn &&= pinned === state.pinned;
    this.paintSoon();
  }

  inSight() {
    this.visible = true;
    this.paintSoon();
  }

  private basis = '';
  private floor = 0;
  /** Whose band is bright. */
  private lit?: string;

  private get compact(): boolean {
    return this.hasAttribute('compact');
  }

  private build() {
    if (this.built) {
      return;
    }
    this.built = true;
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [style];
    root.append((this.compact ? COMPACT : LARGE).content.cloneNode(true));
    this.input = root.querySelector('input')!;
    this.kind = root.querySelector('select')!;
    const svg = root.querySelector('svg');
    if (svg) {
      this.painter = new CurvePainter(svg);
    }
    this.input.addEventListener('pointerdown', () => (this.dragging = true));
    this.input.addEventListener('pointerup', () => this.commit());
    this.input.addEventListener('pointercancel', () => this.commit());
    this.input.addEventListener('input', () => this.onInput());
    this.input.addEventListener('change', () => this.commit());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    this.input.addEventListener('keyup', () => this.commit());
    this.input.addEventListener('blur', () => this.commit());
    this.kind.addEventListener('change', () => this.onKind());
    this.watch();
  }

  /** Only what has a curve need know how wide it is, and when it is seen. */
  private watch() {
    if (this.painter && this.isConnected) {
      seen.observe(this);
      this.resized = new ResizeObserver(([entry]) => this.resize(entry.contentRect.width));
      this.resized.observe(this.inside('.plot'));
    }
  }

  private inside(selector: string): HTMLElement {
    let found = this.texts.get(selector);
    if (!found) {
      found = this.shadowRoot!.querySelector<HTMLElement>(selector)!;
      this.texts.set(selector, found);
    }
    return found;
  }

  private onInput() {
    const raw = Number(this.input.value);
    const before = this.seconds();
    let next = nearestSnap(secondsAt(raw / STEPS));
    const stood = Math.round(position(before) * STEPS);
    if (!this.dragging && next === nearestSnap(before) && raw !== stood) {
      // A screen reader moves the range by one of its own steps, which is too little to reach the next snap.
      next = nextSnap(before, raw > stood);
    }
    this.choose(String(next));
  }

  private onKey(event: KeyboardEvent) {
    const now = this.seconds();
    const next = {
      ArrowRight: () => nextSnap(now, true),
      ArrowUp: () => nextSnap(now, true),
      ArrowLeft: () => nextSnap(now, false),
      ArrowDown: () => nextSnap(now, false),
      PageUp: () => decade(now, true),
      PageDown: () => decade(now, false),
      Home: () => 1,
      End: () => DAY,
    }[event.key];
    if (next && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.pressing = true;
      this.choose(String(next()));
    }
  }

  private onKind() {
    this.choose(this.kind.value || String(nearestSnap(this.seconds())));
    this.commit();
  }

  private choose(value: string) {
    this.value = value;
    this.paintSoon();
  }

  private commit() {
    this.dragging = this.pressing = false;
    if (this.value !== this.sent) {
      this.sent = this.value;
      this.turn += 1;
      this.dispatchEvent(new CustomEvent('sh-freshness', { detail: { value: this.value, turn: this.turn } }));
    }
    this.paintSoon();
  }

  private resize(width: number) {
    if (width !== this.width) {
      this.width = width;
      this.drawn = false;
      this.paintSoon();
    }
  }

  /** Where the thumb stands: the target, or what its consumers make of it. */
  private seconds(value = this.value): number {
    return Number(value) || this.state?.effectiveSeconds || 60;
  }

  private paintSoon() {
    if (this.frame === 0 && this.state) {
      this.frame = window.requestAnimationFrame(() => {
        this.frame = 0;
        this.paint();
      });
    }
  }

  /** Only writes: nothing is measured while the thumb moves. */
  private paint() {
    const state = this.state;
    if (!state) {
      return;
    }
    const kept = WORDS[this.value];
    const seconds = this.seconds();
    // What its consumers will make of it is only known while they do.
    const follows = this.value === 'DOWNSTREAM' && state.here === 'DOWNSTREAM' && state.effectiveSeconds !== null;
    const found = kept && !follows ? undefined : estimate(this.curve, seconds, state.pinned);
    const here = state.here === 'ON_DEMAND' ? undefined : this.seconds(state.here);
    const hereFound = here === undefined ? undefined : estimate(this.curve, here, state.pinned);
    const changed = this.value !== state.here;
    this.toggleAttribute('changed', changed);
    if (kept) {
      this.setAttribute('state', this.value);
    } else {
      this.removeAttribute('state');
    }
    this.style.setProperty('--tone', found ? `var(--sh-${found.tone.toLowerCase()})` : 'var(--sh-accent)');
    this.input.value = String(Math.round(position(seconds) * STEPS));
    this.input.disabled = this.kind.disabled = state.disabled;
    this.kind.value = kept ? this.value : '';
    const text = kept ? (follows && !this.compact ? `${kept}, ${short(seconds)}` : kept) : short(seconds);
    this.write('.value', text);
    this.input.ariaLabel = state.label;
    this.kind.ariaLabel = `${state.label}: its own target, downstream or on demand`;
    this.input.setAttribute('aria-valuetext', this.spoken(kept, follows, seconds, found));
    this.colour(found?.tone ?? '');
    const mark = this.inside('.mark');
    mark.hidden = !changed || here === undefined;
    if (here !== undefined) {
      mark.style.left = `${position(here) * 100}%`;
    }
    if (this.compact) {
      this.paintNote(found, hereFound, changed, here);
    } else {
      this.paintHead(found, hereFound, changed, seconds);
      this.paintCurve(here, hereFound, seconds, found);
    }
  }

  private spoken(kept: string | undefined, follows: boolean, seconds: number, found: Estimate | undefined): string {
    const words = kept ? [kept, ...(follows ? [long(seconds)] : [])] : [long(seconds)];
    if (found) {
      words.push(found.name.toLowerCase());
      words.push(found.cost === undefined ? 'cost unknown' : `about ${money(found.cost, this.curve!.currency)} a day, ${this.curve!.badge}`);
    }
    const limit = kept ? '' : this.limit(seconds)[0];
    return [...words, ...(limit ? [limit] : [])].join(', ');
  }

  /** What stands against a target, said at once and not only when the server answers. */
  private limit(seconds: number): [string, string] {
    const state = this.state!;
    if (state.refusal && this.value === this.sent) {
      return [state.refusal, 'bad'];
    }
    if (this.floor > 0 && seconds < this.floor * 0.9999 && this.value !== 'ON_DEMAND') {
      return [`Below the floor: it can’t be kept fresher than ${short(this.floor)}`, 'bad'];
    }
    const chain = this.curve?.chainFloorSeconds;
    if (chain && seconds < chain * 0.9999 && this.value !== 'ON_DEMAND') {
      return [`Its chain keeps ${short(chain)} at best${this.curve!.slowHop ? `: ${this.curve!.slowHop}` : ''}`, 'warn'];
    }
    return ['', ''];
  }

  private paintNote(found: Estimate | undefined, hereFound: Estimate | undefined, changed: boolean, here: number | undefined) {
    const [limit, tone] = this.limit(this.seconds());
    const note = this.inside('.note');
    const parts: string[] = [];
    if (this.value === 'DOWNSTREAM' && !changed && this.state!.effectiveSeconds) {
      parts.push(short(this.state!.effectiveSeconds));
    }
    if (changed && found) {
      parts.push(found.name);
    } else if (changed) {
      parts.push(here === undefined ? 'was on demand' : `was ${WORDS[this.state!.here] ?? short(here)}`);
    }
    if (found?.cost !== undefined) {
      const currency = this.curve!.currency;
      parts.push(changed && hereFound?.cost !== undefined ? moreMoney(found.cost - hereFound.cost, currency) : `≈ ${money(found.cost, currency)}${changed ? '' : ' a day'}`);
    }
    const words = tone === 'bad' ? (this.floor > 1 ? `floor ${short(this.floor)}` : 'refused') : parts.join(' · ');
    note.className = `note ${tone}`;
    this.write('.note', words);
    const exact = limit || (found?.cost === undefined ? this.basis : `${found.name}, about ${money(found.cost, this.curve!.currency)} a day, ${this.curve!.badge}: ${this.basis}`);
    if (this.title !== exact) {
      this.title = exact;
    }
  }

  private paintHead(found: Estimate | undefined, hereFound: Estimate | undefined, changed: boolean, seconds: number) {
    const curve = this.curve;
    this.inside('.chip').hidden = !found;
    this.write('.chip', found?.name ?? '');
    const known = found?.cost !== undefined;
    this.inside('.cost').hidden = this.inside('.lag').hidden = !known;
    this.inside('.badge').hidden = !known;
    if (known) {
      this.write('.cost b', money(found!.cost!, curve!.currency));
      this.write('.cost span', changed && hereFound?.cost !== undefined ? `, ${moreMoney(found!.cost! - hereFound.cost, curve!.currency)}` : '');
      this.write('.lag b', `≈ ${short(found!.lag!)}`);
      this.write('.badge', curve!.badge);
      this.inside('.badge').title = curve!.basis;
    }
    const auto = this.state!.pinned && this.value !== 'ON_DEMAND' ? estimate(curve, seconds, null) : undefined;
    const other = auto && auto.tone !== this.state!.pinned && auto.cost !== undefined;
    this.inside('.other').hidden = !other;
    this.write('.other', other ? `AUTO: ${auto.name.toLowerCase()}, ${money(auto.cost!, curve!.currency)} a day` : '');
    const [limit, tone] = this.limit(seconds);
    this.inside('.said').hidden = !limit;
    this.inside('.said').className = `said ${tone}`;
    this.write('.said', limit);
  }

  private paintCurve(here: number | undefined, hereFound: Estimate | undefined, seconds: number, found: Estimate | undefined) {
    const svg = this.shadowRoot!.querySelector('svg')!;
    const none = this.inside('.none');
    none.hidden = this.curve !== null;
    svg.toggleAttribute('hidden', this.curve === null);
    if (!this.curve) {
      this.write('.none', `What each freshness costs is drawn here as soon as it is known. ${this.basis}`);
      return;
    }
    if (!this.visible || this.width === 0) {
      return;
    }
    if (!this.drawn) {
      this.drawn = true;
      this.painter!.draw(this.curve, this.state!.pinned, this.width);
      this.nameBands(this.curve);
    }
    this.painter!.move(here, hereFound, seconds, found);
  }

  private nameBands(curve: Curve) {
    const names = curve.bands
      .map((band) => ({ from: position(Math.max(1, band.fromSeconds)), to: position(Math.min(DAY, band.toSeconds)), tone: band.tone }))
      .filter((band) => (band.to - band.from) * this.width > 74)
      .map((band) => {
        const name = document.createElement('span');
        name.textContent = curve.lines.find((line) => line.tone === band.tone)?.name ?? '';
        name.style.left = `${((band.from + band.to) / 2) * 100}%`;
        name.style.color = `var(--sh-${band.tone.toLowerCase()})`;
        return name;
      });
    this.inside('.names .scale').replaceChildren(...names);
  }

  /** The bands are one background: five hundred tracks cost five hundred gradients, not thousands of elements. */
  private colour(lit: string) {
    if (this.lit === lit) {
      return;
    }
    this.lit = lit;
    const curve = this.curve;
    if (!curve || curve.bands.length === 0) {
      this.inside('.track').style.background = '';
      return;
    }
    const at = (seconds: number) => `calc(8px + ${(position(Math.max(1, seconds)) * 100).toFixed(2)}% - ${(position(Math.max(1, seconds)) * 16).toFixed(2)}px)`;
    const stops = curve.bands.map((band, number) => {
      const tone = `color-mix(in srgb, var(--sh-${band.tone.toLowerCase()}) ${band.tone === lit ? 78 : 30}%, var(--sh-card))`;
      const from = number === 0 ? at(Math.max(band.fromSeconds, curve.floorSeconds)) : at(band.fromSeconds);
      return `${tone} ${from} ${number === curve.bands.length - 1 ? '100%' : at(band.toSeconds)}`;
    });
    const shut = curve.floorSeconds > 1 ? `var(--sh-line) ${at(curve.floorSeconds)}, ` : '';
    this.inside('.track').style.background = `linear-gradient(to right, ${shut}${stops.join(', ')})`;
  }

  private write(selector: string, text: string) {
    const element = this.inside(selector);
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }
}

customElements.define('sh-freshness-slider', FreshnessSlider);
