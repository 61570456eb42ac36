/** `<sh-palette>`: opens on Ctrl+K, finds by asking the server, moves by arrow keys, jumps on Enter. */

interface Entry {
  title: string;
  kind: string;
  route: string;
}

interface Shortcut {
  keys: string;
  meaning: string;
}

interface Server {
  find(query: string): Promise<Entry[]>;
}

const STYLE = `
  dialog { padding: 0; border: 1px solid var(--sh-line-strong); border-radius: 10px; background: var(--sh-raised); color: var(--sh-ink);
    box-shadow: 0 18px 50px rgb(0 0 0 / 0.28); font: inherit; width: min(620px, calc(100vw - 32px)); margin: 12vh auto auto; overflow: hidden; }
  dialog::backdrop { background: rgb(10 14 20 / 0.28); }
  .top { display: flex; align-items: center; gap: 8px; padding: 10px 14px; border-bottom: 1px solid var(--sh-line); }
  .top svg { flex: none; width: 16px; height: 16px; fill: none; stroke: var(--sh-dim); stroke-width: 1.5; stroke-linecap: round; }
  input { flex: 1; min-width: 0; border: 0; outline: 0; background: transparent; color: inherit; font: inherit; font-size: 15px; }
  input::placeholder { color: var(--sh-dim); opacity: 1; }
  ul { list-style: none; margin: 0; padding: 6px; max-height: min(420px, 56vh); overflow: auto; }
  li { display: flex; align-items: baseline; gap: 12px; padding: 5px 8px; border-radius: 6px; cursor: pointer; }
  li[aria-selected='true'] { background: color-mix(in srgb, var(--sh-accent) 14%, transparent); }
  li b { font-weight: 500; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  li mark { background: none; color: var(--sh-accent); font-weight: 650; }
  li span { margin-inline-start: auto; color: var(--sh-dim); font-size: 12px; white-space: nowrap; }
  .none { padding: 14px; color: var(--sh-dim); }
  .foot { display: flex; gap: 14px; padding: 6px 14px; border-top: 1px solid var(--sh-line); color: var(--sh-dim); font-size: 12px; }
  kbd { padding: 0 4px; border: 1px solid var(--sh-line-strong); border-radius: 4px; background: var(--sh-card); font-family: inherit; font-size: 11px; }
  .keys { padding: 12px 16px 14px; }
  .keys h2 { margin: 0 0 8px; font-size: 14px; font-weight: 650; }
  dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 18px; margin: 0; }
  dt { text-align: end; } dd { margin: 0; }
  [hidden] { display: none !important; }
`;

class CommandPalette extends HTMLElement {
  declare $server: Server;
  private dialog!: HTMLDialogElement;
  private help!: HTMLDialogElement;
  private input!: HTMLInputElement;
  private list!: HTMLUListElement;
  private none!: HTMLElement;
  private entries: Entry[] = [];
  private active = 0;
  private asked = 0;
  private shortcutList: Shortcut[] = [];

  set shortcuts(list: Shortcut[]) {
    this.shortcutList = list;
  }

  get shortcuts(): Shortcut[] {
    return this.shortcutList;
  }

