/** Which colour scheme is in use: the system's, or the one chosen here, kept in the browser. */

export type Choice = 'system' | 'light' | 'dark';

const KEY = 'streamhouse.scheme';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function chosen(): Choice {
  const kept = window.localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function isDark(): boolean {
  const choice = chosen();
  return choice === 'system' ? system.matches : choice === 'dark';
}

export function choose(choice: Choice) {
  if (choice === 'system') {
    window.localStorage.removeItem(KEY);
  } else {
    window.localStorage.setItem(KEY, choice);
  }
  apply();
}

/** Calls back whenever the scheme in use may have changed, until the answer is called. */
export function onScheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A colour of the theme as the browser computes it now, for painters that do not know custom properties. */
export function themeColor(name: string, at: Element = document.documentElement): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--sh-${name})`;
  probe.style.display = 'none';
  at.appendChild(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

function apply() {
  const root = document.documentElement;
  const choice = chosen();
  root.style.colorScheme = choice === 'system' ? 'light dark' : choice;
  root.setAttribute('theme', isDark() ? 'dark' : 'light');
  listeners.forEach((each) => each());
}

system.addEventListener('change', apply);
// Chosen in another tab.
window.addEventListener('storage', (event) => {
  if (event.key === KEY) {
    apply();
  }
});
apply();
