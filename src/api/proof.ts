// /api/v1/exports, verify, log, keys, doctor: what proves, and whether all is well.
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import { z } from 'zod';
import { type Archive, LANGUAGES, verifyWith } from '../archive.js';
import { VestigeError } from '../errors.js';
import { type App, type Parts, writable } from './app.js';
import { bytes } from './openapi.js';
import { byId, job, report } from './schemas.js';

type Job = z.infer<typeof job>;

const KEPT_MS = 86_400_000;
const tags = ['proof'];

const attestation = z.object({
  notary: z.string(),
  kind: z.string(),
  state: z.string(),
  at: z.string().nullable(),
  detail: z.string(),
});
const witness = z.object({
  name: z.string(),
  size: z.number().nullable(),
  at: z.string().nullable(),
  detail: z.string(),
});

/** Adds the routes of proof; what was exported is kept for a day, in `exports/` of the archive. */
export async function addProofRoutes(app: App, archive: Archive, parts: Parts): Promise<void> {
  const dir = join(archive.dir, 'exports');
  // What an earlier process left: nobody has its address any more.
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  addExports(app, archive, parts, dir);
  addVerify(app, dir);
  addLog(app, archive);
}

function addExports(app: App, archive: Archive, { noteAct }: Parts, dir: string): void {
  const jobs = new Map<string, Job>();
  const fileOf = (id: string) => join(dir, `${id}.wacz`);
  const find = (id: string) => {
    const found = jobs.get(id);
    if (found === undefined) throw new VestigeError('JOB_NOT_FOUND', `There is no export ${id}.`);
    return found;
  };
  app.post(
    '/api/v1/exports',
    {
      config: { needs: 'export' },
      schema: {
        tags,
        body: z.strictObject({
          captures: z.array(z.string()).max(10_000).default([]),
          watch: z.string().optional(),
          flag: z.string().optional(),
          case: z.string().optional(),
          language: z.enum(LANGUAGES).default('en'),
        }),
        response: { 202: job },
      },
    },
    async (request, reply) => {
      const { captures, watch, flag, case: caseName, language } = request.body;
      const subject = captures[0] ?? watch ?? flag ?? caseName;
      if (subject === undefined) {
        throw new VestigeError('INPUT_INVALID', 'Say what: captures, watch, flag or case.');
      }
      const id = `e_${randomBytes(10).toString('hex')}`;
      const started: Job = {
        id,
        state: 'running',
        done: 0,
        total: 0,
        bytes: null,
        sha256: null,
        captures: null,
        name: `vestige-${subject.replace(/[^\p{L}\p{N}_-]+/gu, '-')}.wacz`,
        error: null,
        startedAt: new Date().toISOString(),
      };
      jobs.set(id, started);
      await noteAct(request, 'export', subject);
      const choice = {
        captureIds: captures,
        ...(watch === undefined ? {} : { watchId: watch }),
        ...(flag === undefined ? {} : { flagId: flag }),
        ...(caseName === undefined ? {} : { caseName }),
        language,
        outFile: fileOf(id),
      };
      void archive
        .exportBundle(choice, ({ done, total }) => Object.assign(started, { done, total }))
        .then(({ bytes, sha256, captures: count }) =>
          Object.assign(started, { state: 'done', bytes, sha256, captures: count }),
        )
        .catch((error: unknown) =>
          Object.assign(started, {
            state: 'failed',
            error: error instanceof Error ? error.message : String(error),
          }),
        );
      setTimeout(() => {
        jobs.delete(id);
        void rm(fileOf(id), { force: true });
      }, KEPT_MS).unref();
      return reply.code(202).send(started);
    },
  );
  app.get(
    '/api/v1/exports',
    {
      config: { needs: 'export' },
      schema: { tags, response: { 200: z.object({ exports: z.array(job) }) } },
    },
    async () => ({ exports: [...jobs.values()].reverse() }),
  );
  app.get(
    '/api/v1/exports/:id',
    { config: { needs: 'export' }, schema: { tags, params: byId, response: { 200: job } } },
    async ({ params }) => find(params.id),
  );
  app.get(
    '/api/v1/exports/:id/file',
    {
      config: { needs: 'export' },
      schema: {
        tags,
        params: byId,
        response: { 200: bytes('The proof bundle.', 'application/wacz') },
      },
    },
    async (request, reply) => {
      const { id, name, state, bytes: sizeBytes } = find(request.params.id);
      if (state !== 'done') throw new VestigeError('JOB_NOT_FOUND', `${id} is not finished.`);
      await noteAct(request, 'export-downloaded', name);
      return reply
        .type('application/wacz')
        .headers({
          'content-length': sizeBytes ?? 0,
          'content-disposition': `attachment; filename="vestige.wacz"; filename*=UTF-8''${encodeURIComponent(name)}`,
        })
        .send(createReadStream(fileOf(id)));
    },
  );
}

