import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { FAMILY_COLOR, type Found, type StepKind } from './pipeline-model';
import { Glyph } from './pipeline-node';

/** A list that opens where a step is wanted: typed in, walked through by arrows, chosen by Enter. */

export interface Wanted {
  kind: string;
  relation: string;
}

interface Offer extends Wanted {
  label: string;
  detail: string;
  color: string;
}

/** A table or view can be read, and behind a step also be written to. */
function places(kind: 'source' | 'into-table', word: string, relations: Found[]): Offer[] {
  const color = kind === 'source' ? FAMILY_COLOR.SOURCE : FAMILY_COLOR.TARGET;
  return relations.slice(0, 12).map((found) => ({ kind, relation: found.id, label: `${word}${found.name}`, detail: found.place, color }));
}

interface Props {
  /** The step that this is opened at; empty for none. */
  from: string;
  /** Whether that has an input to which nothing is linked: most likely a source for it is wanted. */
  lacks: boolean;
  style: CSSProperties;
  kinds: StepKind[];
  find(text: string): Promise<Found[]>;
  choose(wanted: Wanted): void;
  close(): void;
}

export function AddList({ from, lacks, style, kinds, find, choose, close }: Props) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [relations, setRelations] = useState<Found[]>([]);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let asked = true;
    find(text)
      .then((found) => asked && setRelations(found))
      .catch(() => asked && setRelations([]));
    return () => {
      asked = false;
    };
  }, [text]);

  const typed = text.trim().toLowerCase();
  const steps: Offer[] = kinds
    .filter((kind) => (from === '' ? true : kind.family !== 'SOURCE'))
    .filter((kind) => `${kind.label} ${kind.words}`.toLowerCase().includes(typed))
    .map((kind) => ({ kind: kind.kind, relation: '', label: kind.label, detail: '', color: FAMILY_COLOR[kind.family] }));
  const sources = places('source', from === '' ? '' : 'From ', relations);
  const after = from === '' ? steps : [...steps, ...places('into-table', 'Into ', relations)];
  const offers = from === '' || lacks ? [...sources, ...after] : [...after, ...sources];
  const chosen = Math.min(at, offers.length - 1);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  return (
    <div
      className="pc-add nowheel"
      style={style}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          close();
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault();
          setAt((chosen + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % Math.max(1, offers.length));
        } else if (event.key === 'Enter' && offers[chosen]) {
          event.preventDefault();
          choose(offers[chosen]);
        }
      }}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && close()}
    >
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="pc-offers"
        aria-activedescendant={offers[chosen] ? `pc-offer-${chosen}` : undefined}
        aria-label={from ? `Step after ${from}` : 'Table or step to add'}
        placeholder={from ? `Step after ${from}` : 'Table or step'}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
      />
      <div role="listbox" id="pc-offers" aria-label="Steps and tables" ref={list} tabIndex={-1}>
        {offers.map((offer, index) => (
          <div
            key={`${offer.kind} ${offer.relation}`}
            id={`pc-offer-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setAt(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(offer)}
          >
            <span className="pc-icon" style={{ '--family': offer.color } as CSSProperties}>
              <Glyph kind={offer.kind} />
            </span>
            <span>{offer.label}</span>
            {offer.detail && <small>{offer.detail}</small>}
          </div>
        ))}
      </div>
      {offers.length === 0 && <p>Nothing is called that.</p>}
    </div>
  );
}
