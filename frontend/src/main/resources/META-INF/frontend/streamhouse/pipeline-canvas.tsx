import '@xyflow/react/dist/base.css';
import './pipeline-canvas.css';
import {
  applyEdgeChanges,
  applyNodeChanges,
  Background,
  type Connection,
  type Edge,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
} from '@xyflow/react';
import { ReactAdapterElement, type RenderHooks } from 'Frontend/generated/flow/ReactAdapter';
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { AddList, type Wanted } from './pipeline-add-list';
import { DRAGGED, type Drawing, FAMILY_COLOR, type Figures, firstFreePort, type Found, type PipelineNode, reaches, type StepKind } from './pipeline-model';
import { type Card, describe, Hand, StepCard } from './pipeline-node';
import { ARROWS, freeInputs, heir, neighbour } from './pipeline-ways';

/**
 * `<sh-pipeline-canvas>`: steps as cards, links as curves. What is there comes from the server; what a person does goes
 * up as events and is shown when the server has said what became of it. Only where cards are is decided here while they
 * are dragged.
 */

interface Server {
  relations(text: string): Promise<Found[]>;
}

interface Handle {
  fit(): void;
  choose(ids: string[]): void;
  focusStep(id: string): void;
  add(from: string): void;
}

const EMPTY: Drawing = { nodes: [], links: [], moves: 0, editable: true };
const NODE_TYPES = { step: StepCard };
const NO_KEYS = null;
/** Below this, only what a step is called can be read, and only that is painted. */
const FAR = 0.5;
const FIT = { padding: 0.08, maxZoom: 1.1 };

interface Linking {
  from: string;
  aims: Array<{ to: string; port: number }>;
  at: number;
}

interface Adding {
  from: string;
  left: number;
  top: number;
  x: number | null;
  y: number | null;
}

class PipelineCanvas extends ReactAdapterElement {
  declare $server: Server;
  handle?: Handle;
  private later: Array<(handle: Handle) => void> = [];

  override async connectedCallback() {
    this.style.display ||= 'block';
    await super.connectedCallback();
  }

  fit() {
    this.withHandle((handle) => handle.fit());
  }

  choose(ids: string[]) {
    this.withHandle((handle) => handle.choose(ids));
  }

  focusStep(id: string) {
    this.withHandle((handle) => handle.focusStep(id));
  }

  openAdding(from: string) {
    this.withHandle((handle) => handle.add(from));
  }

  /** React is asked to draw after the element is there, and may be asked things before it has. */
  ready(handle: Handle | undefined) {
    this.handle = handle;
    if (handle) {
      this.later.splice(0).forEach((each) => each(handle));
    }
  }

  send(type: string, detail: object) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  private withHandle(what: (handle: Handle) => void) {
    if (this.handle) {
      what(this.handle);
    } else {
      this.later.push(what);
    }
  }

  protected override render(hooks: RenderHooks): ReactElement {
    const [drawing] = hooks.useState<Drawing>('drawing', EMPTY);
    const [figures] = hooks.useState<Record<string, Figures>>('figures', {});
    const [kinds] = hooks.useState<StepKind[]>('kinds', []);
    const [label] = hooks.useState<string>('label', 'Pipeline');
    return <Canvas host={this} drawing={drawing ?? EMPTY} figures={figures ?? {}} kinds={kinds ?? []} label={label} />;
  }
}

