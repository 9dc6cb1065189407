// Config -> adapters -> archive: the only importer of adapters.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { argon2Passwords } from './adapters/argon2/passwords.js';
import type { DrandParts } from './adapters/drand/beacon.js';
import { createEmailNotifier } from './adapters/email/notifier.js';
import { backUp } from './adapters/files/backup.js';
import { openBlobStore } from './adapters/files/blob-store.js';
import { openCheckpointFiles } from './adapters/files/checkpoint-files.js';
import { loadKeys, publicKeys } from './adapters/files/keys.js';
import { isRestoring, layOut, putInPlace } from './adapters/files/restore.js';
import { temporaryName } from './adapters/files/temporary-names.js';
import { openTileFiles } from './adapters/files/tile-files.js';
import { openEgress } from './adapters/gateway/egress.js';
import { createOpenTimestampsNotary } from './adapters/opentimestamps/notary.js';
import { createPdfReader } from './adapters/pdfjs/reader.js';
import { createRfc3161Notary } from './adapters/rfc3161/notary.js';
import { openCatalogue } from './adapters/sqlite/catalogue.js';
import { openWitnessMemory } from './adapters/sqlite/witness-memory.js';
import { createSystemClock } from './adapters/system/clock.js';
import { createChatNotifier } from './adapters/webhook/chat.js';
import { createNtfyNotifier } from './adapters/webhook/ntfy.js';
import { createPing } from './adapters/webhook/ping.js';
import { createTelegramNotifier } from './adapters/webhook/telegram.js';
import { createWebhookNotifier } from './adapters/webhook/webhook.js';
import { createWitnessNotary, type Proofs } from './adapters/witness/notary.js';
import { routesOf } from './archive/telling.js';
import { type Archive, createArchive, type Restored, type RestoreRequest } from './archive.js';
import type { Config } from './config.js';
import { VestigeError } from './errors.js';
import { loadRules, type RuleSet } from './judge/rules.js';
import type { Digest } from './model/digest.js';
import { instantOf } from './model/instant.js';
import type { AuditReport } from './model/problem.js';
import type { Collector, NotBefore } from './model/snapshot.js';
import type { Beacon } from './ports/beacon.js';
import type { Browser } from './ports/browser.js';
import type { Clock } from './ports/clock.js';
import type { Connect } from './ports/egress.js';
import type { Notary } from './ports/notary.js';
import type { Notifier } from './ports/notifier.js';
import { software } from './software.js';
import { newsEntries } from './store/log-news.js';
import { signCheckpoint } from './store/sign-checkpoint.js';
import { createWitness, type Witness } from './witness/witness.js';

