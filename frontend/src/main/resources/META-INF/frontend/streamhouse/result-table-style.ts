/** The look of a result table. */
export function resultTableStyle(row: number, head: number): string {
  return `
  :host { display: flex; flex-direction: column; height: 100%; min-height: 0; min-width: 0; color: var(--sh-ink);
    background: var(--sh-card); font-size: 12.5px; font-variant-numeric: tabular-nums; }
  :host([hidden]) { display: none; }
  [hidden] { display: none !important; }
  .scroll { flex: 1; min-height: 0; overflow: auto; position: relative; outline: none; scrollbar-width: thin; user-select: none; }
  .scroll:focus-visible { box-shadow: inset 0 0 0 2px var(--sh-accent); }
  .head { position: sticky; top: 0; z-index: 2; height: ${head}px; }
  .head .row { position: static; height: ${head}px; background: var(--sh-card); border-bottom: 1px solid var(--sh-line); contain: none; }
  .head .cell { position: relative; line-height: ${head}px; color: var(--sh-dim); font-size: 12px; font-weight: 500; }
  .head .cell span { overflow: hidden; text-overflow: ellipsis; }
  .head i { position: absolute; inset: 4px 0 4px auto; width: 7px; cursor: col-resize; border-inline-end: 1px solid var(--sh-line); touch-action: none; }
  .head i:hover { border-inline-end: 2px solid var(--sh-accent); }
  .body { position: relative; contain: layout style; }
  .row { display: flex; position: absolute; inset: 0 auto auto 0; height: ${row}px; box-sizing: border-box;
    border-bottom: 1px solid color-mix(in srgb, var(--sh-line) 55%, transparent); contain: layout style; }
  .body .row:hover { background: var(--sh-hover); }
  .cell { flex: none; box-sizing: border-box; padding: 0 8px; line-height: ${row - 1}px; overflow: hidden; text-overflow: ellipsis; white-space: pre; }
  .cell.number { width: 62px; color: var(--sh-dim); font-size: 11px; text-align: end; position: sticky; left: 0; z-index: 1; background: var(--sh-card);
    border-inline-end: 1px solid var(--sh-line); overflow: visible; }
  .body .cell.number { cursor: default; }
  .cell.kind { width: 44px; font-family: var(--sh-mono); font-size: 11.5px; font-weight: 600; text-align: center; padding: 0; }
  .kind.insert, .kind.after { color: var(--sh-ok); }
  .kind.before { color: var(--sh-warn); }
  .kind.delete { color: var(--sh-bad); }
  .row.before .cell, .row.delete .cell { color: var(--sh-dim); }
  .row.before .kind { color: var(--sh-warn); } .row.delete .kind { color: var(--sh-bad); }
  .row.delete .cell:not(.kind, .number) { text-decoration: line-through; }
  .cell.figure { text-align: end; }
  .body .cell.time, .body .cell.nested, .body .cell.binary { font-family: var(--sh-mono); font-size: 12px; }
  .cell.null { color: var(--sh-dim); font-style: italic; font-size: 11px; font-family: inherit; }
  .cell.waiting::before { content: ''; display: inline-block; width: 60%; height: 7px; border-radius: 4px; background: var(--sh-line); }
  .cell.selected { background: color-mix(in srgb, var(--sh-accent) 13%, transparent); }
  .cell.active { box-shadow: inset 0 0 0 1.5px var(--sh-accent); }
  .status { display: flex; align-items: center; gap: 10px; min-height: 28px; padding: 0 8px; border-top: 1px solid var(--sh-line); color: var(--sh-dim); font-size: 12px; }
  .told { margin-inline-start: auto; color: var(--sh-ok); }
  button { padding: 1px 9px; border: 1px solid var(--sh-line); border-radius: 5px; background: var(--sh-card); color: var(--sh-ink); font: inherit; font-size: 12px; cursor: pointer; }
  button:hover { border-color: var(--sh-line-strong); background: var(--sh-hover); }
  button:focus-visible { outline: 2px solid var(--sh-accent); outline-offset: 1px; }
  .pause[aria-pressed='true'] { background: var(--sh-accent); border-color: var(--sh-accent); color: var(--sh-on-accent); }
  dialog { padding: 0; border: 1px solid var(--sh-line-strong); border-radius: 9px; background: var(--sh-raised); color: var(--sh-ink); font-size: 13px;
    width: min(760px, calc(100vw - 40px)); max-height: 76vh; box-shadow: 0 18px 50px rgb(0 0 0 / 0.28); overflow: hidden; }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: rgb(10 14 20 / 0.28); }
  header { display: flex; align-items: baseline; gap: 10px; padding: 8px 12px; border-bottom: 1px solid var(--sh-line); }
  header span { flex: 1; color: var(--sh-dim); font-size: 12px; overflow: hidden; text-overflow: ellipsis; }
  pre { margin: 0; padding: 10px 12px; overflow: auto; font: 12px/1.5 var(--sh-mono); white-space: pre-wrap; overflow-wrap: anywhere; }
  `;
}
