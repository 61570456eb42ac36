/** How the freshness slider looks, once for all of them. */
export const style = new CSSStyleSheet();

style.replaceSync(`
  :host { display: block; position: relative; min-width: 0; color: var(--sh-ink); font-size: 12.5px; line-height: 1.35; font-variant-numeric: tabular-nums; --tone: var(--sh-dim); }
  :host([hidden]), [hidden] { display: none !important; }
  .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; min-height: 30px; }
  .value { font-size: 20px; font-weight: 650; line-height: 1.3; white-space: nowrap; }
  .chip { padding: 0 8px; border: 1px solid color-mix(in srgb, currentColor 55%, transparent); border-radius: 9px; background: color-mix(in srgb, currentColor 7%, transparent); color: var(--tone); font-size: 11px; font-weight: 650; letter-spacing: 0.03em; line-height: 17px; white-space: nowrap; text-transform: uppercase; align-self: center; }
  .figure { color: var(--sh-dim); white-space: nowrap; }
  .figure b { color: var(--sh-ink); font-weight: 650; }
  .badge { padding: 0 5px; border: 1px dashed var(--sh-line-strong); border-radius: 4px; color: var(--sh-dim); font-size: 10.5px; white-space: nowrap; cursor: help; }
  .kind { margin-inline-start: auto; }
  select { font: inherit; font-size: 12px; color: var(--sh-ink); background: var(--sh-card); border: 1px solid var(--sh-line-strong); border-radius: 5px; padding: 2px 4px; cursor: pointer; }
  select:focus-visible { outline: 2px solid var(--sh-accent); outline-offset: 1px; }
  select:disabled { cursor: default; color: var(--sh-dim); }

  .plot { position: relative; margin-inline-start: 46px; container-type: inline-size; }
  svg { display: block; overflow: visible; }
  svg text { fill: var(--sh-dim); font-size: 11px; }
  svg .grid { stroke: var(--sh-line); }
  svg path { fill: none; stroke: var(--tone); stroke-linejoin: round; stroke-linecap: round; }
  svg .faint { stroke-width: 1.2; stroke-dasharray: 2 4; opacity: 0.6; }
  svg .auto { stroke-width: 1.5; stroke-dasharray: 6 4; }
  svg .taken { stroke-width: 2.6; }
  svg .shut { fill: var(--sh-bad); opacity: 0.07; }
  svg line.floor { stroke: var(--sh-bad); stroke-dasharray: 4 3; }
  svg text.floor { fill: var(--sh-bad); }
  svg line.chain { stroke: var(--sh-warn); stroke-dasharray: 4 3; }
  svg text.chain { fill: var(--sh-warn); }
  svg .stem { stroke: var(--sh-ink); stroke-opacity: 0.35; stroke-dasharray: 2 3; }
  svg circle { fill: var(--sh-card); stroke: var(--tone); stroke-width: 2; }
  svg .thumb circle { fill: var(--tone); }
  svg text.label { fill: var(--sh-ink); font-weight: 600; paint-order: stroke; stroke: var(--sh-card); stroke-width: 4px; stroke-linejoin: round; }
  svg .here text.label { fill: var(--sh-dim); font-weight: 500; }
  .none { display: flex; align-items: center; min-height: 56px; padding: 6px 0; color: var(--sh-dim); text-wrap: balance; }

  .scale { position: absolute; inset: 0 8px; pointer-events: none; }
  .names { position: relative; height: 16px; color: var(--sh-dim); font-size: 11px; }
  .names span { position: absolute; translate: -50% 0; white-space: nowrap; overflow: hidden; text-align: center; }
  .rail { position: relative; height: 22px; }
  .track { position: absolute; inset: 7px 0; border-radius: 4px; background: var(--sh-line-strong); }
  .mark { position: absolute; top: 50%; width: 6px; height: 6px; margin: -4px 0 0 -4px; border: 1px solid var(--sh-ink); border-radius: 50%; background: var(--sh-card); }
  input { appearance: none; position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; background: none; cursor: pointer; touch-action: pan-y; outline: none; }
  input::-webkit-slider-runnable-track { height: 100%; background: none; }
  input::-moz-range-track { background: none; }
  input::-webkit-slider-thumb { appearance: none; box-sizing: border-box; width: 16px; height: 16px; margin-top: 3px; border: 3px solid var(--tone); border-radius: 50%; background: var(--sh-card); cursor: grab; }
  input::-moz-range-thumb { box-sizing: border-box; width: 16px; height: 16px; border: 3px solid var(--tone); border-radius: 50%; background: var(--sh-card); cursor: grab; }
  input:active::-webkit-slider-thumb { cursor: grabbing; }
  input:focus-visible::-webkit-slider-thumb { outline: 2px solid var(--sh-accent); outline-offset: 2px; }
  input:focus-visible::-moz-range-thumb { outline: 2px solid var(--sh-accent); outline-offset: 2px; }
  input:disabled, input:disabled::-webkit-slider-thumb { cursor: default; }
  :host([state]) input::-webkit-slider-thumb { border-style: dotted; }
  :host([state]) .track { opacity: 0.45; }
  .ticks { position: relative; height: 16px; margin: 0 8px; color: var(--sh-dim); font-size: 11px; }
  .ticks span { position: absolute; translate: -50% 0; white-space: nowrap; }
  .ticks span::before { content: ''; position: absolute; left: 50%; top: -3px; height: 4px; border-left: 1px solid var(--sh-line-strong); }
  @container (max-width: 420px) { .ticks .minor { display: none; } }
  .said { margin: 4px 0 0; overflow-wrap: anywhere; }
  .said.bad { color: var(--sh-bad); }
  .said.warn { color: var(--sh-warn); }

  :host([compact]) { font-size: 12.5px; }
  :host([compact]) .line { display: grid; grid-template-columns: minmax(90px, 1fr) 7.3rem 16px; gap: 10px; align-items: center; }
  :host([compact]) .words { display: flex; flex-direction: column; line-height: 1.35; min-width: 0; white-space: nowrap; text-align: end; }
  :host([compact]) .value { font-size: inherit; font-weight: 600; line-height: inherit; }
  :host([compact]) .note { color: var(--sh-dim); font-size: 11px; overflow: hidden; text-overflow: ellipsis; }
  :host([compact]) .note.bad { color: var(--sh-bad); }
  :host([compact]) .note.warn { color: var(--sh-warn); }
  :host([compact][changed]) .value { color: var(--tone); }
  :host([compact]) .track { inset: 8px 0; border-radius: 3px; }
  :host([compact]) select { appearance: none; width: 100%; padding: 0; border-color: transparent; color: transparent; background: none; height: 18px; }
  :host([compact]) .menu { position: relative; }
  :host([compact]) .menu::after { content: ''; position: absolute; inset: 0; margin: auto; width: 5px; height: 5px; rotate: 45deg; translate: 0 -2px; border: solid var(--sh-dim); border-width: 0 1.5px 1.5px 0; pointer-events: none; }
  :host([compact]) select:hover { border-color: var(--sh-line-strong); }
  :host([compact]) select option { color: var(--sh-ink); background: var(--sh-card); }
`);