/** Opens the archive the config names, making it where there is none. The browser starts when first needed. */
export async function openArchive({
  config,
  log,
}: {
  readonly config: Config;
  readonly log: Logger;
}): Promise<Archive> {
  const dir = resolve(config.archive);
  if (isRestoring(dir)) {
    throw new VestigeError(
      'RESTORE_UNFINISHED',
      `${dir} is being restored, or that was cut short.`,
    );
  }
  const clock = createSystemClock();
  const blobs = await openBlobStore(dir);
  const keys = await loadKeys(join(dir, 'keys'), {
    passphrase: process.env.VESTIGE_KEY_PASSPHRASE ?? null,
    // A random name: the log may be published, and must not name the machine or its people.
    originName: `vestige.invalid/${randomBytes(8).toString('hex')}`,
  });
  const checkpoints = openCheckpointFiles(join(dir, 'log'));
  const catalogue = await openCatalogue(join(dir, 'vestige.db'), {
    // Nothing is stored before there is a catalogue that will name it.
    mustExist: await isAny(blobs.list()),
  });

  let read: Promise<RuleSet> | null = null;
  const rules = () => {
    read ??= loadRules(join(software().dir, 'config', 'rules'));
    return read;
  };
  let started: Promise<Browser> | null = null;
  const egress = openEgress(config.egress, clock);
  const get = (url: string) => egress.get(Object.keys(config.egress.vantages)[0] ?? 'default', url);
  const beacon = await createBeacon(config, { clock, log, get });
  const notBefore = async (): Promise<NotBefore | null> => {
    const [checkpoint, drand] = [await checkpoints.newest(), (await beacon?.newest()) ?? null];
    if (checkpoint === null && drand === null) return null;
    return { ...(checkpoint === null ? {} : { checkpoint }), ...(drand === null ? {} : { drand }) };
  };
  const start = async () => {
    // Playwright is a large import that most commands do without.
    const { createBrowser } = await import('./adapters/playwright/browser.js');
    const settings = { ...config.capture, packageDir: software().dir, tmpDir: join(dir, 'tmp') };
    return createBrowser(settings, egress, clock, log);
  };
  const browser = () => {
    started ??= start().catch((error: unknown) => {
      // What kept it from starting may pass.
      started = null;
      throw error;
    });
    return started;
  };
  return createArchive({
    config,
    dir,
    catalogue,
    access: catalogue.access,
    outbox: catalogue.outbox,
    passwords: argon2Passwords,
    blobs,
    clock,
    log,
    keys,
    browser,
    async signCheckpoint() {
      const news = newsEntries(config, keys, clock, await catalogue.newestAct());
      for (const entry of news) await catalogue.appendNews(entry);
      const tiles = openTileFiles(join(dir, 'log'), catalogue);
      const { log: key, origin } = keys;
      return signCheckpoint({ catalogue, kept: checkpoints, tiles, clock, key, origin });
    },
    newestCheckpoint: () => checkpoints.newest(),
    notaries: createNotaries(config, clock, (from, to) => catalogue.proveConsistency(from, to)),
    temporaryPath: () => join(dir, 'tmp', temporaryName()),
    backUp: (to, withKeys, onProgress) =>
      backUp(
        {
          ...{ from: dir, to: resolve(to), withKeys, software: software().name },
          createdAt: instantOf(clock.nowMs()),
          log: publicKeys(keys).log.vkey,
          newestCheckpoint: () => checkpoints.newest(),
          copyCatalogue: (path, onCopied) => catalogue.copyTo(path, onCopied),
        },
        onProgress,
      ),
    askArchive: get,
    notifiers: config.notify.map((one) =>
      createNotifier(
        one,
        process.env,
        clock,
        one.vantage === null ? null : egress.tunnel(one.vantage),
      ),
    ),
    ping: config.watchdog.pingUrl === null ? null : createPing(config.watchdog.pingUrl),
    publicKeys: publicKeys(keys),
    pipeline: {
      browser,
      documents: createPdfReader(),
      blobs,
      catalogue,
      clock,
      log,
      rules,
      reaches: egress.reaches,
      ownLine: egress.ownLine,
      askResolvers: egress.askResolvers,
      resolversAsked: config.egress.resolversAsked,
      canaries: config.egress.canaries,
      confirmation: config.confirmation,
      siblingEveryMs: config.probe.siblingEveryMs,
      siteFilesEveryMs: config.probe.siteFilesEveryMs,
      routes: routesOf(config),
      collector: collectorOf(config),
      notBefore,
      visit: config.capture,
    },
    owner: `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`,
    software: software().name,
    async close() {
      await (await started)?.close();
      await catalogue.close();
    },
  });
}

/**
 * Lays a backup out in the empty directory of `config.archive`, audits it, and puts it in place when
 * nothing is wrong, or `acceptDamage` says so all the same.
 * @throws INPUT_INVALID, BACKUP_UNUSABLE, KEY_INVALID, STORE_DISK_FULL, STORE_FAILED
 */
export async function restoreArchive(request: RestoreRequest): Promise<Restored> {
  const { config, log, from, keys, acceptDamage, onProgress } = request;
  const to = resolve(config.archive);
  const { dir, backup, half, blobs } = await layOut({ from: resolve(from), to, keys }, (progress) =>
    onProgress('blobs', progress),
  );
  const archive = await openArchive({ config: { ...config, archive: dir }, log });
  let audit: AuditReport;
  try {
    audit = await archive.audit((progress) => onProgress('audit', progress));
  } finally {
    await archive.close();
  }
  const isPlaced = audit.ok || acceptDamage;
  if (isPlaced) await putInPlace(to);
  return {
    archive: to,
    backup: backup.name,
    logSize: backup.logSize,
    half,
    blobs,
    audit,
    isPlaced,
  };
}

