// A resolver for one test: answers with signatures where it is asked for them, over UDP, TCP and TLS.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Answer, decode, encode } from 'dns-packet';
import type { CleanUp } from './network.js';

/** `name TYPE` -> what is said of it; NXDOMAIN for a name that is at none of them, else no records. */
export type Zone = Readonly<Record<string, readonly Answer[]>>;

export interface ResolverServer {
  /** `address:port`. */
  readonly address: string;
  /** Where it speaks TLS; only with a certificate. */
  readonly tlsAddress: string | null;
  /** `udp www.donghai.cn A`, in the order they came. */
  readonly questions: string[];
}

export interface ResolverOptions {
  /** Answers over UDP are cut short. */
  readonly isTruncating?: boolean;
  readonly isSilent?: boolean;
  /** Answers over UDP come with another id first, as a forger would send them. */
  readonly isRaced?: boolean;
  readonly certificate?: { readonly key: string | Buffer; readonly cert: string | Buffer };
}

/** RRSIG over the records of a type, with bytes that nobody could have signed. */
export function signature(name: string, typeCovered: string, signersName: string): Answer {
  return {
    ...{ type: 'RRSIG', name, ttl: 300, class: 'IN' },
    data: {
      ...{ typeCovered, algorithm: 13, labels: 2, originalTTL: 300, keyTag: 4711, signersName },
      ...{ expiration: 1_795_305_600, inception: 1_795_219_200, signature: Buffer.alloc(64, 7) },
    },
  } as Answer;
}

/** The answer of `zone` to a question. */
export function answerFrom(zone: Zone, query: Buffer, isTruncated = false): Buffer {
  const { id, questions = [] } = decode(query);
  const [question] = questions;
  const name = question?.name ?? '';
  const found = zone[`${name} ${question?.type}`];
  const isThere = Object.keys(zone).some((key) => key.startsWith(`${name} `));
  const denial = zone.NXDOMAIN ?? [];
  return encode({
    ...{ id, type: 'response', questions },
    // QR is set by `type`; RA, AD where signed, TC, and the code of the answer.
    flags: 0x0080 | (isTruncated ? 0x0200 : 0) | (isThere || isTruncated ? 0 : 3),
    answers: isTruncated ? [] : [...(found ?? [])],
    authorities: isThere || isTruncated ? [] : [...denial],
  });
}

/** Starts on loopback. */
export async function startResolver(
  zone: Zone,
  cleanUp: CleanUp,
  options: ResolverOptions = {},
): Promise<ResolverServer> {
  const questions: string[] = [];
  const noted = (way: string, query: Buffer): void => {
    const [question] = decode(query).questions ?? [];
    questions.push(`${way} ${question?.name} ${question?.type}`);
  };
  const stream = (way: string) => (socket: Socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      if (options.isSilent) return;
      const query = bytes.subarray(2);
      noted(way, query);
      const answer = answerFrom(zone, query);
      const size = Buffer.alloc(2);
      size.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([size, answer]));
    });
  };
  const tcp = await listen(createServer(stream('tcp')), cleanUp);
  const udp = createSocket('udp4');
  udp.on('message', (query, from) => {
    if (options.isSilent) return;
    noted('udp', query);
    const answer = answerFrom(zone, query, options.isTruncating);
    if (options.isRaced) {
      const forged = Buffer.from(answer);
      forged.writeUInt16BE(answer.readUInt16BE(0) ^ 1, 0);
      udp.send(forged, from.port, from.address);
    }
    udp.send(answer, from.port, from.address);
  });
  udp.bind(tcp, '127.0.0.1');
  await once(udp, 'listening');
  cleanUp.push(() => udp.close());
  const { certificate } = options;
  const tls =
    certificate === undefined
      ? null
      : await listen(createTlsServer(certificate, stream('tls')), cleanUp);
  return {
    address: `127.0.0.1:${tcp}`,
    tlsAddress: tls === null ? null : `127.0.0.1:${tls}`,
    questions,
  };
}

async function listen(server: Server, cleanUp: CleanUp): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUp.push(() => server.close());
  return (server.address() as AddressInfo).port;
}
