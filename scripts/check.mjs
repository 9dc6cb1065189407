// Every `check:…` of package.json, two at a time, each told whole when it is done; exit code 1 when any fails.
import { exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const home = path.resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
const env = {
  ...process.env,
  PATH: `${home}/node_modules/.bin${path.delimiter}${process.env.PATH}`,
};

/** In the order of package.json, where the longest stands first. */
const waiting = Object.keys(scripts).filter((name) => name.startsWith('check:'));
const failed = [];

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { code, output } = await run(scripts[name]);
    console.log(`${name}: ${code === 0 ? 'ok' : 'FAILED'}\n${output}`.trim());
    if (code !== 0) failed.push(name);
  }
}

function run(command) {
  return new Promise((resolve) => {
    exec(command, { cwd: home, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr }),
    );
  });
}

await Promise.all([work(), work()]);
if (failed.length > 0) {
  console.error(`check: ${failed.join(', ')} failed`);
  process.exitCode = 1;
}
