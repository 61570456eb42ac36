import type { ChartSpec, ChartView, Point } from './chart-view';

/** `<sh-chart>`: a small element; the chart library behind it is loaded when the first chart is shown. */

const DEFAULT_WINDOW = 600;

class Chart extends HTMLElement {
  private spec?: ChartSpec;
  private view?: ChartView;
  private loading = false;
  private painting = 0;
  private name = 'Chart';
  /** How many points of a series are kept when some are added. */
  window = DEFAULT_WINDOW;

  connectedCallback() {
    this.style.display ||= 'block';
    if (!this.style.minHeight) {
      this.style.minHeight = '120px';
    }
    this.setAttribute('role', 'img');
    this.describe();
    void this.load();
  }

  disconnectedCallback() {
    window.cancelAnimationFrame(this.painting);
    this.painting = 0;
    this.view?.dispose();
    this.view = undefined;
  }

  set label(name: string) {
    this.name = name;
    this.describe();
  }

  show(spec: ChartSpec) {
    this.spec = spec;
    this.describe();
    this.paintSoon();
    void this.load();
  }

  addPoints(name: string, points: Point[]) {
    const series = this.spec?.series.find((each) => each.name === name);
    if (series) {
      series.points.push(...points);
      series.points.splice(0, series.points.length - this.window);
      this.paintSoon();
    }
  }

  private paintSoon() {
    if (this.painting === 0) {
      this.painting = window.requestAnimationFrame(() => {
        this.painting = 0;
        if (this.spec) {
          this.view?.show(this.spec);
        }
      });
    }
  }

  private async load() {
    if (this.view || this.loading || !this.spec) {
      return;
    }
    this.loading = true;
    const { openChart } = await import('./chart-view');
    this.loading = false;
    if (this.isConnected && !this.view) {
      this.view = openChart(this);
      this.paintSoon();
    }
  }

  private describe() {
    const names = this.spec?.series.map((series) => series.name).join(', ');
    this.setAttribute('aria-label', names ? `${this.name}: ${names}` : this.name);
  }
}

customElements.define('sh-chart', Chart);
