// Auditing an archive, against `sha256sum` over the same files.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addWatches, type BenchArchive, inDirectory, openBenchArchive } from './archive.js';
import { tell, timed } from './report.js';
import { makeScreenshot, makeVisit, urlOf } from './visits.js';

const PAGES = 20;
const CAPTURES = 3;
const ROUNDS = 5;
const MB = 1e6;

export async function run(): Promise<void> {
  await inDirectory(async (root) => {
    const archive = await openBenchArchive(root);
    await fill(archive);
    await archive.sign();
    const files = listFiles(join(root, 'blobs'));
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    const audits: number[] = [];
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const auditMs = await timed(async () => {
        const { ok, problems } = await archive.audit();
        if (!ok) throw new Error(JSON.stringify(problems[0]));
      });
      const sumMs = await timed(() =>
        execFileSync('xargs', ['-0', 'sha256sum'], { input: files.join('\0'), stdio: 'pipe' }),
      );
      audits.push(bytes / MB / (auditMs / 1000));
      ratios.push(auditMs / sumMs);
    }
    tell(`audit of ${files.length} files, ${(bytes / MB).toFixed(0)} MB as stored`, 'MB/s', audits);
    tell('its time against that of sha256sum', '×', ratios, { most: 1.5 });
    await archive.close();
  });
}

/** An archive as it becomes: pages of photographs, now and then edited. */
export async function fill(archive: BenchArchive): Promise<void> {
  const watches = await addWatches(
    archive,
    Array.from({ length: PAGES }, (_, page) => urlOf(page)),
  );
  for (let round = 0; round < CAPTURES; round += 1) {
    for (const [page, watch] of watches.entries()) {
      const edits = page % 4 === 0 ? round : 0;
      const screenshot = await makeScreenshot(`${page} ${edits}`, 2000);
      const sentence = `等待时间：第${edits}次修改。`;
      const plan = { page, round, paragraphs: 150, sentence, screenshot };
      await archive.capture(watch, await makeVisit(archive.spool, plan));
    }
  }
}

function listFiles(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}
