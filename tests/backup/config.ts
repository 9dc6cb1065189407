// The shipped configuration with another archive.
import { resolve } from 'node:path';
import { type Config, loadConfig } from '../../src/config.js';

export function configFor(archive: string): Config {
  const packageDir = resolve(import.meta.dirname, '../..');
  return { ...loadConfig({ file: null, env: {}, cwd: '/', packageDir }), archive };
}
