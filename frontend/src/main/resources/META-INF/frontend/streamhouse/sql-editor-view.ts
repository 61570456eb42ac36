import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippet,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, insertTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { sql } from '@codemirror/lang-sql';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, RangeSet, StateEffect, StateField, type Text } from '@codemirror/state';
import {
  crosshairCursor,
  Decoration,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  type KeyBinding,
  lineNumbers,
  placeholder,
  rectangularSelection,
  tooltips,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { flinkDialect } from './flink-dialect';
import { isDark, onScheme } from './scheme';
import type { Item, Mark, Range } from './sql-editor';

/** The editor itself: CodeMirror with Flink's dialect and the theme's colours. */

export interface EditorOptions {
  text: string;
  label: string;
  placeholder: string;
  readOnly: boolean;
  /** A field of a form: grows with its text, and Tab leaves it. */
  small: boolean;
  changed(): void;
  /** The cursor stands elsewhere, or the text around it changed. */
  moved(): void;
  run(all: boolean): void;
  complete(text: string, offset: number): Promise<Item[]>;
}

export interface EditorHandle {
  text(): string;
  setText(text: string): void;
  setLabel(label: string): void;
  setPlaceholder(text: string): void;
  setReadOnly(locked: boolean): void;
  setMarks(marks: Mark[]): void;
  setStatements(ranges: Range[]): void;
  selection(): { from: number; to: number; cursor: number };
  insert(text: string): void;
  goTo(line: number, column: number): void;
  select(from: number, to: number): void;
  focus(): void;
  destroy(): void;
}

const setRanges = StateEffect.define<Range[]>();
const statementLine = Decoration.line({ class: 'sh-statement' });
const statementMark = Decoration.mark({});

/** Where the statements are, kept in step with typing. */
const statementRanges = StateField.define<RangeSet<Decoration>>({
  create: () => Decoration.none,
  update(ranges, change) {
    for (const effect of change.effects) {
      if (effect.is(setRanges)) {
        const length = change.newDoc.length;
        const fitting = effect.value.filter((range) => range.from < range.to && range.to <= length);
        return Decoration.set(
          fitting.map((range) => statementMark.range(range.from, range.to)),
          true,
        );
      }
    }
    return ranges.map(change.changes);
  },
});

/** The statement at the cursor, or else the last one that ends on the cursor's line. */
function statementAt(state: EditorState): Range | undefined {
  const cursor = state.selection.main.head;
  const line = state.doc.lineAt(cursor);
  let best: Range | undefined;
  state.field(statementRanges).between(line.from, cursor, (from, to) => {
    best = { from, to };
  });
  state.field(statementRanges).between(cursor, cursor, (from, to) => {
    best = { from, to };
  });
  return best;
}

const statementHighlight = EditorView.decorations.compute([statementRanges, 'selection', 'doc'], (state) => {
  const at = statementAt(state);
  if (!at) {
    return Decoration.none;
  }
  const lines = [];
  const last = state.doc.lineAt(at.to).number;
  for (let number = state.doc.lineAt(at.from).number; number <= last; number++) {
    lines.push(statementLine.range(state.doc.line(number).from));
  }
  return Decoration.set(lines);
});

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--sh-ink)', backgroundColor: 'var(--sh-card)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--sh-mono)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--sh-ink)', padding: '6px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--sh-ink)', borderLeftWidth: '1.6px' },
  '.cm-line': { padding: '0 10px 0 8px' },
  '.cm-line.sh-statement': { boxShadow: 'inset 2px 0 0 var(--sh-accent)' },
  '&:not(.cm-focused) .cm-line.sh-statement': { boxShadow: 'inset 2px 0 0 var(--sh-line-strong)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
    { backgroundColor: 'color-mix(in srgb, var(--sh-accent) 24%, transparent)' },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--sh-accent) 14%, transparent)' },
  '.cm-gutters': { backgroundColor: 'var(--sh-card)', color: 'var(--sh-dim)', border: 'none', borderRight: '1px solid var(--sh-line)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 12px', minWidth: '24px' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--sh-ink)' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 1px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'color-mix(in srgb, var(--sh-ok) 25%, transparent)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'color-mix(in srgb, var(--sh-bad) 25%, transparent)' },
  '.cm-placeholder': { color: 'var(--sh-dim)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--sh-bad) 1px',
    textUnderlineOffset: '3px',
    backgroundColor: 'color-mix(in srgb, var(--sh-bad) 12%, transparent)',
  },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--sh-bad)' },
  '.cm-tooltip': {
    border: '1px solid var(--sh-line-strong)',
    borderRadius: '6px',
    backgroundColor: 'var(--sh-raised)',
    color: 'var(--sh-ink)',
    boxShadow: '0 8px 26px rgb(0 0 0 / 0.2)',
    overflow: 'hidden',
  },
  '.cm-diagnostic': { padding: '5px 10px', maxWidth: '46em', whiteSpace: 'pre-wrap', fontFamily: 'var(--aura-font-family, system-ui)' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--sh-bad)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--sh-mono)', fontSize: '12.5px', maxHeight: '18em', minWidth: '260px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { display: 'flex', alignItems: 'baseline', gap: '2px', padding: '2px 10px 2px 4px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'color-mix(in srgb, var(--sh-accent) 18%, var(--sh-raised))',
    color: 'var(--sh-ink)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--sh-accent)', fontWeight: '650' },
  '.cm-completionDetail': { marginLeft: 'auto', paddingLeft: '18px', color: 'var(--sh-dim)', fontStyle: 'normal', fontSize: '11.5px' },
  '.cm-completionIcon': { width: '1.5em', opacity: '1', color: 'var(--sh-dim)', textAlign: 'center', fontSize: '11px' },
  '.cm-completionIcon-keyword:after': { content: "'K'" },
  '.cm-completionIcon-function:after': { content: "'ƒ'", color: 'var(--sh-full)' },
  '.cm-completionIcon-table:after': { content: "'▦'", color: 'var(--sh-accent)' },
  '.cm-completionIcon-view:after': { content: "'◫'", color: 'var(--sh-accent)' },
  '.cm-completionIcon-column:after': { content: "'▯'", color: 'var(--sh-incremental)' },
  '.cm-completionIcon-database:after': { content: "'D'" },
  '.cm-completionIcon-catalog:after': { content: "'C'" },
  '.cm-completionIcon-type:after': { content: "'T'", color: 'var(--sh-incremental)' },
  '.cm-panels': { backgroundColor: 'var(--sh-bg)', color: 'var(--sh-ink)', borderColor: 'var(--sh-line)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--sh-line)' },
  '.cm-panel.cm-search': { padding: '6px 28px 6px 8px', fontFamily: 'var(--aura-font-family, system-ui)' },
  '.cm-panel.cm-search label': { fontSize: '12px' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--sh-dim)', fontSize: '16px' },
  '.cm-textfield': { border: '1px solid var(--sh-line-strong)', borderRadius: '4px', backgroundColor: 'var(--sh-card)', color: 'var(--sh-ink)', fontSize: '12px' },
  '.cm-button': { border: '1px solid var(--sh-line-strong)', borderRadius: '4px', backgroundImage: 'none', backgroundColor: 'var(--sh-card)', color: 'var(--sh-ink)', fontSize: '12px' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--sh-warn) 30%, transparent)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--sh-warn) 55%, transparent)' },
});

