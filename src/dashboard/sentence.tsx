// What was seen, as one sentence in the reader's language, built from what was recorded; the sentence as
// it was recorded, in English, stands below it.
import type { ComponentChildren } from 'preact';
import type { Capture, Change, Flag } from './api.js';
import { language, Time } from './parts.js';
import { said } from './said.js';

/** Changes named in the sentence of a flag. */
const NAMED = 3;

/** What one look showed. */
export function LookSentence({ of }: { of: Capture }) {
  const { observation, startedAt, vantage, claims } = of;
  if (language() === 'en') return <English text={observation.summary} />;
  const parts: Readonly<Record<string, ComponentChildren>> = {
    '{at}': <Time at={startedAt} />,
    '{vantage}': <bdi>{vantage}</bdi>,
    '{seen}': (
      <>
        {said('classes', observation.class)} <Words of={observation} /> <Claims of={claims} />
      </>
    ),
  };
  const pieces = said('phrases', 'sentence').split(/(\{\w+\})/);
  return (
    <>
      <p>
        {pieces.map((piece, at) => (
          <span key={at}>{parts[piece] ?? piece}</span>
        ))}
      </p>
      <Original text={observation.summary} />
    </>
  );
}

/** What a flag is about. */
export function FlagSentence({ of }: { of: Flag }) {
  if (language() === 'en') return <English text={of.summary} />;
  const kinds = [...new Set(of.changes.map(({ kind }) => kind))].slice(0, NAMED);
  const seen = said('classes', of.class);
  return (
    <>
      {seen !== of.class && <p>{seen}</p>}
      {kinds.length > 0 && <p>{kinds.map((kind) => said('kinds', kind)).join(comma())}</p>}
      <Quotes of={of.changes[0]} />
      <Original text={of.summary} />
    </>
  );
}

/** Why a change is told, in English; other languages have the kind of change and the words themselves. */
export function ChangeSentence({ of }: { of: Change }) {
  return language() === 'en' ? <bdi lang="en">{of.summary}</bdi> : <Original text={of.summary} />;
}

function Quotes({ of }: { of: Change | undefined }) {
  if (of === undefined || (of.before === null && of.after === null)) return null;
  return (
    <p class="quotes">
      {of.before !== null && (
        <del>
          <bdi>{of.before}</bdi>
        </del>
      )}{' '}
      {of.after !== null && (
        <ins>
          <bdi>{of.after}</bdi>
        </ins>
      )}
    </p>
  );
}

/** The words of the page that decided. */
function Words({ of }: { of: Capture['observation'] }) {
  const signals = (of.signals ?? []) as readonly { readonly id: string; readonly value: unknown }[];
  const saw = signals.find(({ id, value }) => id.startsWith('text.') && typeof value === 'string');
  if (saw === undefined) return null;
  return (
    <span>
      ({said('phrases', 'sawWords')}: <bdi>“{String(saw.value)}”</bdi>)
    </span>
  );
}

function Claims({ of }: { of: Capture['claims'] }) {
  const counts = new Map<string, number>();
  for (const { state } of of) counts.set(state, (counts.get(state) ?? 0) + 1);
  if (counts.size === 0) return null;
  const each = [...counts].map(([state, count]) => `${said('claimStates', state)} ${count}`);
  return (
    <span>
      ({said('phrases', 'claims')}: {each.join(comma())})
    </span>
  );
}

function comma(): string {
  return said('phrases', 'comma');
}

function English({ text }: { text: string }) {
  return (
    <p>
      <bdi lang="en">{text}</bdi>
    </p>
  );
}

function Original({ text }: { text: string }) {
  return (
    <p class="meta">
      {said('phrases', 'original')}:{' '}
      <bdi lang="en" dir="ltr">
        {text}
      </bdi>
    </p>
  );
}
