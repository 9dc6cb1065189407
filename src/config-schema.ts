// The shape of the configuration: every option with its type, its range and the words for both.
import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { parseWitnessVkey } from './formats/checkpoint.js';
import { checkEvery } from './formats/cron.js';
import { SEVERITIES } from './model/change.js';
import { isDigest } from './model/digest.js';
import { FLAG_KINDS } from './model/flag.js';
import { LANGUAGES } from './model/language.js';
import { NOTIFIER_KINDS } from './model/notifier-kind.js';

const MAX_MS = 30 * 86_400_000;

function whole(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

function truth() {
  return z.boolean({ error: 'true or false' });
}

function text(allowed: string, isAllowed: (value: string) => boolean) {
  return z.string({ error: allowed }).refine(isAllowed, { error: allowed });
}

function map<S extends z.ZodRawShape>(shape: S) {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'invalid_type' ? `a map with ${keys}` : undefined),
  });
}

/** `address` or `address:port`, an IPv6 address in brackets when a port follows. */
function isAddress(value: string): boolean {
  if (isIP(value) !== 0) return true;
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(value) ?? [];
  const isHost = bracketed === undefined ? isIP(plain ?? '') === 4 : isIPv6(bracketed);
  return isHost && Number(port) > 0 && Number(port) < 65_536;
}

/** Without credentials: those come from the environment. */
function isProxy(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isKnown = url?.protocol === 'http:' || url?.protocol === 'socks5:';
  const isBare = url !== null && /^\/?$/.test(url.pathname + url.search + url.hash);
  return isKnown && isBare && url.hostname !== '' && url.username === '' && url.password === '';
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function isOrigin(value: string): boolean {
  return isHttpUrl(value) && new URL(value).href === `${new URL(value).origin}/`;
}

function isWitnessKey(value: string): boolean {
  try {
    return parseWitnessVkey(value).keyId !== '';
  } catch {
    return false;
  }
}

function isTimezone(value: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== '';
  } catch {
    return false;
  }
}

function isLanguage(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

const HOST_NAME =
  /^(?=.{1,253}$)[\p{L}\p{N}]([\p{L}\p{N}_-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}_-]*[\p{L}\p{N}])?)*$/u;
const VANTAGE_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

const httpUrl = text('an http:// or https:// address', isHttpUrl);

const capture = map({
  concurrency: whole(1, 64),
  timeoutMs: whole(1_000, 600_000),
  settleMs: whole(0, 60_000),
  maxBytes: whole(65_536, 10_737_418_240),
  linkedFiles: map({ most: whole(0, 200), maxBytes: whole(65_536, 1_073_741_824) }),
  userAgent: text('one line of text, or null', (v) => /^[\x20-\x7e]{1,512}$/.test(v)).nullable(),
  language: text('a language tag such as zh-CN, or null', isLanguage).nullable(),
  viewport: map({ widthPx: whole(240, 7_680), heightPx: whole(240, 4_320) }),
}).refine((value) => value.settleMs < value.timeoutMs, {
  error: 'less than capture.timeoutMs',
  path: ['settleMs'],
});

const PROXY = 'http://host:port or socks5://host:port';
const oneProxy = text(PROXY, isProxy);

const vantages = z.record(
  z.string().regex(VANTAGE_NAME),
  map({
    proxy: z.union([oneProxy, z.array(oneProxy).min(1).max(4), z.null()], {
      error: `null, or ${PROXY}, or a list of at most 4 of them, gone through in their order`,
    }),
  }),
  {
    error: (issue) =>
      issue.code === 'invalid_key'
        ? 'a name of small letters, digits and `-`, at most 32'
        : 'a map of names, each with a proxy',
  },
);

const notary = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('rfc3161'), url: httpUrl }),
    z.strictObject({
      kind: z.literal('opentimestamps'),
      calendars: z.array(httpUrl, { error: 'a list of https:// addresses' }),
      explorer: httpUrl.nullable().optional(),
    }),
  ],
  { error: '{ kind: rfc3161, url } or { kind: opentimestamps, calendars, explorer }' },
);

const witness = map({
  name: z.string().regex(VANTAGE_NAME, {
    error: 'a name of small letters, digits and `-`, at most 32',
  }),
  url: httpUrl.nullable(),
  vkey: text('the key that `vestige witness show` prints: name+8 hex digits+base64', isWitnessKey),
});