function Canvas({ host, drawing, figures, kinds, label }: { host: PipelineCanvas; drawing: Drawing; figures: Record<string, Figures>; kinds: StepKind[]; label: string }) {
  const [cards, setCards] = useState<Card[]>([]);
  const [edges, setEdges] = useState<Edge[]>([]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState('');
  const [linking, setLinking] = useState<Linking | null>(null);
  const [adding, setAdding] = useState<Adding | null>(null);
  const [over, setOver] = useState(false);
  const [said, setSaid] = useState('');
  const flow = useRef<ReactFlowInstance<Card, Edge> | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const moves = useRef(0);
  const moved = useRef(new Map<string, { x: number; y: number; move: number }>());
  const wanted = useRef<string[] | null>(null);
  const announced = useRef<string | null>(null);
  const unseen = useRef('');
  /** Whether the keyboard is to go on at the step that was asked for. */
  const adds = useRef(false);
  /** The step that the keyboard is at; empty while it is elsewhere. */
  const at = useRef('');
  const fitted = useRef('');
  const touched = useRef(false);
  const [started, setStarted] = useState(false);
  const latest = useRef({ drawing, cards, focused });
  latest.current = { drawing, cards, focused };
  const drawn = useRef(drawing);

  useEffect(() => {
    moves.current = Math.max(moves.current, drawing.moves);
    moved.current.forEach((place, id) => place.move <= drawing.moves && moved.current.delete(id));
    const chosen = wanted.current;
    setCards((before) => {
      const known = new Map(before.map((card) => [card.id, card]));
      return drawing.nodes.map((node) => {
        const old = known.get(node.id);
        const place = old?.dragging ? old.position : (moved.current.get(node.id) ?? { x: node.x, y: node.y });
        const same = old !== undefined && alike(old.data.node, node);
        const selected = chosen ? chosen.includes(node.id) : (old?.selected ?? false);
        const isOpen = open.has(node.id);
        if (same && old.selected === selected && old.position.x === place.x && old.position.y === place.y && alike(old.data.figures, figures[node.id]) && old.data.open === isOpen) {
          return old;
        }
        return {
          ...(old ?? { id: node.id, type: 'step' as const }),
          position: { x: place.x, y: place.y },
          selected,
          draggable: drawing.editable,
          data: { node: same ? old.data.node : node, figures: figures[node.id], open: isOpen },
        };
      });
    });
    if (chosen && chosen.every((id) => drawing.nodes.some((node) => node.id === id))) {
      wanted.current = null;
    }
  }, [drawing, figures, open]);

  useEffect(() => {
    setEdges((before) => {
      const known = new Map(before.map((edge) => [edge.id, edge]));
      return drawing.links.map((link) => {
        const id = `${link.from}\n${link.to}\n${link.port}`;
        return known.get(id) ?? { id, source: link.from, target: link.to, targetHandle: String(link.port), ariaLabel: `from ${link.from} to ${link.to}` };
      });
    });
  }, [drawing.links]);

  const lit = useMemo(() => {
    const chosen = new Set(cards.filter((card) => card.selected).map((card) => card.id));
    return chosen.size === 0 ? edges : edges.map((edge) => (chosen.has(edge.source) || chosen.has(edge.target) ? { ...edge, className: 'pc-lit' } : edge));
  }, [cards.map((card) => card.selected && card.id).join(), edges]);

  useEffect(() => {
    // Where a new step is to be seen is known once it is as large as its columns make it.
    const id = unseen.current;
    if (id && cards.some((each) => each.id === id && each.selected && each.measured)) {
      unseen.current = '';
      requestAnimationFrame(() => reveal(id));
      if (adds.current) {
        adds.current = false;
        focusStep(id);
      }
    }
  }, [cards]);

  useEffect(() => {
    // The keyboard must not be left nowhere because the step it was at is gone: it goes on where that had its rows from.
    const gone = at.current;
    if (gone && drawn.current.nodes.some((node) => node.id === gone) && !drawing.nodes.some((node) => node.id === gone)) {
      const next = heir(drawn.current, drawing, gone);
      at.current = '';
      if (next) {
        focusStep(next);
      } else {
        requestAnimationFrame(() => root.current?.focus());
      }
    }
    drawn.current = drawing;
  }, [drawing]);

  useEffect(() => {
    // A picture that nobody moved shows all there is, also after text was written that says more.
    const there = cards.map((each) => each.id).join('\n');
    if (!touched.current && fitted.current !== there && started && cards.length > 0 && cards.every((each) => each.measured)) {
      fitted.current = there;
      // What was measured just now is known to the flow in the next frame.
      requestAnimationFrame(() => void flow.current?.fitView(FIT));
    }
  }, [cards, started]);

  const card = (id: string) => root.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`) ?? null;

  const choose = useCallback((ids: string[]) => {
    wanted.current = ids.every((id) => latest.current.drawing.nodes.some((node) => node.id === id)) ? null : ids;
    setCards((before) => before.map((each) => (each.selected === ids.includes(each.id) ? each : { ...each, selected: ids.includes(each.id) })));
    setEdges((before) => before.map((edge) => (edge.selected ? { ...edge, selected: false } : edge)));
    const selected = latest.current.cards.filter((each) => each.selected).map((each) => each.id);
    announced.current = asSet(selected) === asSet(ids) ? null : asSet(ids);
    unseen.current = '';
    if (ids.length === 1) {
      setFocused(ids[0]);
      if (wanted.current) {
        unseen.current = ids[0];
      } else if (adds.current) {
        adds.current = false;
        focusStep(ids[0]);
      } else {
        reveal(ids[0]);
      }
    }
  }, []);

  /** What was chosen must never be out of sight. */
  const reveal = (id: string) => {
    const node = flow.current?.getInternalNode(id);
    const view = root.current;
    if (!node || !view || !flow.current) {
      return;
    }
    const { x, y, zoom } = flow.current.getViewport();
    const left = x + node.internals.positionAbsolute.x * zoom;
    const top = y + node.internals.positionAbsolute.y * zoom;
    const right = left + (node.measured.width ?? 224) * zoom;
    const bottom = top + (node.measured.height ?? 120) * zoom;
    const dx = left < 10 ? 10 - left : Math.min(0, view.clientWidth - 10 - right);
    const dy = top < 10 ? 10 - top : Math.min(0, view.clientHeight - 10 - bottom);
    if (dx !== 0 || dy !== 0) {
      void flow.current.setViewport({ x: x + dx, y: y + dy, zoom });
    }
  };

  const focusStep = useCallback((id: string) => {
    setFocused(id);
    reveal(id);
    // A step that was just added is drawn in the next frame.
    requestAnimationFrame(() => card(id)?.focus({ preventScroll: true }));
    const { drawing: now } = latest.current;
    const node = now.nodes.find((each) => each.id === id);
    if (node) {
      const ids = (links: typeof now.links, key: 'from' | 'to') => links.map((link) => link[key]);
      setSaid(describe(node, figures[id], ids(now.links.filter((link) => link.to === id), 'from'), ids(now.links.filter((link) => link.from === id), 'to')));
    }
  }, [figures]);

  const openAdding = useCallback((from: string, at?: { clientX: number; clientY: number }) => {
    // Whoever opens the list again before the last one was drawn is not to be taken away from it.
    adds.current = false;
    const box = root.current!.getBoundingClientRect();
    const beside = from ? card(from)?.getBoundingClientRect() : undefined;
    const clientX = at?.clientX ?? (beside ? beside.right + 14 : box.left + box.width / 2 - 136);
    const clientY = at?.clientY ?? (beside ? beside.top : box.top + 60);
    const place = at && flow.current ? flow.current.screenToFlowPosition({ x: clientX, y: clientY }) : null;
    setAdding({
      from,
      left: Math.max(8, Math.min(clientX - box.left, box.width - 284)),
      top: Math.max(8, Math.min(clientY - box.top, box.height - 240)),
      x: place?.x ?? null,
      y: place ? place.y - 22 : null,
    });
  }, []);

  useEffect(() => {
    // A form that opens beside it must not cover what it is about; a picture that nobody moved is shown whole.
    const resized = new ResizeObserver(() => {
      const { cards: now } = latest.current;
      const chosen = now.filter((each) => each.selected);
      if (chosen.length > 0) {
        reveal(chosen[0].id);
      } else if (!touched.current && now.length > 0) {
        void flow.current?.fitView(FIT);
      }
    });
    resized.observe(root.current!);
    return () => resized.disconnect();
  }, []);

  useEffect(() => {
    host.ready({
      fit: () => void flow.current?.fitView(FIT),
      choose,
      focusStep,
      add: (from) => openAdding(from),
    });
    return () => host.ready(undefined);
  }, [host, choose, focusStep, openAdding]);

  const onNodesChange = useCallback((changes: NodeChange<Card>[]) => {
    if (changes.some((change) => change.type === 'select')) {
      wanted.current = announced.current = null;
    }
    setCards((before) => applyNodeChanges(changes.filter((change) => change.type !== 'remove'), before));
  }, []);
  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    setEdges((before) => applyEdgeChanges(changes.filter((change) => change.type !== 'remove'), before));
  }, []);

  const onSelection = useCallback(({ nodes }: { nodes: Card[] }) => {
    const ids = nodes.map((node) => node.id);
    // Until what was asked for is selected nothing is, which is nobody's choice: a form would be closed and made anew.
    if (announced.current !== null && announced.current !== asSet(ids)) {
      return;
    }
    announced.current = null;
    if (ids.length === 1) {
      setFocused(ids[0]);
    }
    host.send('sh-selected', { ids: JSON.stringify(ids) });
  }, [host]);

  const tellMoves = useCallback((nodes: Array<{ id: string; position: { x: number; y: number } }>) => {
    moves.current += 1;
    const places = nodes.map((node) => ({ id: node.id, x: Math.round(node.position.x), y: Math.round(node.position.y) }));
    places.forEach((place) => moved.current.set(place.id, { x: place.x, y: place.y, move: moves.current }));
    host.send('sh-moved', { places: JSON.stringify(places), move: moves.current });
  }, [host]);

  const connect = useCallback((from: string, to: string, port: number) => host.send('sh-connect', { from, to, port }), [host]);

  const fits = useCallback((link: Connection | Edge) => link.source !== link.target && !reaches(latest.current.drawing.links, link.target, link.source), []);

  const onConnectEnd = useCallback((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const point = 'changedTouches' in event ? event.changedTouches[0] : event;
    const forwards = state.fromHandle?.type === 'source';
    if (!state.fromNode || state.isValid) {
      return;
    }
    if (state.toHandle && state.toNode) {
      // It does not fit, and the server says why.
      const [start, end, port] = forwards ? [state.fromNode.id, state.toNode.id, state.toHandle.id] : [state.toNode.id, state.fromNode.id, state.fromHandle?.id];
      if (forwards ? state.toHandle.type === 'target' : state.toHandle.type === 'source') {
        connect(start, end, Number(port));
      }
      return;
    }
    const hit = (event.target as Element | null)?.closest?.('[data-step]')?.getAttribute('data-step') ?? document.elementFromPoint(point.clientX, point.clientY)?.closest('[data-step]')?.getAttribute('data-step');
    if (hit && hit !== state.fromNode.id) {
      const [start, end] = forwards ? [state.fromNode.id, hit] : [hit, state.fromNode.id];
      const node = latest.current.drawing.nodes.find((each) => each.id === end);
      if (node && node.ports.length > 0) {
        connect(start, end, forwards ? Math.max(0, firstFreePort(node, latest.current.drawing.links)) : Number(state.fromHandle?.id));
      }
    } else if (!hit && forwards) {
      openAdding(state.fromNode.id, point);
    }
  }, [connect, openAdding]);

  const add = (choice: Wanted) => {
    if (adding) {
      // A source is for the input that is free.
      const port = choice.kind === 'source' ? freePort(adding.from) : -1;
      host.send('sh-add', { kind: choice.kind, relation: choice.relation, from: adding.from, placed: adding.x !== null, x: adding.x ?? 0, y: adding.y ?? 0, linkFrom: '', linkTo: port < 0 ? '' : adding.from, linkPort: Math.max(0, port) });
      // From the list, the keyboard goes on at what was added.
      adds.current = true;
      endAdding();
    }
  };

  const freePort = (id: string) => {
    const node = drawing.nodes.find((each) => each.id === id);
    return node ? firstFreePort(node, drawing.links) : -1;
  };

  const endAdding = () => {
    setAdding(null);
    if (focused) {
      card(focused)?.focus({ preventScroll: true });
    } else {
      root.current?.focus();
    }
  };

  const onDrop = (event: React.DragEvent) => {
    const data = event.dataTransfer.getData(DRAGGED);
    setOver(false);
    if (!data || !flow.current) {
      return;
    }
    event.preventDefault();
    const { kind, relation } = JSON.parse(data) as Wanted;
    const place = flow.current.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    // What a person puts somewhere stays there.
    touched.current = true;
    const hit = document.elementFromPoint(event.clientX, event.clientY);
    const onto = hit?.closest('[data-step]')?.getAttribute('data-step');
    if (onto && relation === '') {
      // Dropped onto a card, a step takes its rows.
      host.send('sh-add', { kind, relation, from: onto, placed: false, x: 0, y: 0, linkFrom: '', linkTo: '', linkPort: 0 });
      return;
    }
    // Dropped onto a link, a step goes in between.
    const id = hit?.closest('.react-flow__edge')?.getAttribute('data-id');
    const [linkFrom, linkTo, linkPort] = id?.split('\n') ?? ['', '', '0'];
    host.send('sh-add', { kind, relation, from: '', placed: true, x: place.x - 112, y: place.y - 22, linkFrom, linkTo, linkPort: Number(linkPort) });
  };

  /** The selected ones, unless the keyboard is at one that is not. */
  const meant = () => {
    const ids = cards.filter((each) => each.selected).map((each) => each.id);
    const at = (document.activeElement as HTMLElement | null)?.dataset.step;
    return at && !ids.includes(at) ? [at] : ids;
  };

  const remove = () => {
    const links = edges.filter((edge) => edge.selected).map((edge) => ({ to: edge.target, port: Number(edge.targetHandle) }));
    const gone = links.length > 0 ? cards.filter((each) => each.selected).map((each) => each.id) : meant();
    if (gone.length > 0 || links.length > 0) {
      host.send('sh-delete', { ids: JSON.stringify(gone), links: JSON.stringify(links) });
    }
  };

  const startLinking = (from: string) => {
    const node = drawing.nodes.find((each) => each.id === from);
    if (!node?.output) {
      setSaid(`${from} is a target: no rows come out of it`);
      return;
    }
    const aims = freeInputs(drawing, cards, from);
    if (aims.length === 0) {
      setSaid(`No step has an input that is free for rows of ${from}`);
      return;
    }
    setLinking({ from, aims, at: 0 });
    tellAim(from, aims[0]);
  };

  const tellAim = (from: string, aim: { to: string; port: number }) => {
    const words = drawing.nodes.find((each) => each.id === aim.to)?.ports[aim.port];
    setSaid(`Link ${from} to ${aim.to}${words ? `, ${words}` : ''}? Enter links, arrows choose another, Escape ends`);
    reveal(aim.to);
  };

  const linkingKey = (event: KeyboardEvent, now: Linking) => {
    event.preventDefault();
    if (event.key === 'Enter') {
      const aim = now.aims[now.at];
      setLinking(null);
      connect(now.from, aim.to, aim.port);
      setSaid(`Linking ${now.from} to ${aim.to}`);
    } else if (event.key === 'Escape') {
      setLinking(null);
      setSaid('No link was made');
    } else if (event.key in ARROWS || event.key === 'Tab') {
      const back = event.key === 'ArrowUp' || event.key === 'ArrowLeft' || event.shiftKey;
      const at = (now.at + (back ? now.aims.length - 1 : 1)) % now.aims.length;
      setLinking({ ...now, at });
      tellAim(now.from, now.aims[at]);
    }
  };

  const toNeighbour = (key: string) => {
    const next = neighbour(drawing, cards, focused, key);
    if (next) {
      focusStep(next);
    }
  };

  const nudge = (key: string) => {
    const [x, y] = ARROWS[key];
    const ids = cards.some((each) => each.selected && each.id === focused) ? cards.filter((each) => each.selected).map((each) => each.id) : [focused];
    const places = cards.filter((each) => ids.includes(each.id)).map((each) => ({ id: each.id, position: { x: each.position.x + 20 * x, y: each.position.y + 20 * y } }));
    const byId = new Map(places.map((place) => [place.id, place.position]));
    setCards((before) => before.map((each) => (byId.has(each.id) ? { ...each, position: byId.get(each.id)! } : each)));
    tellMoves(places);
  };

  const onKey = (event: KeyboardEvent) => {
    if ((event.target as Element).closest('input, .pc-tools, .pc-add')) {
      return;
    }
    if (linking) {
      linkingKey(event, linking);
      return;
    }
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const edit = (what: () => void) => {
      event.preventDefault();
      if (drawing.editable) {
        what();
      }
    };
    if (command && key === 'z') {
      edit(() => host.send(event.shiftKey ? 'sh-redo' : 'sh-undo', {}));
    } else if (command && key === 'y') {
      edit(() => host.send('sh-redo', {}));
    } else if (command && key === 'a') {
      event.preventDefault();
      announced.current = null;
      setCards((before) => before.map((each) => ({ ...each, selected: true })));
      setSaid(`All ${cards.length} steps are selected`);
    } else if (command && key === 'd') {
      edit(() => host.send('sh-duplicate', { ids: JSON.stringify(meant()) }));
    } else if (command || event.altKey) {
      return;
    } else if (event.shiftKey && key in ARROWS) {
      edit(() => focused && nudge(key));
    } else if (key in ARROWS) {
      event.preventDefault();
      toNeighbour(key);
    } else if (key === 'Home' || key === 'End') {
      event.preventDefault();
      const ordered = [...cards].sort((a, b) => a.position.x - b.position.x || a.position.y - b.position.y);
      const goal = ordered.at(key === 'Home' ? 0 : -1);
      if (goal) {
        focusStep(goal.id);
      }
    } else if (key === 'Enter' && focused) {
      event.preventDefault();
      choose([focused]);
      host.send('sh-open', { id: focused });
    } else if (key === ' ' && focused) {
      event.preventDefault();
      announced.current = null;
      setCards((before) => before.map((each) => (each.id === focused ? { ...each, selected: !each.selected } : event.shiftKey ? each : { ...each, selected: false })));
    } else if (key === 'Delete' || key === 'Backspace') {
      edit(remove);
    } else if (key === 'a') {
      edit(() => openAdding(focused));
    } else if (key === 'c' && focused) {
      edit(() => startLinking(focused));
    } else if (key === 's' && focused) {
      event.preventDefault();
      host.send('sh-sample', { id: focused });
    } else if (key === 'e' && focused) {
      event.preventDefault();
      toggle(focused);
    } else if (key === 'l') {
      edit(() => host.send('sh-arrange', {}));
    } else if (key === '+' || key === '=') {
      void flow.current?.zoomIn();
    } else if (key === '-') {
      void flow.current?.zoomOut();
    } else if (key === '0') {
      void flow.current?.fitView(FIT);
    } else if (key === 'Escape') {
      choose([]);
    }
  };

  const toggle = useCallback((id: string) => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) {
        after.add(id);
      }
      return after;
    });
  }, []);

  const hand = useMemo(() => ({
    focused: focused || cards[0]?.id || '',
    aim: linking ? linking.aims[linking.at] : null,
    sample: (id: string) => host.send('sh-sample', { id }),
    toggle,
    openForm: (id: string) => host.send('sh-open', { id }),
  }), [focused, cards[0]?.id, linking, toggle, host]);

  return (
    <div
      ref={root}
      className={over ? 'pc pc-over' : 'pc'}
      role="group"
      aria-label={`${label}: arrows walk from step to step, A adds one, C links, Enter opens its form, Delete removes`}
      tabIndex={cards.length === 0 ? 0 : -1}
      onKeyDown={onKey}
      onFocus={(event) => {
        const id = (event.target as Element).closest?.('[data-step]')?.getAttribute('data-step');
        if (id) {
          at.current = id;
          if (id !== focused) {
            setFocused(id);
          }
        }
      }}
      onBlur={(event) => {
        if (event.target.isConnected) {
          at.current = '';
        }
      }}
      onDragOver={(event) => {
        if (drawing.editable && event.dataTransfer.types.includes(DRAGGED)) {
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
          setOver(true);
        }
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={onDrop}
    >
      <Hand.Provider value={hand}>
        <ReactFlow<Card, Edge>
          aria-label={label}
          nodes={cards}
          edges={lit}
          nodeTypes={NODE_TYPES}
          onInit={(instance) => {
            flow.current = instance;
            setStarted(true);
          }}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onSelectionChange={onSelection}
          onMove={(event, viewport) => {
            touched.current ||= event !== null;
            root.current?.toggleAttribute('data-far', viewport.zoom < FAR);
          }}
          onNodeDragStop={(_, __, nodes) => tellMoves(nodes)}
          onSelectionDragStop={(_, nodes) => tellMoves(nodes)}
          onNodeDoubleClick={(_, node) => host.send('sh-open', { id: node.id })}
          onConnect={(link) => connect(link.source, link.target, Number(link.targetHandle))}
          onConnectEnd={onConnectEnd}
          isValidConnection={fits}
          nodesConnectable={drawing.editable}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={NO_KEYS}
          zoomOnDoubleClick={false}
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={MULTI}
          nodeDragThreshold={2}
          connectionRadius={26}
          minZoom={0.1}
          maxZoom={2.2}
          elevateNodesOnSelect={false}
        >
          <Background gap={22} size={1.2} />
          {cards.length > 5 && (
            <MiniMap<Card> pannable zoomable aria-label="Map" ariaLabel="Map of the pipeline" style={MAP} nodeColor={mapColor} nodeStrokeWidth={0} maskColor="color-mix(in srgb, var(--sh-bg) 72%, transparent)" bgColor="var(--sh-card)" />
          )}
        </ReactFlow>
      </Hand.Provider>
      {cards.length === 0 && (
        <div className="pc-empty">
          <b>Draw where rows come from and where they go</b>
          <p>Drag a table from the left onto this canvas, or press A, then steps, and link them from port to port. Or write SQL: it becomes a picture here.</p>
        </div>
      )}
      {adding && <AddList from={adding.from} lacks={freePort(adding.from) >= 0} style={{ left: adding.left, top: adding.top }} kinds={kinds} find={(text) => host.$server?.relations?.(text) ?? Promise.resolve([])} choose={add} close={endAdding} />}
      <div className={linking ? 'pc-hint pc-strong' : 'pc-hint'} aria-hidden="true">
        {linking ? said : 'A adds · C links · Enter opens · S shows rows · Del removes · Ctrl Z undoes'}
      </div>
      <div className="pc-tools">
        {drawing.editable && (
          <button type="button" onClick={() => host.send('sh-arrange', {})} title="Put every step where it can be read (L)">
            Arrange
          </button>
        )}
        <button type="button" className="pc-slim" aria-label="Zoom out" onClick={() => void flow.current?.zoomOut()}>
          −
        </button>
        <button type="button" className="pc-slim" aria-label="Zoom in" onClick={() => void flow.current?.zoomIn()}>
          +
        </button>
        <button type="button" onClick={() => void flow.current?.fitView(FIT)}>
          Fit
        </button>
      </div>
      <div className="pc-said" role="status">
        {said}
      </div>
    </div>
  );
}

const MULTI = ['Shift', 'Meta', 'Control'];
const MAP = { width: 128, height: 76 };
const mapColor = (card: Card) => (card.data.node.state === 'FAULTY' ? 'var(--sh-bad)' : FAMILY_COLOR[card.data.node.family]);

/** The same text for the same steps, in whatever order. */
function asSet(ids: string[]): string {
  return [...ids].sort().join('\n');
}

function alike(one: PipelineNode | Figures | undefined, other: PipelineNode | Figures | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

customElements.define('sh-pipeline-canvas', PipelineCanvas);
