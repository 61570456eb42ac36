import type { Card } from './pipeline-node';
import { type Drawing, reaches } from './pipeline-model';

/** Where the keyboard goes on the pipeline canvas: to which step an arrow leads, to which inputs a link. */

export const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The step that an arrow leads to: the one it is linked with, or else the nearest in about that direction; empty for none. */
export function neighbour(drawing: Drawing, cards: Card[], focused: string, arrow: string): string {
  const middle = (each: Card) => ({ x: each.position.x + 112, y: each.position.y + (each.measured?.height ?? 100) / 2 });
  const here = cards.find((each) => each.id === focused);
  if (!here) {
    return cards[0]?.id ?? '';
  }
  const [toX, toY] = ARROWS[arrow];
  const from = middle(here);
  let best = '';
  let least = Infinity;
  for (const each of cards) {
    const at = middle(each);
    const along = (at.x - from.x) * toX + (at.y - from.y) * toY;
    const aside = Math.abs((at.x - from.x) * toY) + Math.abs((at.y - from.y) * toX);
    const linked = toX !== 0 && drawing.links.some((link) => (toX > 0 ? link.from === focused && link.to === each.id : link.to === focused && link.from === each.id));
    const distance = along + 2.5 * aside - (linked ? 5000 : 0);
    if (each.id !== focused && along > 4 && distance < least) {
      best = each.id;
      least = distance;
    }
  }
  return best;
}

/** The inputs that rows of this step could still flow to, nearest first; those to its left last. */
export function freeInputs(drawing: Drawing, cards: Card[], from: string): Array<{ to: string; port: number }> {
  const here = cards.find((each) => each.id === from)?.position ?? { x: 0, y: 0 };
  const far = (id: string) => {
    const place = cards.find((each) => each.id === id)?.position ?? here;
    return Math.hypot(place.x - here.x, place.y - here.y) + (place.x < here.x ? 2000 : 0);
  };
  return drawing.nodes
    .filter((each) => each.id !== from && !reaches(drawing.links, each.id, from))
    .flatMap((each) => each.ports.map((_, port) => ({ to: each.id, port })))
    .filter((aim) => !drawing.links.some((link) => link.to === aim.to && link.port === aim.port))
    .sort((a, b) => far(a.to) - far(b.to) || a.port - b.port);
}

/** Where the keyboard goes on when the step it was at is gone: where that had its rows from, if that is there. */
export function heir(before: Drawing, now: Drawing, gone: string): string | undefined {
  const there = new Set(now.nodes.map((node) => node.id));
  const sources = before.links.filter((link) => link.to === gone).map((link) => link.from);
  const readers = before.links.filter((link) => link.from === gone).map((link) => link.to);
  return [...sources, ...readers, ...there].find((id) => there.has(id));
}
