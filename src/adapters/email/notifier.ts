// A letter -> one e-mail (RFC 5322) by SMTP: text and HTML, pictures within, threads by References.
import { createTransport } from 'nodemailer';
import { VestigeError } from '../../errors.js';
import type { Connect } from '../../ports/egress.js';
import type { Letter, Notifier } from '../../ports/notifier.js';

export interface EmailSettings {
  readonly name: string;
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    readonly security: 'starttls' | 'tls' | 'none';
  };
  readonly from: string;
  readonly to: readonly string[];
  readonly login: { readonly user: string; readonly password: string } | null;
  /** The way through a vantage's proxies; without it the server is asked directly. */
  readonly connect?: Connect | null | undefined;
}

const CONNECT_MS = 15_000;
const SILENCE_MS = 20_000;

/** Tells by e-mail. */
export function createEmailNotifier(settings: EmailSettings): Notifier {
  const { name, smtp, from, to, login, connect = null } = settings;
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.security === 'tls',
    requireTLS: smtp.security === 'starttls',
    ignoreTLS: smtp.security === 'none',
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    // The machine's own name is nobody's business.
    name: 'localhost',
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // Whatever a letter holds, no file is read and no address fetched for it.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(connect === null ? {} : { proxy: 'vestige://vantage' }),
  });
  if (connect !== null) {
    transport.set('proxy_handler_vestige', (_proxy, { host, port }, done) => {
      connect({ host: host ?? smtp.host, port: Number(port ?? smtp.port) }).then(
        (connection) => done(null, { connection }),
        (cause: Error) => done(cause),
      );
    });
  }
  return {
    name,
    kind: 'email',
    where: `${to.join(', ')} by ${smtp.host}:${smtp.port}`,
    async send(letter) {
      try {
        const { rejected } = await transport.sendMail(mailOf(letter, from, to));
        return rejected.length === 0 ? '' : `refused for ${rejected.map(String).join(', ')}`;
      } catch (cause) {
        throw failed(smtp, cause);
      }
    },
  };
}

function mailOf(letter: Letter, from: string, to: readonly string[]) {
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'vestige.invalid';
  const root = letter.thread === null ? null : `<${letter.thread}@${domain}>`;
  return {
    from,
    to: [...to],
    subject: letter.subject,
    text: `${letter.title}\n\n${letter.text}\n`,
    html: letter.html,
    // The same at every try, so that a mail program shows what was sent twice once.
    messageId: `<${letter.id}@${domain}>`,
    ...(root === null ? {} : { inReplyTo: root, references: [root] }),
    ...(letter.severity === 'critical' ? { priority: 'high' as const } : {}),
    headers: { 'auto-submitted': 'auto-generated', 'content-language': letter.language },
    attachments: letter.pictures.map(({ name, mediaType, bytes }) => ({
      filename: name,
      cid: name,
      content: Buffer.from(bytes),
      contentType: mediaType,
      contentDisposition: 'inline' as const,
    })),
  };
}

function failed({ host, port }: EmailSettings['smtp'], cause: unknown): VestigeError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const status = Number((cause as { responseCode?: unknown }).responseCode ?? 0);
  return new VestigeError(
    'NOTIFIER_FAILED',
    `The mail server ${host}:${port} did not take it: ${reason}`,
    { cause, details: { permanent: status >= 500 } },
  );
}
