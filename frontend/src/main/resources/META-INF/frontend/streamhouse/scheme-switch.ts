import { choose, chosen, onScheme, type Choice } from './scheme';

/** `<sh-scheme-switch>`: three radio buttons drawn as icons. */

const CHOICES: Array<{ choice: Choice; words: string; path: string }> = [
  { choice: 'system', words: 'Colours as the system', path: 'M2.5 3h11v7.5h-11zM6 13.5h4M8 10.5v3' },
  {
    choice: 'light',
    words: 'Light colours',
    path: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3.1 3.1l1.1 1.1M11.8 11.8l1.1 1.1M12.9 3.1l-1.1 1.1M4.2 11.8l-1.1 1.1',
  },
  { choice: 'dark', words: 'Dark colours', path: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z' },
];

const STYLE = `
  :host { display: inline-flex; }
  div { display: inline-flex; border: 1px solid var(--sh-line); border-radius: 6px; padding: 1px; background: var(--sh-bg); }
  label { display: grid; place-items: center; width: 26px; height: 20px; border-radius: 5px; color: var(--sh-dim); cursor: pointer; position: relative; }
  label:hover { color: var(--sh-ink); }
  label:has(:checked) { background: var(--sh-card); color: var(--sh-ink); box-shadow: 0 0 0 1px var(--sh-line-strong); }
  label:has(:focus-visible) { outline: 2px solid var(--sh-accent); outline-offset: 1px; }
  input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
  svg { width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
`;

class SchemeSwitch extends HTMLElement {
  private leave?: () => void;

  connectedCallback() {
    if (!this.shadowRoot) {
      this.build(this.attachShadow({ mode: 'open' }));
    }
    this.leave = onScheme(() => this.show());
    this.show();
  }

  disconnectedCallback() {
    this.leave?.();
  }

  private build(root: ShadowRoot) {
    const style = document.createElement('style');
    style.textContent = STYLE;
    const group = document.createElement('div');
    group.setAttribute('role', 'radiogroup');
    group.setAttribute('aria-label', 'Colour scheme');
    for (const { choice, words, path } of CHOICES) {
      const label = document.createElement('label');
      label.title = words;
      const input = document.createElement('input');
      input.type = 'radio';
      input.name = 'scheme';
      input.value = choice;
      input.setAttribute('aria-label', words);
      input.addEventListener('change', () => choose(choice));
      const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      icon.setAttribute('viewBox', '0 0 16 16');
      icon.setAttribute('aria-hidden', 'true');
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      line.setAttribute('d', path);
      icon.append(line);
      label.append(input, icon);
      group.append(label);
    }
    root.append(style, group);
  }

  private show() {
    const choice = chosen();
    this.shadowRoot?.querySelectorAll('input').forEach((input) => {
      input.checked = input.value === choice;
    });
  }
}

customElements.define('sh-scheme-switch', SchemeSwitch);
