// A real mail server that keeps what it is sent, and behaves as it is told.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface MailSink {
  readonly port: number;
  /** Whole messages, as they came. */
  readonly mails: Mail[];
  /** `refuse` answers 550, `busy` 451, `hang` takes the bytes and never answers. */
  conduct: 'good' | 'refuse' | 'busy' | 'hang';
  /** Resolves when bytes of one more message have come, answered or not. */
  nextCame(): Promise<void>;
  stop(): Promise<void>;
}

export interface Mail {
  readonly raw: string;
  readonly to: readonly string[];
  /** Unfolded, by name in small letters; encoded words are read. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decoded parts by media type, images as base64. */
  readonly parts: ReadonlyMap<string, string>;
}

export async function startMailSink(): Promise<MailSink> {
  const came: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { conduct } = sink;
        if (conduct === 'good') {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          sink.mails.push(readMail(Buffer.concat(chunks).toString('utf8'), to));
        }
        for (const tell of came.splice(0)) tell();
        if (conduct === 'hang') return;
        const responseCode = conduct === 'refuse' ? 550 : 451;
        callback(conduct === 'good' ? null : Object.assign(new Error(conduct), { responseCode }));
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const sink: MailSink = {
    port: (listening.address() as AddressInfo).port,
    mails: [],
    conduct: 'good',
    nextCame: () => new Promise((resolve) => came.push(resolve)),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return sink;
}

function readMail(raw: string, to: readonly string[]): Mail {
  const parts = new Map<string, string>();
  const headers = readPart(raw, parts);
  return { raw, to, headers, parts };
}

function readPart(raw: string, parts: Map<string, string>): Map<string, string> {
  const end = raw.indexOf('\r\n\r\n');
  const headers = new Map<string, string>();
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    headers.set(name.toLowerCase(), readWords(value));
  }
  const body = raw.slice(end + 4);
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary !== undefined) {
    for (const part of body.split(`--${boundary}`).slice(1, -1)) readPart(part.slice(2), parts);
    return headers;
  }
  const encoding = headers.get('content-transfer-encoding') ?? '7bit';
  const name = `${type.split(';')[0]}${type.startsWith('image') ? `:${headers.get('content-id')}` : ''}`;
  if (type.startsWith('image')) parts.set(name, body.replace(/\s/g, ''));
  else if (encoding === 'base64') parts.set(name, Buffer.from(body, 'base64').toString('utf8'));
  else if (encoding === 'quoted-printable') parts.set(name, readQuoted(body));
  else parts.set(name, body);
  return headers;
}

/** RFC 2047. */
function readWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('latin1')
        : readQuoted(coded.replaceAll('_', ' '), 'latin1'),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

/** RFC 2045 §6.7. */
function readQuoted(text: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString(encoding);
}