function addVerify(app: App, dir: string): void {
  app.post(
    '/api/v1/verify',
    {
      config: { needs: 'read', takesFile: true },
      schema: {
        tags,
        description:
          'Checks the bundle in the field `file`, as `vestige verify` does, with the keys in the fields before it.',
        response: { 200: report },
      },
    },
    async (request) => {
      const upload = await request.file();
      if (upload === undefined) {
        throw new VestigeError('INPUT_INVALID', 'Send the bundle as the field `file`.');
      }
      const file = join(dir, `verify-${randomBytes(8).toString('hex')}`);
      try {
        await pipeline(upload.file, createWriteStream(file, { mode: 0o600 }));
        if (upload.file.truncated) {
          throw new VestigeError('INPUT_INVALID', 'The bundle is too large for the dashboard.');
        }
        const { ok, checks } = await verifyWith(file, {
          trust: textOf(upload, 'trust'),
          signerKey: textOf(upload, 'signerKey'),
          checkpointKey: textOf(upload, 'checkpointKey'),
          witnessKey: textOf(upload, 'witnessKey'),
        });
        return { ok, checks: checks.map((check) => ({ ...check })) };
      } finally {
        await rm(file, { force: true });
      }
    },
  );
}

/** A field of text that stood before the file. */
function textOf({ fields }: MultipartFile, name: string): string {
  const field = fields[name];
  return field !== undefined && 'value' in field ? String(field.value) : '';
}

function addLog(app: App, archive: Archive): void {
  app.get(
    '/api/v1/log',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        querystring: z.object({
          from: z.coerce.number().int().min(0).optional(),
          limit: z.coerce.number().int().min(1).max(1000).default(100),
        }),
        response: {
          200: z.object({
            size: z.number(),
            root: z.string(),
            checkpoint: z.object({ size: z.number(), note: z.string() }).nullable(),
            entries: z.array(z.looseObject({ seq: z.number(), at: z.string(), type: z.string() })),
          }),
        },
      },
    },
    async ({ query: { from, limit } }) => {
      const { size, root } = await archive.treeHead();
      const entries = await archive.listLog(from ?? Math.max(0, size - limit), limit);
      return {
        size,
        root,
        checkpoint: await archive.latestCheckpoint(),
        entries: entries.map((entry) => ({ ...entry })),
      };
    },
  );
  app.get(
    '/api/v1/log/evidence',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: 'What notaries and witnesses gave over the newest signed checkpoints.',
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(10) }),
        response: {
          200: z.object({
            checkpoints: z.array(
              z.object({ size: z.number(), attestations: z.array(attestation) }),
            ),
            witnesses: z.array(witness),
          }),
        },
      },
    },
    async ({ query: { limit } }) =>
      writable({
        checkpoints: await archive.listEvidence(limit),
        witnesses: await archive.listWitnesses(),
      }),
  );
  app.get(
    '/api/v1/log/gaps',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: 'When nobody looked although pages were due, the latest first.',
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(20) }),
        response: {
          200: z.object({
            gaps: z.array(
              z.object({
                ...{ from: z.string(), to: z.string() },
                ...{ watches: z.number(), missed: z.number(), reason: z.string() },
              }),
            ),
          }),
        },
      },
    },
    async ({ query: { limit } }) => ({ gaps: [...(await archive.listSpans(limit))] }),
  );
  app.get(
    '/api/v1/keys',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        response: {
          200: z.object({
            signer: z.object({ pem: z.string(), fingerprint: z.string() }),
            log: z.object({ vkey: z.string() }),
          }),
        },
      },
    },
    async () => archive.publicKeys(),
  );
  app.get(
    '/api/v1/doctor',
    { config: { needs: 'read' }, schema: { tags, response: { 200: report } } },
    async () => {
      const { ok, checks } = await archive.diagnose();
      return { ok, checks: checks.map((check) => ({ ...check })) };
    },
  );
}
