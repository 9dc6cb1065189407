// Renews the README's pictures: the test that plays the whole story takes them on its way.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const taken = mkdtempSync(join(tmpdir(), 'vestige-pictures-'));
const { status } = spawnSync('npx', ['vitest', 'run', 'tests/dashboard/story.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, VESTIGE_PICTURES: taken },
});
if (status === 0) {
  for (const name of ['inbox', 'compare']) {
    copyFileSync(join(taken, `${name}.png`), `docs/images/${name}.png`);
  }
}
rmSync(taken, { recursive: true, force: true });
process.exit(status ?? 1);
