import type { EditorHandle } from './sql-editor-view';

/**
 * `<sh-sql-editor>`: the element itself is small; the editor behind it is loaded when the first one is shown. What the
 * server says before that is kept until then.
 */

export interface Mark {
  fromLine: number;
  fromColumn: number;
  toLine: number;
  toColumn: number;
  message: string;
}

export interface Range {
  from: number;
  to: number;
}

export interface Item {
  label: string;
  kind: string;
  detail: string;
  insert: string;
  from: number;
  to: number;
}

interface Server {
  complete(text: string, offset: number): Promise<Item[]>;
}

const PAUSE = 300;

class SqlEditor extends HTMLElement {
  declare $server: Server;
  private handle?: EditorHandle;
  private loading = false;
  private text = '';
  private told = '';
  private timer: number | undefined;
  private later: Array<(handle: EditorHandle) => void> = [];
  private marks: Mark[] = [];
  private ranges: Range[] = [];
  private name = 'SQL';
  private locked = false;
  private hint = '';
  private telling = false;
  private asField = false;
  private cursorTimer: number | undefined;

  connectedCallback() {
    this.style.display ||= 'block';
    // Whoever goes on to another field, or to what takes this one away, has said what is to stand here.
    this.addEventListener('focusout', this.left);
    void this.load();
  }

  disconnectedCallback() {
    this.removeEventListener('focusout', this.left);
    this.tell();
    if (this.handle) {
      this.text = this.handle.text();
      this.handle.destroy();
      this.handle = undefined;
    }
  }

  set label(name: string) {
    this.name = name;
    this.handle?.setLabel(name);
  }

  set diagnostics(marks: Mark[] | null) {
    this.marks = marks ?? [];
    this.handle?.setMarks(this.marks);
  }

  set statements(ranges: Range[] | null) {
    this.ranges = ranges ?? [];
    this.handle?.setStatements(this.ranges);
  }

  set readOnly(locked: boolean) {
    this.locked = locked;
    this.handle?.setReadOnly(locked);
  }

  /** A field of a form instead of a page's editor; heeded when the editor is opened. */
  set small(asField: boolean) {
    this.asField = asField;
  }

  set placeholder(hint: string) {
    this.hint = hint;
    this.handle?.setPlaceholder(hint);
  }

  set tellCursor(telling: boolean) {
    this.telling = telling;
    if (telling) {
      this.whenReady((handle) => this.tellCursorOf(handle));
    }
  }

  /** The text as it is now. */
  get value(): string {
    return this.handle?.text() ?? this.text;
  }

  setText(text: string) {
    this.text = text;
    this.told = text;
    this.handle?.setText(text);
  }

  requestRun(all: boolean) {
    this.whenReady((handle) => this.run(handle, all));
  }

  insertText(text: string) {
    this.whenReady((handle) => handle.insert(text));
  }

  goTo(line: number, column: number) {
    this.whenReady((handle) => handle.goTo(line, column));
  }

  selectRange(from: number, to: number) {
    this.whenReady((handle) => handle.select(from, to));
  }

  override focus() {
    this.whenReady((handle) => handle.focus());
  }

  private readonly left = () => this.tell();

  private whenReady(action: (handle: EditorHandle) => void) {
    if (this.handle) {
      action(this.handle);
    } else {
      this.later.push(action);
    }
  }

  private async load() {
    if (this.handle || this.loading) {
      return;
    }
    this.loading = true;
    const { openEditor } = await import('./sql-editor-view');
    this.loading = false;
    if (!this.isConnected || this.handle) {
      return;
    }
    this.replaceChildren();
    const handle = openEditor(this, {
      text: this.text,
      label: this.name,
      placeholder: this.hint,
      readOnly: this.locked,
      small: this.asField,
      changed: () => {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => this.tell(), PAUSE);
      },
      moved: () => {
        if (this.telling) {
          window.clearTimeout(this.cursorTimer);
          this.cursorTimer = window.setTimeout(() => this.handle && this.tellCursorOf(this.handle), PAUSE);
        }
      },
      run: (all) => this.run(handle, all),
      complete: (text, offset) => this.$server.complete(text, offset),
    });
    this.handle = handle;
    handle.setStatements(this.ranges);
    handle.setMarks(this.marks);
    this.later.splice(0).forEach((action) => action(handle));
  }

  private tell() {
    window.clearTimeout(this.timer);
    const value = this.value;
    if (value !== this.told) {
      this.told = value;
      this.dispatchEvent(new CustomEvent('sh-value', { detail: { value } }));
    }
  }

  private tellCursorOf(handle: EditorHandle) {
    this.tell();
    this.dispatchEvent(new CustomEvent('sh-cursor', { detail: { cursor: handle.selection().cursor } }));
  }

  private run(handle: EditorHandle, all: boolean) {
    this.tell();
    const { from, to, cursor } = handle.selection();
    this.dispatchEvent(new CustomEvent('sh-run', { detail: { value: handle.text(), cursor, from, to, all } }));
  }
}

customElements.define('sh-sql-editor', SqlEditor);
