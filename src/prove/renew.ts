// Tokens whose authority's certificate is about to end -> tokens over their very bytes, by a certificate
// that ends later (as RFC 4998 §5.2 renews a timestamp): what was proved stays provable.
import { X509Certificate } from 'node:crypto';
import { VestigeError } from '../errors.js';
import type { Attestation, AttestationFile } from '../model/attestation.js';
import { type Instant, instantOf } from '../model/instant.js';
import type { Notary } from '../ports/notary.js';
import type { Notarization, NotarizeDeps } from './notarize.js';

/** Months of hourly checkpoints. */
const MAX_CHECKPOINTS = 5000;
/** An archive of years renews in rounds: no authority is flooded. */
const MAX_A_ROUND = 20;
const NEWEST = /^checkpoint\.(.+?)(?:\.renewal-(\d+))?\.tsr$/;

/** The newest token of one notary over one checkpoint. */
interface Link {
  readonly attestation: Attestation;
  /** How its files begin: `checkpoint.<notary>[.renewal-<n>]`. */
  readonly stem: string;
  readonly number: number;
  readonly token: Uint8Array;
  readonly endsMs: number;
}

/**
 * Renews the tokens whose certificate ends within `beforeMs`, those that end first before the others, at
 * most a score at once. Resolves with one line for each; one that cannot be renewed is a line too.
 */
export async function renewTokens(
  deps: NotarizeDeps,
  beforeMs: number,
): Promise<readonly Notarization[]> {
  const { catalogue, clock, notaries } = deps;
  const authorities = notaries.filter(({ kind }) => kind === 'rfc3161');
  if (authorities.length === 0) return [];
  const due: Link[] = [];
  /** Until when what an authority stamps now will hold, by its newest token. */
  const holds = new Map<string, number>();
  for (const { attestations } of await catalogue.listCheckpoints(0, MAX_CHECKPOINTS)) {
    for (const one of attestations) {
      if (one.kind !== 'rfc3161' || one.state !== 'held') continue;
      const files = await catalogue.attestationFiles(one.size, one.notary);
      const ownMs = endOf(files, `checkpoint.${one.notary}`);
      if (ownMs !== null && !holds.has(one.notary)) holds.set(one.notary, ownMs);
      const link = newestOf(one, files);
      // Once it has ended nothing can be bound to it any more: a token dated today proves too little.
      const leftMs = link === null ? 0 : link.endsMs - clock.nowMs();
      if (link !== null && leftMs > 0 && leftMs < beforeMs) due.push(link);
    }
  }
  const said: Notarization[] = [];
  for (const link of due.sort((a, b) => a.endsMs - b.endsMs)) {
    const enoughMs = clock.nowMs() + beforeMs;
    const lasting = authorities.filter(({ name }) => (holds.get(name) ?? 0) > enoughMs);
    // Nobody has a certificate yet that would not be due itself: asked again in an hour.
    if (lasting.length > 0 && said.length < MAX_A_ROUND) {
      said.push(await renew(deps, { authorities: lasting, enoughMs }, link));
    }
  }
  return said;
}

async function renew(
  { catalogue, clock, log }: NotarizeDeps,
  { authorities, enoughMs }: { readonly authorities: readonly Notary[]; readonly enoughMs: number },
  { attestation, stem, number, token, endsMs }: Link,
): Promise<Notarization> {
  const { size, notary, kind, at } = attestation;
  const said = { notary, kind, size };
  const ends = instantOf(endsMs);
  const reasons: string[] = [];
  // Its own authority first: it has a new certificate by then, as a rule.
  const asked = [...authorities].sort(
    (a, b) => Number(b.name === notary) - Number(a.name === notary),
  );
  for (const authority of asked) {
    try {
      const answer = await authority.stamp(token, []);
      const name = `checkpoint.${notary}.renewal-${number + 1}`;
      const files = answer.files.map(({ name: own, bytes }) => ({
        name: own.replace(`checkpoint.${authority.name}`, name),
        bytes,
      }));
      const until = endOf(files, name);
      if (until === null || until < enoughMs) throw new Error('its certificate ends soon too');
      const detail = `renewed by ${authority.name} at ${answer.at}: the certificate of the token before ends on ${ends}`;
      await catalogue.saveAttestation(
        { size, notary },
        { state: 'held', at, detail, files },
        instantOf(clock.nowMs()),
      );
      log.info({ stage: 'prove', ...said }, detail);
      return { ...said, status: 'held', at: answer.at as Instant, detail };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      reasons.push(error instanceof VestigeError ? reason : `${authority.name}: ${reason}`);
    }
  }
  const detail = `not renewed, though the certificate behind ${stem}.tsr ends on ${ends}: ${reasons.join('; ')}`;
  log.warn({ stage: 'prove', ...said }, detail);
  return { ...said, status: 'failed', at: null, detail };
}

function newestOf(attestation: Attestation, files: readonly AttestationFile[]): Link | null {
  const tokens = files.flatMap(({ name, bytes }) => {
    const number = Number(NEWEST.exec(name)?.[2] ?? 0);
    return name.endsWith('.tsr') ? [{ stem: name.slice(0, -4), number, token: bytes }] : [];
  });
  const [newest] = tokens.sort((a, b) => b.number - a.number);
  const endsMs = newest === undefined ? null : endOf(files, newest.stem);
  return newest === undefined || endsMs === null ? null : { attestation, ...newest, endsMs };
}

/** When the certificate of the one who stamped ends: the first of those kept beside the token. */
function endOf(files: readonly AttestationFile[], stem: string): number | null {
  const chain = files.find(({ name }) => name === `${stem}.chain.pem`);
  if (chain === undefined) return null;
  return Date.parse(new X509Certificate(Buffer.from(chain.bytes)).validTo);
}
