// A drand beacon for tests: a chain with a key of its own, and a relay that serves it over HTTP.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { chainHashOf, DOMAIN, roundMessage } from '../../src/formats/drand.js';
import type { BeaconRound } from '../../src/model/snapshot.js';

export interface TestBeacon {
  readonly chain: string;
  /** The round that was newest at a time. */
  roundAt(atMs: number): BeaconRound;
  /** A round signed by its number. */
  sign(round: number): BeaconRound;
}

/** A chain that began at `genesisMs`, with a round every three seconds. */
export function makeBeacon(genesisMs: number): TestBeacon {
  const { secretKey, publicKey } = bls12_381.shortSignatures.keygen();
  const facts = {
    ...({ scheme: 'bls-unchained-g1-rfc9380', beacon: '测试' } as const),
    ...{ publicKey: publicKey.toHex(), groupHash: '11'.repeat(32) },
    ...{ genesisTimeS: Math.floor(genesisMs / 1000), periodS: 3 },
  };
  const chain = chainHashOf(facts);
  const sign = (round: number): BeaconRound => {
    const message = bls12_381.shortSignatures.hash(roundMessage(round), DOMAIN);
    const signature = bls12_381.shortSignatures.sign(message, secretKey).toHex();
    return { ...facts, chain, round, signature };
  };
  const roundAt = (atMs: number) =>
    sign(Math.floor((atMs / 1000 - facts.genesisTimeS) / facts.periodS) + 1);
  return { chain, roundAt, sign };
}

/** What a relay says of the chain. */
export function infoOf(round: BeaconRound): string {
  return JSON.stringify({
    ...{ public_key: round.publicKey, period: round.periodS, genesis_time: round.genesisTimeS },
    ...{ hash: round.chain, groupHash: round.groupHash, schemeID: round.scheme },
    metadata: { beaconID: round.beacon },
  });
}

export interface TestRelay {
  readonly url: string;
  readonly asked: string[];
  stop(): void;
}

/** Serves what `newest` gives as the newest round. */
export async function serveBeacon(newest: () => BeaconRound): Promise<TestRelay> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const made = newest();
    const { round, signature } = made;
    if (url === `/${made.chain}/info`) response.end(infoOf(made));
    else if (url === `/${made.chain}/public/latest`) {
      response.end(JSON.stringify({ round, signature, randomness: '' }));
    } else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, stop: () => server.close() };
}