  connectedCallback() {
    if (!this.shadowRoot) {
      this.build(this.attachShadow({ mode: 'open' }));
    }
    // While capturing, so that an editor with the focus does not take the keys.
    document.addEventListener('keydown', this.onPageKey, true);
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.onPageKey, true);
  }

  open() {
    this.help.close();
    if (this.dialog.open) {
      return;
    }
    this.input.value = '';
    this.dialog.showModal();
    this.search();
  }

  showShortcuts() {
    const names = this.help.querySelector('dl')!;
    names.replaceChildren();
    for (const { keys, meaning } of this.shortcutList) {
      const term = document.createElement('dt');
      keys.split(' ').forEach((key, index) => {
        if (index > 0) {
          term.append(' ');
        }
        const cap = document.createElement('kbd');
        cap.textContent = key;
        term.append(cap);
      });
      const words = document.createElement('dd');
      words.textContent = meaning;
      names.append(term, words);
    }
    this.dialog.close();
    if (!this.help.open) {
      this.help.showModal();
    }
  }

  private onPageKey = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      event.stopPropagation();
      this.open();
    } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !writing(event)) {
      event.preventDefault();
      this.showShortcuts();
    }
  };

  private build(root: ShadowRoot) {
    root.innerHTML = `<style>${STYLE}</style>
      <dialog class="find" aria-label="Search or jump to">
        <div class="top">
          <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/></svg>
          <input type="text" role="combobox" aria-expanded="true" aria-controls="found" aria-autocomplete="list"
            aria-label="Search or jump to" placeholder="Search or jump to a page, a table, an action" spellcheck="false" autocomplete="off">
        </div>
        <ul id="found" role="listbox" aria-label="Found"></ul>
        <div class="none" role="status" hidden>Nothing has this name.</div>
        <div class="foot" aria-hidden="true"><span><kbd>↑</kbd> <kbd>↓</kbd> choose</span><span><kbd>Enter</kbd> go</span><span><kbd>Esc</kbd> close</span></div>
      </dialog>
      <dialog class="help" aria-label="Keys"><div class="keys"><h2>Keys</h2><dl></dl></div></dialog>`;
    this.dialog = root.querySelector<HTMLDialogElement>('.find')!;
    this.help = root.querySelector<HTMLDialogElement>('.help')!;
    this.input = root.querySelector('input')!;
    this.list = root.querySelector('ul')!;
    this.none = root.querySelector('.none')!;
    this.input.addEventListener('input', () => this.search());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    this.list.addEventListener('pointermove', (event) => {
      const index = this.indexOf(event);
      if (index >= 0 && index !== this.active) {
        this.activate(index);
      }
    });
    this.list.addEventListener('click', (event) => {
      const index = this.indexOf(event);
      if (index >= 0) {
        this.choose(index);
      }
    });
    for (const dialog of [this.dialog, this.help]) {
      dialog.addEventListener('click', (event) => {
        if (event.target === dialog) {
          dialog.close();
        }
      });
    }
  }

  private indexOf(event: Event): number {
    const item = (event.target as Element).closest('li');
    return item ? Array.prototype.indexOf.call(this.list.children, item) : -1;
  }

  private onKey(event: KeyboardEvent) {
    const last = this.entries.length - 1;
    const page = 8;
    const moves: Record<string, number> = {
      ArrowDown: this.active === last ? 0 : this.active + 1,
      ArrowUp: this.active === 0 ? last : this.active - 1,
      PageDown: Math.min(last, this.active + page),
      PageUp: Math.max(0, this.active - page),
    };
    if (event.key === 'Enter') {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key in moves && last >= 0) {
      event.preventDefault();
      this.activate(moves[event.key]);
    }
  }

  private async search() {
    const asked = ++this.asked;
    const query = this.input.value.trim();
    const found = await this.$server.find(query);
    if (asked !== this.asked) {
      return;
    }
    this.entries = found;
    this.list.replaceChildren(...found.map((entry, index) => this.line(entry, index, query)));
    this.list.hidden = found.length === 0;
    this.none.hidden = found.length > 0;
    this.activate(0);
  }

  private line(entry: Entry, index: number, query: string): HTMLLIElement {
    const item = document.createElement('li');
    item.id = `entry-${index}`;
    item.setAttribute('role', 'option');
    const title = document.createElement('b');
    const at = query ? entry.title.toLowerCase().indexOf(query.toLowerCase()) : -1;
    if (at < 0) {
      title.textContent = entry.title;
    } else {
      const mark = document.createElement('mark');
      mark.textContent = entry.title.slice(at, at + query.length);
      title.append(entry.title.slice(0, at), mark, entry.title.slice(at + query.length));
    }
    const kind = document.createElement('span');
    kind.textContent = entry.kind;
    item.append(title, kind);
    return item;
  }

  private activate(index: number) {
    this.active = index;
    Array.from(this.list.children).forEach((item, at) => {
      item.setAttribute('aria-selected', String(at === index));
      if (at === index) {
        item.scrollIntoView({ block: 'nearest' });
      }
    });
    if (this.entries.length > 0) {
      this.input.setAttribute('aria-activedescendant', `entry-${index}`);
    } else {
      this.input.removeAttribute('aria-activedescendant');
    }
  }

  private choose(index: number) {
    const entry = this.entries[index];
    if (entry) {
      this.dialog.close();
      this.dispatchEvent(new CustomEvent('sh-choose', { detail: { route: entry.route } }));
    }
  }
}

function writing(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
  );
}

customElements.define('sh-palette', CommandPalette);
