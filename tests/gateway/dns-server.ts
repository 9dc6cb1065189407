// A DNS server for one test (RFC 1035 §4): answers by name, over UDP and TCP, and counts questions.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { CleanUp } from './network.js';

export type Answer =
  /** RFC 1035 §4.1.1: 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
  | { readonly rcode: 2 | 3 | 5 }
  | { readonly a: readonly string[]; readonly cname?: string; readonly isTruncated?: boolean }
  | 'silence';

export interface DnsServer {
  /** `address:port`. */
  readonly server: string;
  readonly questions: string[];
}

/** Starts on one port of loopback; `answer` is asked for the addresses (A) of a name. */
export async function startDnsServer(
  answer: (name: string) => Answer,
  cleanUp: CleanUp,
): Promise<DnsServer> {
  const questions: string[] = [];
  const reply = (query: Buffer, isTcp: boolean): Buffer | null => {
    const { name, type, end } = questionIn(query);
    questions.push(`${name} ${type === 28 ? 'AAAA' : 'A'}${isTcp ? ' tcp' : ''}`);
    return encode(query.subarray(0, end), answer(name), type, isTcp);
  };
  const tcp = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      const made = reply(bytes.subarray(2), true);
      if (made === null) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(made.length);
      socket.end(Buffer.concat([length, made]));
    });
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  cleanUp.push(() => tcp.close());
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', (query, from) => {
    const made = reply(query, false);
    if (made !== null) udp.send(made, from.port, from.address);
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  cleanUp.push(() => udp.close());
  return { server: `127.0.0.1:${port}`, questions };
}

function questionIn(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + size));
    at += 1 + size;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function encode(question: Buffer, answer: Answer, type: number, isTcp: boolean): Buffer | null {
  if (answer === 'silence') return null;
  const head = Buffer.from(question);
  const rcode = 'rcode' in answer ? answer.rcode : 0;
  const isTruncated = 'a' in answer && answer.isTruncated === true && !isTcp;
  const records = 'a' in answer && !isTruncated ? recordsOf(answer, type) : [];
  // QR, RD, RA; then counts: one question, the answers, nothing else.
  head.writeUInt16BE(0x8180 | rcode | (isTruncated ? 0x0200 : 0), 2);
  for (const [at, count] of [1, records.length, 0, 0].entries())
    head.writeUInt16BE(count, 4 + at * 2);
  return Buffer.concat([head, ...records]);
}

/** The addresses, at the name asked for or at the one it is an alias of. */
function recordsOf(answer: Extract<Answer, { a: unknown }>, type: number): Buffer[] {
  // A pointer to the name in the question (RFC 1035 §4.1.4).
  const asked = Buffer.from([0xc0, 12]);
  const alias = answer.cname === undefined ? null : encodeName(answer.cname);
  const addresses =
    type === 1 ? answer.a.map((each) => Buffer.from(each.split('.').map(Number))) : [];
  return [
    ...(alias === null ? [] : [record(asked, 5, alias)]),
    ...addresses.map((address) => record(alias ?? asked, 1, address)),
  ];
}

function record(name: Buffer, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(60, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([name, fixed, data]);
}

function encodeName(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(label));
  return Buffer.concat([
    ...labels.flatMap((label) => [Buffer.from([label.length]), label]),
    Buffer.from([0]),
  ]);
}
