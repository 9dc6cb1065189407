// The service in this process over a whole archive on disk, with captures put in as the pipeline
// would: real SQLite, files and sockets, and no browser needed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { ServerSettings } from '../../src/api/guard.js';
import { type RunningServer, startServer } from '../../src/api/server.js';
import type { Archive } from '../../src/archive.js';
import { openArchive } from '../../src/compose.js';
import { loadConfig } from '../../src/config.js';
import { software } from '../../src/software.js';
import { openArchive as openTestArchive, type TestArchive } from '../store/archive.js';

export interface TestService {
  readonly dir: string;
  /** Puts watches and captures in. */
  readonly seed: TestArchive;
  readonly archive: Archive;
  readonly server: RunningServer;
  readonly origin: string;
  /** The header of a session that came in by the printed link. */
  readonly cookie: string;
  close(): Promise<void>;
}

export const LOCAL: ServerSettings = {
  ...{ host: '127.0.0.1', port: 0, publicUrl: null, tls: null },
  ...{ replayPort: null, replayUrl: null },
};

/** Starts it; `options` stand over the configuration of a fresh archive. */
export async function startService(options: object = {}): Promise<TestService> {
  const dir = await mkdtemp(join(tmpdir(), 'vestige-api-'));
  const root = join(dir, '案卷');
  const file = join(dir, 'config.yaml');
  await writeFile(file, JSON.stringify({ archive: root, ...options }));
  const packageDir = software().dir;
  const config = loadConfig({ file, env: {}, cwd: dir, packageDir });
  const archive = await openArchive({ config, log: pino({ level: 'silent' }) });
  const seed = await openTestArchive(root);
  const server = await startServer(archive, LOCAL, pino({ level: 'silent' }));
  const cookie = sessionOf(await fetch(server.signInUrl ?? '', { redirect: 'manual' }));
  return {
    ...{ dir, seed, archive, server, cookie },
    origin: server.url,
    async close() {
      await server.close();
      await seed.close();
      await archive.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The header of the session that an answer began. */
export function sessionOf(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