const resolver = map({
  name: z.string().regex(VANTAGE_NAME, {
    error: 'a name of small letters, digits and `-`, at most 32',
  }),
  address: text('address or address:port, such as 9.9.9.9 or [2620:fe::fe]:853', isAddress),
  tls: text('the name in its certificate, such as dns.quad9.net, or null', (v) => HOST_NAME.test(v))
    .nullable()
    .default(null),
});

const list = (of: z.ZodType<string>, error: string) => z.array(of, { error });
const oneLine = (allowed: string) =>
  text(allowed, (v) => /^[^\p{C}\u2028\u2029]{1,200}$/u.test(v) && v.trim() !== '');
const variable = text(
  'the name of a variable of the environment, such as VESTIGE_SMTP_PASSWORD',
  (v) => /^[A-Z][A-Z0-9_]{0,99}$/.test(v),
);
const timeOfDay = text('a time of day such as 22:00', (v) => /^([01]\d|2[0-3]):[0-5]\d$/.test(v));
const MAIL = 'an address such as anna@example.org or "Vestige <vestige@example.org>"';
const mailAddress = text(
  MAIL,
  (v) =>
    /^(?:[^\p{C}<>@",;:\\]{0,100}<)?[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\p{L}\p{N}.-]{1,253}>?$/u.test(
      v,
    ) && v.includes('<') === v.endsWith('>'),
);

/** Options of every kind of notifier. */
const everyNotifier = {
  name: text('a name of letters, digits and `-`, at most 32', (v) =>
    /^[\p{L}\p{N}][\p{L}\p{N}-]{0,31}$/u.test(v),
  ).optional(),
  language: z.enum(LANGUAGES, { error: LANGUAGES.join(', ') }).default('en'),
  cases: list(z.string(), 'a list of names of cases').default([]),
  minSeverity: z.enum(SEVERITIES, { error: SEVERITIES.join(', ') }).default('medium'),
  kinds: z.array(z.enum(FLAG_KINDS), { error: `a list of ${FLAG_KINDS.join(', ')}` }).default([]),
  aboutMonitor: truth().default(true),
  digest: z.enum(['none', 'hourly', 'daily'], { error: 'none, hourly or daily' }).default('none'),
  quietHours: map({ from: timeOfDay, to: timeOfDay }).nullable().default(null),
  timezone: text('an IANA time zone such as Asia/Shanghai, or null', isTimezone)
    .nullable()
    .default(null),
  criticalAtOnce: truth().default(false),
  discreet: truth().default(false),
  vantage: oneLine('the name of a vantage, or null').nullable().default(null),
};

const KINDS = NOTIFIER_KINDS.join(', ');
const notifier = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('email'),
      ...everyNotifier,
      smtp: map({
        host: text('a name or an address', (v) => isIP(v) !== 0 || HOST_NAME.test(v)),
        port: whole(1, 65_535),
        security: z.enum(['starttls', 'tls', 'none'], { error: 'starttls, tls or none' }),
      }).refine(({ host, security }) => security !== 'none' || isThisMachine(host), {
        error: 'starttls or tls; none only for a mail server on this machine',
        path: ['security'],
      }),
      from: mailAddress,
      to: z.array(mailAddress, { error: 'a list of addresses' }).min(1, { error: 'at least one' }),
      userEnv: variable.optional(),
      passwordEnv: variable.optional(),
    }),
    z.strictObject({
      kind: z.literal('webhook'),
      ...everyNotifier,
      url: httpUrl,
      secretEnv: variable,
    }),
    z.strictObject({
      kind: z.literal('telegram'),
      ...everyNotifier,
      url: httpUrl.default('https://api.telegram.org'),
      chat: oneLine('the id of a chat, such as "-1001234567890" or "@channel"'),
      tokenEnv: variable,
    }),
    z.strictObject({
      kind: z.literal('ntfy'),
      ...everyNotifier,
      urlEnv: variable,
      tokenEnv: variable.optional(),
    }),
    z.strictObject({ kind: z.literal('slack'), ...everyNotifier, urlEnv: variable }),
    z.strictObject({ kind: z.literal('mattermost'), ...everyNotifier, urlEnv: variable }),
  ],
  { error: `{ kind: …, … } with a kind among ${KINDS}` },
);

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Each with a name of its own: its kind, and a number where there are several. */
const notifiers = z
  .array(notifier, { error: 'a list' })
  .transform((all) =>
    all.map((one, index) => {
      const same = all.slice(0, index).filter(({ kind }) => kind === one.kind).length;
      return { ...one, name: one.name ?? (same === 0 ? one.kind : `${one.kind}-${same + 1}`) };
    }),
  )
  .check((ctx) => {
    const names = ctx.value.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue;
      const message = 'a name that no other notifier has';
      ctx.issues.push({ code: 'custom', input: name, path: [index, 'name'], message });
    }
  });

