// /api/v1/watches and /api/v1/cases: what is watched.
import { z } from 'zod';
import type { Archive } from '../archive.js';
import { digestOf } from '../model/digest.js';
import type { WatchId } from '../model/id.js';
import { PAGE_STATES } from '../model/state.js';
import type { Watch } from '../model/watch.js';
import { presentGap, presentWatch } from '../present.js';
import { type App, type Parts, writable } from './app.js';
import { byId, listOf, pageOf, watch, watchInput, watchPatch } from './schemas.js';

const addedWatch = watch.extend({ existing: z.boolean(), ignored: z.array(z.string()) });
const counts = z.object({
  total: z.number(),
  paused: z.number(),
  overdue: z.number(),
  states: z.record(z.string(), z.number()),
});
const caseSummary = z.object({
  name: z.string(),
  watches: z.number(),
  openFlags: z.number(),
  states: z.record(z.string(), z.number()),
  lastCaptureAt: z.string().nullable(),
});
const query = z.object({
  ...pageOf(/^w_[0-9A-Z]{26}$/),
  case: z.string().optional(),
  state: z.enum(PAGE_STATES).optional(),
  label: z.string().optional(),
  text: z.string().max(200).optional(),
  paused: z.stringbool().optional(),
  overdue: z.stringbool().optional(),
});
/** As much as a list of ten thousand addresses with claims needs. */
const LONGEST_LIST = 10_000;

/** Adds the routes of watches and cases. */
export function addWatchRoutes(app: App, archive: Archive, { noteAct }: Parts): void {
  const tags = ['watches'];
  app.get(
    '/api/v1/watches',
    {
      config: { needs: 'read' },
      schema: { tags, querystring: query, response: { 200: listOf('watches', watch) } },
    },
    async ({ query: { cursor, limit, case: caseName, state, label, text, paused, overdue } }) => {
      const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
      const watches = await archive.listWatches({
        ...(caseName === undefined ? {} : { caseName }),
        ...(state === undefined ? {} : { state }),
        ...(label === undefined ? {} : { label }),
        ...(text === undefined || text === '' ? {} : { text }),
        ...(paused === undefined ? {} : { paused }),
        ...(overdue === true ? { dueBefore: hourAgo } : {}),
        ...(cursor === undefined ? {} : { after: cursor as WatchId }),
        limit,
      });
      const next = watches.length === limit ? (watches.at(-1)?.id ?? null) : null;
      return { watches: watches.map(shape), next };
    },
  );
  app.get(
    '/api/v1/watches/counts',
    { config: { needs: 'read' }, schema: { tags, response: { 200: counts } } },
    async () => archive.countWatches(),
  );
  app.post(
    '/api/v1/watches',
    {
      config: { needs: 'write' },
      schema: {
        tags,
        body: z.strictObject({ watches: z.array(watchInput).min(1).max(LONGEST_LIST) }),
        response: { 201: z.object({ watches: z.array(addedWatch) }) },
      },
    },
    async (request, reply) => {
      const added = await archive.addWatches(request.body.watches.map(inputOf));
      const fresh = added.filter(({ existing }) => !existing).map(({ watch: one }) => one.id);
      const [only] = fresh;
      if (fresh.length === 1 && only !== undefined) await noteAct(request, 'watch-added', only);
      else if (fresh.length > 1) {
        const subject = digestOf(fresh.join('\n'));
        await noteAct(request, 'watches-added', subject, `${fresh.length} watches`);
      }
      const watches = added.map((one) => ({
        ...shape(one.watch),
        existing: one.existing,
        ignored: [...one.ignored],
      }));
      return reply.code(201).send({ watches });
    },
  );
  addPreview(app, archive);
  app.get(
    '/api/v1/watches/:id',
    { config: { needs: 'read' }, schema: { tags, params: byId, response: { 200: watch } } },
    async ({ params }) => shape(await archive.getWatch(params.id)),
  );
  app.patch(
    '/api/v1/watches/:id',
    {
      config: { needs: 'write' },
      schema: { tags, params: byId, body: watchPatch, response: { 200: watch } },
    },
    async (request) => {
      const edited = await archive.editWatch(request.params.id, inputOf(request.body));
      await noteAct(request, 'watch-edited', edited.id);
      return shape(edited);
    },
  );
  const moves = {
    pause: archive.pauseWatch,
    resume: archive.resumeWatch,
    remove: archive.removeWatch,
  };
  for (const [name, move] of Object.entries(moves)) {
    app.post(
      `/api/v1/watches/:id/${name}`,
      { config: { needs: 'write' }, schema: { tags, params: byId, response: { 200: watch } } },
      async (request) => {
        const moved = await move(request.params.id);
        await noteAct(request, `watch-${name}`, moved.id);
        return shape(moved);
      },
    );
  }
  app.get(
    '/api/v1/watches/:id/looks',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        description: 'What every capture of a span of time showed, in short, oldest first.',
        params: byId,
        querystring: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
        response: {
          200: z.object({
            looks: z.array(z.object({ capture: z.string(), at: z.string(), class: z.string() })),
          }),
        },
      },
    },
    async ({ params, query: { from, to } }) => {
      const [begin, end] = [from, to].map((at) => new Date(at).toISOString());
      return { looks: [...(await archive.listLooks(params.id, begin ?? '', end ?? ''))] };
    },
  );
  app.get(
    '/api/v1/watches/:id/gaps',
    {
      config: { needs: 'read' },
      schema: {
        tags,
        params: byId,
        response: {
          200: z.object({
            gaps: z.array(
              z.object({
                from: z.string(),
                to: z.string(),
                missed: z.number(),
                reason: z.string(),
              }),
            ),
          }),
        },
      },
    },
    async ({ params }) => ({ gaps: (await archive.listGaps(params.id)).map(presentGap) }),
  );
  app.get(
    '/api/v1/cases',
    {
      config: { needs: 'read' },
      schema: { tags: ['cases'], response: { 200: z.object({ cases: z.array(caseSummary) }) } },
    },
    async () => ({ cases: [...(await archive.listCases())] }),
  );
}

