class SqlEditor extends HTMLElement {
  setText(_text: string) {}
  requestRun(_all: boolean) {}
  insertText(_text: string) {}
  goTo(_line: number, _column: number) {}
  selectRange(_from: number, _to: number) {}
}
customElements.define('sh-sql-editor', SqlEditor);
export {};
