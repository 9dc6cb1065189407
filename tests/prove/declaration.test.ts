// The draft declaration and the table of what standards ask for: what they name is in the bundle.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { writeDeclaration } from '../../src/prove/report/declaration.js';
import { standardsTable } from '../../src/prove/report/standards.js';
import { reportWords } from '../../src/prove/words/by-language.js';
import { LANGUAGES } from '../../src/prove/words/report-words.js';
import { makeSample } from './sample.js';

const { input } = await makeSample();
const known = { software: 'Vestige/0.1.0', fingerprint: `sha256:${'0'.repeat(64)}` };

it.each(
  LANGUAGES,
)('the declaration in %s is a draft in English, which nobody signed', (language) => {
  const html = writeDeclaration({ ...input, language }, known);
  expect(html).toContain('DRAFT, NOT SIGNED');
  expect(html).toContain('under the laws of the United States of America');
  expect(html).toMatch(/Signature <span class="blank">_+<\/span>/);
  expect(html).not.toMatch(/[{}`](?=[^<]*<\/(?:li|p|h1)>)/);
  for (const { capture } of input.captures) expect(html).toContain(capture.manifest);
  // Each part again in the reader's language, in its own direction.
  const { tag, direction } = reportWords(language);
  const translated = html.split(`class="translated" lang="${tag}" dir="${direction}"`).length - 1;
  expect(translated).toBe(language === 'en' ? 0 : 20);
});

it('the table of standards names fields that the manifest has', async () => {
  const schema = JSON.parse(
    await readFile(new URL('../../docs/schemas/manifest.schema.json', import.meta.url), 'utf8'),
  );
  const cells = [...standardsTable(reportWords('en')).matchAll(/<code[^>]*>([^<]*)<\/code>/g)];
  const named = cells.flatMap(([, text = '']) => {
    const [, fields] = /^provenance\/&lt;capture&gt;\.json: (.*)$/.exec(text) ?? [];
    return fields?.split(', ') ?? [];
  });
  expect(named).toContain('provenance.userAgent');
  for (const field of named) expect(has(schema, field.split('.')), field).toBe(true);
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
}

function has({ properties, anyOf }: Schema, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  const inner = properties?.[name];
  if (inner !== undefined) return has(inner, rest);
  return anyOf?.some((one) => has(one, [name, ...rest])) ?? false;
}
