// `vestige account`, `token`, `sign-in`: who may come in.
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { Option } from 'commander';
import { VestigeError } from '../errors.js';
import { ROLES, type Role, SCOPES, type Scope } from '../model/access.js';
import type { Run } from './command.js';

/** Adds the commands of access to the program. */
export function addAccessCommands(program: Command, run: Run): void {
  addAccounts(program, run);
  program
    .command('sign-in')
    .description('print a new link that opens the dashboard of this machine once')
    .action(() =>
      run(({ output, withArchive, config }) =>
        withArchive(async (archive) => {
          const { secret } = await archive.makeSignInLink();
          const { host, port, publicUrl, tls } = config().server;
          const own = `${tls === null ? 'http' : 'https'}://${host}:${port}`;
          const url = `${publicUrl ?? own}/sign-in?token=${secret}`;
          output.result({ url }, url);
          return 0;
        }),
      ),
    );
  program
    .command('token')
    .description('make a token for a program that uses the API')
    .argument('<label>', 'what it is for')
    .addOption(new Option('--scope <scope...>').choices(SCOPES).default(['read']))
    .option('--days <n>', 'until it ends', Number, 365)
    .action((label: string, { scope, days }: { scope: Scope[]; days: number }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const made = await archive.makeToken({ holder: 'local', label, scopes: scope, days });
          output.result({ ...made.pass, secret: made.secret }, made.secret);
          return 0;
        }),
      ),
    );
}

function addAccounts(program: Command, run: Run): void {
  const accounts = program.command('account').description('who may sign in to the dashboard');
  accounts
    .command('add')
    .description('add an account, or give it a new role and password')
    .argument('<name>')
    .addOption(new Option('--role <role>').choices(ROLES).default('investigator'))
    .addHelpText('after', '\nThe password is asked for, or read from VESTIGE_PASSWORD.')
    .action((name: string, { role }: { role: Role }) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const made = await archive.putAccount(name, role, await readPassword());
          output.result(made, `${made.name} may sign in as ${made.role}.`);
          return 0;
        }),
      ),
    );
  accounts
    .command('list')
    .description('list the accounts')
    .action(() =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          const found = await archive.listAccounts();
          const lines = found.map(({ name, role, createdAt }) => `${name}  ${role}  ${createdAt}`);
          output.result({ accounts: found }, lines.join('\n') || 'There is no account.');
          return 0;
        }),
      ),
    );
  accounts
    .command('remove')
    .description('remove an account; its sessions and tokens end at once')
    .argument('<name>')
    .action((name: string) =>
      run(({ output, withArchive }) =>
        withArchive(async (archive) => {
          await archive.removeAccount(name);
          output.result({ removed: name }, `${name} is removed.`);
          return 0;
        }),
      ),
    );
}

/** From the environment, or one line of standard input. */
async function readPassword(): Promise<string> {
  const given = process.env.VESTIGE_PASSWORD;
  if (given !== undefined) return given;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question('Password (it is shown as you type): ');
  } catch (cause) {
    throw new VestigeError('INPUT_INVALID', 'No password was given.', { cause });
  } finally {
    lines.close();
  }
}