/**
 * One for each authority and each witness, and one for all calendars together: their parts stand in
 * one proof.
 */
function createNotaries(
  { notaries, witnesses }: Config,
  clock: Clock,
  prove: Proofs,
): readonly Notary[] {
  const explorer =
    notaries.flatMap((one) => (one.kind === 'opentimestamps' ? (one.explorer ?? []) : []))[0] ??
    null;
  const calendars = notaries.flatMap((one) => (one.kind === 'opentimestamps' ? one.calendars : []));
  return [
    ...notaries.flatMap((one) => (one.kind === 'rfc3161' ? [createRfc3161Notary(one, clock)] : [])),
    ...(calendars.length === 0 ? [] : [createOpenTimestampsNotary(calendars, { explorer })]),
    ...witnesses.flatMap(({ url, ...rest }) =>
      url === null ? [] : [createWitnessNotary({ ...rest, url }, prove, clock)],
    ),
  ];
}

/** The beacon that is configured, or null. */
async function createBeacon({ drand }: Config, parts: DrandParts): Promise<Beacon | null> {
  if (drand === null) return null;
  // The curve is a large import that archives without a beacon do without.
  const { createDrandBeacon } = await import('./adapters/drand/beacon.js');
  return createDrandBeacon(drand, parts);
}

/** With its secrets from the environment; one whose secrets are missing says so whenever it is to tell. */
function createNotifier(
  one: Config['notify'][number],
  env: NodeJS.ProcessEnv,
  clock: Clock,
  connect: Connect | null,
): Notifier {
  const { kind, name } = one;
  const secret = (variable: string): string => {
    const value = env[variable];
    if (value) return value;
    const message = `The variable ${variable} of the environment, named in \`notify\`, is not set.`;
    throw new VestigeError('NOTIFIER_FAILED', message);
  };
  try {
    if (kind === 'email') {
      const { smtp, from, to, userEnv, passwordEnv } = one;
      const login =
        userEnv === undefined || passwordEnv === undefined
          ? null
          : { user: secret(userEnv), password: secret(passwordEnv) };
      return createEmailNotifier({ name, smtp, from, to, login, connect });
    }
    if (kind === 'webhook') {
      return createWebhookNotifier(
        { name, url: one.url, secret: secret(one.secretEnv), connect },
        clock,
      );
    }
    if (kind === 'telegram') {
      const { url, chat } = one;
      return createTelegramNotifier({ name, url, chat, token: secret(one.tokenEnv), connect });
    }
    const url = secret(one.urlEnv);
    if (!URL.canParse(url)) {
      throw new VestigeError('NOTIFIER_FAILED', `The variable ${one.urlEnv} holds no address.`);
    }
    if (kind !== 'ntfy') return createChatNotifier({ name, kind, url, connect });
    const token = one.tokenEnv === undefined ? null : secret(one.tokenEnv);
    return createNtfyNotifier({ name, url, token, connect });
  } catch (error) {
    const send = () => Promise.reject(error);
    return { name, kind, where: '', fault: error instanceof Error ? error.message : '', send };
  }
}

/** Opens the witness in `directory`; with `name` it is made where there is none. @throws WITNESS_MISSING */
export async function openWitness(directory: string, name: string | null): Promise<Witness> {
  const passphrase = process.env.VESTIGE_KEY_PASSPHRASE ?? null;
  const memory = openWitnessMemory(join(resolve(directory), 'witness.db'), { name, passphrase });
  return createWitness({ memory, clock: createSystemClock() });
}

/** Who collects, where somebody is named. */
function collectorOf({ collector: { name, ...more } }: Config): Collector | null {
  return name === null ? null : { name, ...more, sealedIdentity: more.sealedIdentity as Digest };
}

async function isAny(items: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of items) return true;
  return false;
}
