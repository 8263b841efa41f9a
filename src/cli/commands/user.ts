// kizuki user: lists, makes and disables users, and sets new passwords. A password is never an argument.
import { roles, type Role } from '../../domain/access/policy.ts';
import { AppError } from '../../domain/errors.ts';
import type { Command, Context, Input, OptionSpec } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printTable } from '../output.ts';

const passwordOption: OptionSpec = {
  kind: 'flag',
  meaning: 'Read the password from standard input (one line). Without it one is made up and shown once.',
};
/** As the contract has it for passwords. */
const fewestLetters = 10;
const mostLetters = 200;

async function readPassword(input: Input, { io }: Context): Promise<string | null> {
  if (!input.flag('password-stdin')) return null;
  let text = '';
  for await (const piece of io.stdin.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > 10 * mostLetters) break;
  }
  const password = text.replace(/\r?\n$/u, '');
  if (password.length < fewestLetters || password.length > mostLetters || /[\r\n]/u.test(password)) {
    throw new AppError(
      'invalid_input',
      `The password on standard input must be one line of ${String(fewestLetters)} to ${String(mostLetters)} characters.`,
      { where: '--password-stdin' },
    );
  }
  return password;
}

async function showPassword({ io }: Context, password: string | null): Promise<void> {
  if (password !== null) await io.out(`Password (shown only now): ${password}\n`);
}

const list: Command = {
  name: 'user list',
  summary: 'Lists all users with their workspaces and roles.',
  examples: ['kizuki user list', 'kizuki user list --json'],
  async run(_input, { ports, io, json }) {
    const users = await (await ports.users()).list();
    if (json) await io.out(`${JSON.stringify({ users })}\n`);
    else {
      await printTable(
        io,
        users.map(({ email, name, disabledAt, workspaces }) => [
          email,
          name,
          workspaces.map((workspace) => `${workspace.name} (${workspace.role})`).join(', '),
          disabledAt === null ? '' : 'disabled',
        ]),
      );
    }
    return exitCodes.ok;
  },
};

const create: Command = {
  name: 'user create',
  summary: 'Makes a user and takes them onto a team; an owner may get a new workspace.',
  details:
    'A workspace is named by its id, its short name or its name. With --owner, a workspace that is not there is made. ' +
    'A user whose address is known already keeps their password and joins the team.',
  options: {
    email: { kind: 'text', value: 'ADDRESS', required: true, meaning: 'The address they sign in with.' },
    name: { kind: 'text', value: 'NAME', required: true, meaning: 'The name their team sees.' },
    workspace: { kind: 'text', value: 'WORKSPACE', required: true, meaning: 'The team they join.' },
    owner: { kind: 'flag', meaning: 'The same as --role owner.' },
    role: { kind: 'text', values: roles, meaning: 'What they may do.', initial: 'agent' },
    locale: { kind: 'text', values: ['ja', 'en'], meaning: 'Their language.', initial: 'en' },
    'time-zone': {
      kind: 'text',
      value: 'ZONE',
      meaning: 'Time zone of a new workspace, such as Asia/Tokyo. Without it: this machine’s.',
    },
    'password-stdin': passwordOption,
  },
  examples: [
    'kizuki user create --owner --email aoi@example.com --name Aoi --workspace Acme',
    'printf %s "$PASSWORD" | kizuki user create --email ben@example.com --name Ben --workspace Acme --password-stdin',
  ],
  async run(input, context) {
    const role = (input.flag('owner') ? 'owner' : input.must('role')) as Role;
    const made = await (
      await context.ports.users()
    ).create({
      email: input.must('email'),
      name: input.must('name'),
      workspace: input.must('workspace'),
      role,
      password: await readPassword(input, context),
      locale: input.text('locale') === 'ja' ? 'ja' : 'en',
      timeZone: input.text('time-zone') ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    const { io, json } = context;
    if (json) await io.out(`${JSON.stringify(made)}\n`);
    else {
      const what = made.madeUser ? 'was made' : 'was known and kept their password';
      const where = made.madeWorkspace ? 'the new workspace' : 'the workspace';
      await io.out(
        `${input.must('email')} ${what}, and is ${role} of ${where} ${input.must('workspace')}.\n`,
      );
      await showPassword(context, made.password);
    }
    return exitCodes.ok;
  },
};

const emailTaken = [{ name: 'EMAIL', meaning: 'The address they sign in with.' }];

const resetPassword: Command = {
  name: 'user reset-password',
  summary: 'Sets a new password and ends all sessions of the user.',
  takes: emailTaken,
  options: { 'password-stdin': passwordOption },
  examples: ['kizuki user reset-password aoi@example.com'],
  async run(input, context) {
    const email = input.positionals['EMAIL'] ?? '';
    const password = await readPassword(input, context);
    const result = await (await context.ports.users()).resetPassword(email, password);
    if (context.json) await context.io.out(`${JSON.stringify(result)}\n`);
    else {
      await context.io.out(
        `${email} has a new password; ${String(result.sessionsEnded)} sessions were ended.\n`,
      );
      await showPassword(context, result.password);
    }
    return exitCodes.ok;
  },
};

const disable: Command = {
  name: 'user disable',
  summary: 'Ends all sessions of a user and lets them sign in no more; their work stays.',
  takes: emailTaken,
  examples: ['kizuki user disable ben@example.com'],
  async run(input, { ports, io, json }) {
    const email = input.positionals['EMAIL'] ?? '';
    const result = await (await ports.users()).disable(email);
    if (json) await io.out(`${JSON.stringify(result)}\n`);
    else await io.out(`${email} can sign in no more; ${String(result.sessionsEnded)} sessions were ended.\n`);
    return exitCodes.ok;
  },
};

const enable: Command = {
  name: 'user enable',
  summary: 'Lets a disabled user sign in again.',
  takes: emailTaken,
  examples: ['kizuki user enable ben@example.com'],
  async run(input, { ports, io, json }) {
    const email = input.positionals['EMAIL'] ?? '';
    await (await ports.users()).enable(email);
    await io.out(json ? '{}\n' : `${email} can sign in again.\n`);
    return exitCodes.ok;
  },
};

export const userCommands: readonly Command[] = [list, create, resetPassword, disable, enable];