function addPreview(app: App, archive: Archive): void {
  app.post(
    '/api/v1/watches/preview',
    {
      config: { needs: 'write' },
      bodyLimit: 32 * 1024 * 1024,
      schema: {
        tags: ['watches'],
        description: 'What a list would register; nothing is stored.',
        body: z.strictObject({
          fileName: z.string().max(255).default('list'),
          text: z.string().optional(),
          /** For a file: its bytes, whatever their encoding. */
          base64: z.base64().optional(),
          case: z.string().optional(),
          every: z.string().optional(),
        }),
        response: {
          200: z.object({
            watches: z.array(watchInput.extend({ existing: z.string().nullable() })),
            errors: z.array(z.object({ line: z.number(), message: z.string() })),
            folded: z.number(),
            encoding: z.string(),
          }),
        },
      },
    },
    async ({ body: { fileName, text = '', base64, case: caseName, every } }) => {
      const { drafts, existing, errors, folded, encoding } = await archive.previewWatches({
        fileName,
        bytes: base64 === undefined ? Buffer.from(text) : Buffer.from(base64, 'base64'),
        ...(caseName ? { caseName } : {}),
        ...(every ? { every } : {}),
      });
      const watches = drafts.map(({ urlKey: _, caseName: name, ...draft }, index) => ({
        ...writable(draft),
        case: name,
        existing: existing[index]?.id ?? null,
      }));
      return { watches, errors: [...errors], folded, encoding };
    },
  );
}

/** The outside shape. */
function shape(one: Watch) {
  return writable(presentWatch(one));
}

function inputOf<T extends { case?: string | undefined }>({ case: caseName, ...rest }: T) {
  return caseName === undefined ? rest : { ...rest, caseName };
}
