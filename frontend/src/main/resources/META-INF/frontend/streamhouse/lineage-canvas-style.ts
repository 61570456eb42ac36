/** The look of what lies over a lineage canvas. */
export const STYLE = `
  :host { display: block; position: relative; height: 100%; min-height: 200px; overflow: hidden; color: var(--sh-ink); background: var(--sh-card); font-size: 12.5px; }
  :host([hidden]) { display: none; }
  [hidden] { display: none !important; }
  .view { position: absolute; inset: 0; cursor: grab; touch-action: none; outline: none; }
  .view.over { cursor: pointer; }
  .view.moving { cursor: grabbing; }
  .view:focus-visible::after { content: ''; position: absolute; inset: 0; border: 2px solid var(--sh-accent); border-radius: inherit; pointer-events: none; }
  canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
  .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .legend { position: absolute; inset: auto auto 8px 8px; display: flex; flex-wrap: wrap; gap: 2px 12px; max-width: calc(100% - 340px); padding: 3px 8px; border: 1px solid var(--sh-line); border-radius: 5px; background: color-mix(in srgb, var(--sh-card) 92%, transparent); color: var(--sh-dim); font-size: 11px; pointer-events: none; }
  .legend span { display: inline-flex; gap: 5px; align-items: center; white-space: nowrap; }
  .legend i { width: 18px; border-top: 2px solid var(--sh-dim); }
  .legend i.dashed { border-top-style: dashed; }
  .tools { position: absolute; inset: auto 8px 8px auto; display: flex; gap: 4px; }
  .tools button { width: 26px; height: 24px; padding: 0; border: 1px solid var(--sh-line); border-radius: 5px; background: var(--sh-raised); color: var(--sh-ink); font: inherit; cursor: pointer; }
  .tools button:hover { border-color: var(--sh-line-strong); }
  button:focus-visible, input:focus-visible { outline: 2px solid var(--sh-accent); outline-offset: 0; }
  .tools .fit { width: auto; padding: 0 8px; font-size: 12px; }
  .map { inset: auto auto 38px auto; right: 8px; width: 168px; height: 104px; box-sizing: border-box; border: 1px solid var(--sh-line); border-radius: 6px; background: var(--sh-card); cursor: crosshair; touch-action: none; }
  .tip { position: absolute; z-index: 2; max-width: 24rem; padding: 6px 9px; border: 1px solid var(--sh-line-strong); border-radius: 6px; background: var(--sh-raised); box-shadow: 0 3px 10px rgb(0 0 0 / 0.16); font-size: 12px; line-height: 1.4; pointer-events: none; overflow-wrap: anywhere; }
  .tip b { display: block; font-weight: 620; }
  .tip div { color: var(--sh-dim); }
  .tip code { display: block; margin-top: 2px; font: 11.5px/1.4 var(--sh-mono); color: var(--sh-ink); white-space: pre-wrap; }
  .tip .warn { color: var(--sh-warn); }
  .list { position: absolute; z-index: 3; inset: 8px 8px 8px auto; width: 15.5rem; display: flex; flex-direction: column; box-sizing: border-box; border: 1px solid var(--sh-line-strong); border-radius: 7px; background: var(--sh-raised); box-shadow: 0 4px 18px rgb(0 0 0 / 0.18); }
  .list header { display: flex; align-items: center; gap: 6px; padding: 7px 6px 5px 10px; }
  .list h3 { flex: 1; min-width: 0; margin: 0; font-size: 12.5px; font-weight: 620; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .list header button { width: 22px; height: 22px; border: 0; border-radius: 4px; background: none; color: var(--sh-dim); font: inherit; font-size: 15px; line-height: 1; cursor: pointer; }
  .list header button:hover { background: var(--sh-hover); color: var(--sh-ink); }
  .list input { margin: 0 8px 6px; padding: 4px 7px; border: 1px solid var(--sh-line-strong); border-radius: 5px; background: var(--sh-card); color: var(--sh-ink); font: inherit; }
  .list input::placeholder { color: var(--sh-dim); opacity: 1; }
  .list ul { flex: 1; min-height: 0; margin: 0; padding: 0 4px 4px; overflow: auto; list-style: none; }
  .list li button { display: block; width: 100%; padding: 2px 7px; border: 0; border-radius: 4px; background: none; color: var(--sh-ink); font: inherit; text-align: start; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .list li button:hover { background: var(--sh-hover); }
  .list li button.lit { font-weight: 620; background: color-mix(in srgb, var(--sh-accent) 13%, transparent); }
  .list p { margin: 0; padding: 4px 10px 7px; border-top: 1px solid var(--sh-line); color: var(--sh-dim); font-size: 11.5px; }
`;
