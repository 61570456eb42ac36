class Chart extends HTMLElement {
  show(_chart: unknown) {}
  addPoints(_series: string, _points: unknown) {}
}
customElements.define('sh-chart', Chart);
export {};
