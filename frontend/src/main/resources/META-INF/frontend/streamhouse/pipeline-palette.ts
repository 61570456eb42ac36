import { DRAGGED, FAMILY_COLOR, type Found, glyph, type StepKind } from './pipeline-model';

/**
 * `<sh-pipeline-palette>`: what can be put on a pipeline's canvas. Dragged there, or added after the chosen step by a
 * press; one field searches steps and relations.
 */

interface Server {
  relations(text: string): Promise<Found[]>;
}

const STYLE = `
  :host { display: flex; flex-direction: column; min-height: 0; color: var(--sh-ink); font-size: 12.5px; }
  :host([hidden]) { display: none; }
  input { flex: none; margin: 8px; padding: 4px 8px; border: 1px solid var(--sh-line-strong); border-radius: 6px; background: var(--sh-card); color: var(--sh-ink); font: inherit; }
  input::placeholder { color: var(--sh-dim); opacity: 1; }
  .lists { flex: 1; min-height: 0; overflow: auto; padding: 0 6px 8px; container-type: inline-size; }
  h3 { margin: 8px 4px 3px; color: var(--sh-dim); font-size: 11px; font-weight: 600; }
  h3:first-child { margin-top: 0; }
  ul { margin: 0; padding: 0; list-style: none; }
  li button { display: flex; align-items: center; gap: 8px; width: 100%; box-sizing: border-box; padding: 3px 5px; border: 1px solid transparent; border-radius: 6px; background: none; color: inherit; font: inherit; text-align: start; cursor: grab; }
  li button:hover { border-color: var(--sh-line); background: var(--sh-hover); }
  button:focus-visible, input:focus-visible { outline: 2px solid var(--sh-accent); outline-offset: -1px; }
  i { flex: none; display: grid; place-items: center; width: 22px; height: 22px; border-radius: 5px; color: var(--family); background: color-mix(in srgb, var(--family) 13%, transparent); }
  svg { width: 15px; height: 15px; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
  b { flex: 1; min-width: 0; font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  small { flex: none; max-width: 45%; color: var(--sh-dim); font-size: 11px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  p { margin: 4px; color: var(--sh-dim); }
  @container (max-width: 150px) { small { display: none; } }
`;

class PipelinePalette extends HTMLElement {
  declare $server: Server;
  private steps: StepKind[] = [];
  private found: Found[] = [];
  private asked = 0;
  private field: HTMLInputElement;
  private lists: HTMLElement;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${STYLE}</style><input type="search" aria-label="Search tables and steps" placeholder="Table or step"><div class="lists"></div>`;
    this.field = root.querySelector('input')!;
    this.lists = root.querySelector('.lists')!;
    this.field.addEventListener('input', () => this.search());
  }

  connectedCallback() {
    this.paint();
    this.search();
  }

  set kinds(kinds: StepKind[] | null) {
    this.steps = kinds ?? [];
    this.paint();
  }

  /** Relations were made or dropped. */
  search() {
    const turn = (this.asked += 1);
    this.paint();
    void Promise.resolve(this.$server?.relations?.(this.field.value) ?? []).then((found) => {
      if (turn === this.asked) {
        this.found = found;
        this.paint();
      }
    });
  }

  override focus() {
    this.field.focus();
  }

  private paint() {
    const typed = this.field.value.trim().toLowerCase();
    const focused = (this.shadowRoot!.activeElement as HTMLElement | null)?.dataset.key;
    const parts: Node[] = [];
    if (this.found.length > 0) {
      parts.push(heading('Tables and views'), this.list(this.found.map((each) => this.item('source', each.id, each.name, each.place, 'SOURCE', `${each.kind} ${each.id}`))));
    }
    for (const title of new Set(this.steps.map((step) => step.group))) {
      const fitting = this.steps.filter((step) => step.group === title && `${step.label} ${step.words}`.toLowerCase().includes(typed));
      if (fitting.length > 0) {
        parts.push(heading(title), this.list(fitting.map((step) => this.item(step.kind, '', step.label, '', step.family, step.words))));
      }
    }
    if (parts.length === 0) {
      const words = document.createElement('p');
      words.textContent = 'Nothing is called that.';
      parts.push(words);
    }
    this.lists.replaceChildren(...parts);
    if (focused) {
      this.lists.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
  }

  private list(items: HTMLElement[]): HTMLElement {
    const list = document.createElement('ul');
    list.append(...items);
    return list;
  }

  private item(kind: string, relation: string, label: string, detail: string, family: StepKind['family'], words: string): HTMLElement {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.draggable = true;
    button.title = words;
    button.dataset.key = `${kind} ${relation}`;
    button.style.setProperty('--family', FAMILY_COLOR[family]);
    const picture = document.createElement('i');
    picture.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${glyph(kind)}"/></svg>`;
    const name = document.createElement('b');
    name.textContent = label;
    button.append(picture, name);
    if (detail) {
      const small = document.createElement('small');
      small.textContent = detail;
      button.append(small);
    }
    button.addEventListener('dragstart', (event) => {
      event.dataTransfer!.setData(DRAGGED, JSON.stringify({ kind, relation }));
      event.dataTransfer!.setData('text/plain', relation || label);
      event.dataTransfer!.effectAllowed = 'copy';
    });
    button.addEventListener('click', () => this.dispatchEvent(new CustomEvent('sh-add', { detail: { kind, relation } })));
    item.append(button);
    return item;
  }
}

function heading(title: string): HTMLElement {
  const heading = document.createElement('h3');
  heading.textContent = title;
  return heading;
}

customElements.define('sh-pipeline-palette', PipelinePalette);
