class ResultTable extends HTMLElement {
  showRows(_batch: unknown, _page: number) {}
  showChanges(_window: number) {}
  receiveChanges(_batch: unknown) {}
}
customElements.define('sh-result-table', ResultTable);
export {};