const fieldLook = EditorView.theme({
  '&': { height: 'auto', maxHeight: '14em', backgroundColor: 'transparent' },
  '.cm-content': { padding: '3px 0' },
  '.cm-line': { padding: '0 7px' },
});

const indentByTab: KeyBinding = {
  key: 'Tab',
  run: (editor) => (editor.state.selection.main.empty ? insertTab(editor) : indentMore(editor)),
  shift: indentLess,
};

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'light-dark(#1a4fb4, #8cb8ff)', fontWeight: '550' },
  { tag: tags.typeName, color: 'light-dark(#0c6b63, #5fd3c4)' },
  { tag: [tags.standard(tags.name), tags.function(tags.name)], color: 'light-dark(#8a4b00, #efb968)' },
  { tag: tags.string, color: 'light-dark(#176b36, #83d8a0)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#8b2a86, #e3a0e0)' },
  { tag: [tags.lineComment, tags.blockComment], color: 'var(--sh-dim)', fontStyle: 'italic' },
  { tag: tags.special(tags.string), color: 'var(--sh-ink)' },
  { tag: tags.operator, color: 'var(--sh-dim)' },
]);

function offset(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column - 1, 0), at.to);
}

function place(doc: Text, mark: Mark): Diagnostic {
  let from = offset(doc, mark.fromLine, mark.fromColumn);
  let to = offset(doc, mark.toLine, mark.toColumn);
  if (to <= from) {
    // A place without a length: the word there, or else the character before it.
    const line = doc.lineAt(from);
    const word = /^[\p{L}\p{N}_$]+/u.exec(line.text.slice(from - line.from));
    to = Math.min(from + (word ? word[0].length : 1), line.to);
    if (to <= from) {
      from = Math.max(line.from, from - 1);
    }
  }
  return { from, to: Math.max(from, to), severity: 'error', message: mark.message };
}

const blank = /\$\{([^{}]*)\}/g;

/** Whether a text has blanks to fill in, written `${what goes here}`. A name in backquotes may only look like it. */
function hasBlanks(text: string): boolean {
  return !text.includes('`') && text.search(blank) >= 0;
}

/**
 * The blanks as CodeMirror wants them: numbered, so that Tab visits them as they are read. The same word is filled in
 * once for all its places; a number is only the value to start with.
 */
function blanks(text: string): string {
  const numbers = new Map<string, number>();
  let last = 0;
  return text.replace(blank, (_whole, word: string) => {
    const known = numbers.get(word);
    const number = known ?? ++last;
    if (/[a-z]/i.test(word)) {
      numbers.set(word, number);
    }
    return '${' + number + ':' + word + '}';
  });
}

