class FlowGraph extends HTMLElement {
  fit() {}
}
customElements.define('sh-flow-graph', FlowGraph);
export {};