export const configSchema = map({
  archive: text('a path (~ is not expanded)', (v) => v.trim() !== '' && !v.startsWith('~')),
  server: map({
    host: text('an address or a name of this machine', (v) => isIP(v) !== 0 || HOST_NAME.test(v)),
    port: whole(0, 65_535),
    publicUrl: text('an http:// or https:// address without a path, or null', isOrigin).nullable(),
    replayPort: whole(0, 65_535).nullable(),
    replayUrl: text('an http:// or https:// address without a path, or null', isOrigin).nullable(),
    tls: map({
      certificate: text('the path of a PEM file', (v) => v.trim() !== ''),
      key: text('the path of a PEM file', (v) => v.trim() !== ''),
    }).nullable(),
  }),
  capture,
  collector: map({
    name: oneLine('one line of text, or null').nullable(),
    role: oneLine('one line of text, or null').nullable(),
    organisation: oneLine('one line of text, or null').nullable(),
    sealedIdentity: text('sha256: and 64 hex digits, or null', isDigest).nullable(),
  }).refine((value) => value.name !== null || Object.values(value).every((v) => v === null), {
    error: 'a name or pseudonym, where anything else of the collector is given',
  }),
  schedule: map({
    every: z
      .string({ error: 'a cron expression, or hourly, daily, weekly, manual' })
      .check((ctx) => {
        const wrong = checkEvery(ctx.value);
        const message = `a cron expression, or hourly, daily, weekly, manual (${wrong})`;
        if (wrong !== null) ctx.issues.push({ code: 'custom', input: ctx.value, message });
      }),
    timezone: text('an IANA time zone such as Asia/Shanghai, or null', isTimezone).nullable(),
    perHostGapMs: whole(0, 86_400_000),
    jitter: z
      .number({ error: 'a number from 0 to 0.5' })
      .min(0, { error: 'a number from 0 to 0.5' })
      .max(0.5, { error: 'a number from 0 to 0.5' }),
    leaseMs: whole(5_000, 3_600_000),
  }),
  egress: map({
    allowPrivateAddresses: truth(),
    resolve: z.record(
      z.string().regex(HOST_NAME),
      text('address or address:port, such as 127.0.0.1:8099 or [::1]:8099', isAddress),
      {
        error: (issue) =>
          issue.code === 'invalid_key' ? 'a host name' : 'a map of host names to addresses',
      },
    ),
    vantages,
    canaries: z.array(httpUrl, { error: 'a list of http:// or https:// addresses' }),
    resolvers: z
      .array(resolver, { error: 'a list' })
      .max(8, { error: 'at most 8 resolvers' })
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
        error: 'each resolver with a name of its own',
      }),
    resolversAsked: z.enum(['failures', 'always'], { error: 'failures or always' }),
  }),
  probe: map({
    siblingEveryMs: whole(0, 31_536_000_000),
    siteFilesEveryMs: whole(0, 31_536_000_000),
  }),
  confirmation: map({
    observations: whole(1, 100),
    vantages: whole(1, 100),
    minSpanMs: whole(0, MAX_MS),
    recheckMs: z
      .array(whole(0, MAX_MS), { error: 'a list of milliseconds' })
      .max(16, { error: 'at most 16 milliseconds values' }),
  }),
  notaries: z.array(notary, { error: 'a list' }),
  renewBeforeMs: whole(0, 2 * 365 * 86_400_000),
  witnesses: z
    .array(witness, { error: 'a list' })
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
      error: 'each witness with a name of its own',
    }),
  drand: map({
    url: httpUrl,
    chain: text('64 hex digits', (v) => /^[0-9a-f]{64}$/.test(v)),
  }).nullable(),
  notify: notifiers,
  watchdog: map({
    stalledMs: whole(60_000, MAX_MS),
    outageMs: whole(60_000, MAX_MS),
    minFreeBytes: whole(0, 1_099_511_627_776),
    pingUrl: httpUrl.nullable(),
    pingEveryMs: whole(10_000, 86_400_000),
  }),
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Checked = z.infer<typeof configSchema>;

/** Every option, checked and frozen; names and units as in config/default.yaml. */
export type Config = DeepReadonly<
  Omit<Checked, 'schedule'> & {
    schedule: Omit<Checked['schedule'], 'timezone'> & { timezone: string };
  }
>;
