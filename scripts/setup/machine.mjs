// What else the machine must have: fonts for Chinese and Arabic, and the tools the tests use.
import { installPackages } from './packages.mjs';
import { findProgram, run, say } from './process.mjs';
import { readStamp, writeStamp } from './stamps.mjs';

const LANGUAGES = { zh: 'Chinese', ar: 'Arabic' };
const FONT_PACKAGES = ['fontconfig', 'fonts-noto-core', 'fonts-noto-cjk'];

export const fonts = {
  // macOS and Windows bring theirs along.
  isDone: ({ root }) => process.platform !== 'linux' || readStamp(root, 'fonts') !== null,
  async run({ root }) {
    let missing = await missingLanguages();
    if (missing.length > 0) {
      const lacking = `There is no font for ${missing.join(' and ')}`;
      try {
        await installPackages(FONT_PACKAGES, lacking);
        missing = await missingLanguages();
        say('fonts: installed for Chinese and Arabic');
      } catch (error) {
        // Everything but the pictures is right without them: said every time, and not fatal.
        say(`WARNING: ${lacking}: screenshots show boxes. ${error.message} ${error.wayOut ?? ''}`);
      }
    } else say('fonts: Chinese and Arabic are there');
    if (missing.length === 0) writeStamp(root, 'fonts', { languages: Object.keys(LANGUAGES) });
  },
};

async function missingLanguages() {
  if (findProgram('fc-list') === null) return Object.values(LANGUAGES);
  const missing = [];
  for (const [tag, language] of Object.entries(LANGUAGES)) {
    const { output } = await run('fc-list', [`:lang=${tag}`, 'family']);
    if (output.trim() === '') missing.push(language);
  }
  return missing;
}

const TEST_TOOLS = ['openssl', 'unzip', 'jq'];

export const testTools = {
  isDone: () => TEST_TOOLS.every((name) => findProgram(name) !== null),
  async run() {
    const missing = TEST_TOOLS.filter((name) => findProgram(name) === null);
    await installPackages(missing, 'The tests compare with other programs');
    say(`test tools: installed ${missing.join(', ')}`);
  },
};
