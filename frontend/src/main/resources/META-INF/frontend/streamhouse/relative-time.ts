/** `<sh-relative-time datetime="…">`: a moment as people say it, kept current by one timer for the whole page. */

const shown = new Set<RelativeTime>();
let timer: number | undefined;

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

function words(seconds: number): string {
  const size = Math.abs(seconds);
  let text: string;
  if (size < 5) {
    return 'now';
  } else if (size < 60) {
    text = `${Math.round(size)} s`;
  } else if (size < 3600) {
    text = `${Math.floor(size / 60)} min`;
  } else if (size < 86400) {
    text = `${Math.floor(size / 3600)} h`;
  } else {
    text = `${Math.floor(size / 86400)} d`;
  }
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

class RelativeTime extends HTMLElement {
  static observedAttributes = ['datetime'];

  connectedCallback() {
    shown.add(this);
    timer ??= window.setInterval(() => shown.forEach((each) => each.paint()), 1000);
    this.paint();
  }

  disconnectedCallback() {
    shown.delete(this);
    if (shown.size === 0) {
      window.clearInterval(timer);
      timer = undefined;
    }
  }

  attributeChangedCallback() {
    this.paint();
  }

  paint() {
    const moment = new Date(this.getAttribute('datetime') ?? '');
    if (Number.isNaN(moment.getTime())) {
      this.textContent = '';
      return;
    }
    const text = words((Date.now() - moment.getTime()) / 1000);
    if (this.textContent !== text) {
      this.textContent = text;
    }
    const title = exact.format(moment);
    if (this.title !== title) {
      this.title = title;
    }
  }
}

customElements.define('sh-relative-time', RelativeTime);
export {};