export function openEditor(host: HTMLElement, options: EditorOptions): EditorHandle {
  const scheme = new Compartment();
  const label = new Compartment();
  const hint = new Compartment();
  const lock = new Compartment();
  const dark = () => EditorView.darkTheme.of(isDark());
  // With a tabindex a locked text can be reached, and scrolled, by keyboard too.
  const named = (name: string) => EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' });
  const locked = (on: boolean) => [EditorState.readOnly.of(on), EditorView.editable.of(!on)];

  async function complete(context: CompletionContext): Promise<CompletionResult | null> {
    const before = context.matchBefore(/[\p{L}\p{N}_$`]+/u);
    const dot = context.pos > 0 && context.state.sliceDoc(context.pos - 1, context.pos) === '.';
    if (!context.explicit && !before && !dot) {
      return null;
    }
    if (!context.explicit && before && /^\d/.test(before.text)) {
      return null;
    }
    const items = await options.complete(context.state.doc.toString(), context.pos);
    if (context.aborted || items.length === 0) {
      return null;
    }
    const from = Math.min(...items.map((item) => item.from));
    const entries: Completion[] = items.map((item, index) => ({
      label: item.label,
      type: item.kind.toLowerCase(),
      detail: item.detail,
      // The server's order, best first, decides between equals.
      boost: -Math.min(index, 98),
      apply: (view, entry) => {
        const end = Math.max(item.to, view.state.selection.main.head);
        if (hasBlanks(item.insert)) {
          snippet(blanks(item.insert))(view, entry, item.from, end);
          return;
        }
        view.dispatch({
          changes: { from: item.from, to: end, insert: item.insert },
          selection: { anchor: item.from + item.insert.length },
          userEvent: 'input.complete',
        });
      },
    }));
    return { from, options: entries, validFor: /^[\p{L}\p{N}_$`]*$/u };
  }

  const view = new EditorView({
    root: host.getRootNode() as Document | ShadowRoot,
    parent: host,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: 'Mod-Enter', run: () => (options.run(false), true) },
            { key: 'Shift-Mod-Enter', run: () => (options.run(true), true) },
            { key: 'Tab', run: acceptCompletion },
          ]),
        ),
        // A form scrolls and cuts off what stands out of it: lists of completions hang above the page instead.
        options.small
          ? [EditorView.lineWrapping, fieldLook, tooltips({ parent: document.body })]
          : [lineNumbers(), lintGutter(), highlightActiveLineGutter()],
        highlightSpecialChars(),
        history(),
        drawSelection(),
        dropCursor(),
        rectangularSelection(),
        crosshairCursor(),
        EditorState.allowMultipleSelections.of(true),
        indentOnInput(),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        bracketMatching(),
        closeBrackets(),
        highlightSelectionMatches(),
        search({ top: false }),
        sql({ dialect: flinkDialect, upperCaseKeywords: true }).language,
        flinkDialect.language.data.of({ closeBrackets: { brackets: ['(', '[', "'", '`'] } }),
        autocompletion({ override: [complete], activateOnTyping: true, maxRenderedOptions: 100, icons: true }),
        syntaxHighlighting(colours),
        look,
        statementRanges,
        statementHighlight,
        keymap.of([
          ...closeBracketsKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
          ...lintKeymap,
          ...defaultKeymap,
        ]),
        options.small ? [] : keymap.of([indentByTab]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            options.changed();
          }
          if (update.docChanged || update.selectionSet) {
            options.moved();
          }
        }),
        EditorState.phrases.of({ 'Control character': 'Control character' }),
        scheme.of(dark()),
        label.of(named(options.label)),
        hint.of(placeholder(options.placeholder)),
        lock.of(locked(options.readOnly)),
      ],
    }),
  });
  const leave = onScheme(() => view.dispatch({ effects: scheme.reconfigure(dark()) }));

  return {
    text: () => view.state.doc.toString(),
    setText(text) {
      if (text !== view.state.doc.toString()) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } });
      }
    },
    setLabel: (name) => view.dispatch({ effects: label.reconfigure(named(name)) }),
    setPlaceholder: (text) => view.dispatch({ effects: hint.reconfigure(placeholder(text)) }),
    setReadOnly: (on) => view.dispatch({ effects: lock.reconfigure(locked(on)) }),
    setMarks: (marks) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          marks.map((mark) => place(view.state.doc, mark)),
        ),
      ),
    setStatements: (ranges) => view.dispatch({ effects: setRanges.of(ranges) }),
    selection() {
      const { from, to, head } = view.state.selection.main;
      return { from, to, cursor: head };
    },
    insert(text) {
      view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true });
      view.focus();
    },
    goTo(line, column) {
      const at = offset(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    select(from, to) {
      const length = view.state.doc.length;
      const anchor = Math.min(from, length);
      view.dispatch({
        selection: { anchor, head: Math.min(to, length) },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      });
      view.focus();
    },
    focus: () => view.focus(),
    destroy() {
      leave();
      view.destroy();
    },
  };
}
