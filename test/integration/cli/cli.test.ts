// The command line from an operator's seat: set up, look, back up while it runs, restore elsewhere, export, and what it refuses.
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPasswords } from '../../../src/server/auth/passwords.ts';
import { inWorkspace, openDatabase, type OpenDatabase } from '../../../src/storage/database.ts';
import { silentLog } from '../../../src/storage/log.ts';
import { findEmbedded } from '../../../src/storage/running.ts';
import { allWorkspaces } from '../../../src/storage/user-admin.ts';
import { findUserByEmail } from '../../../src/storage/users.ts';
import { newId } from '../../harness/uuid.ts';
import { kizuki, startKizuki, type Ran } from './kizuki.ts';

let folder = '';
let dataDir = '';
let program: ChildProcess | null = null;
let open: OpenDatabase;
const env = (more: Record<string, string> = {}): Record<string, string> => ({
  KIZUKI_DATA_DIR: dataDir,
  KIZUKI_PARTS: 'worker',
  KIZUKI_LOG_LEVEL: 'error',
  ...more,
});
const run = (args: readonly string[], stdin = '', more: Record<string, string> = {}): Promise<Ran> =>
  kizuki(args, env(more), stdin);

/** Starts the program's worker and waits until its database answers. */
async function serve(): Promise<void> {
  program = startKizuki(['serve'], env());
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await findEmbedded(dataDir);
    const keyThere = await stat(path.join(dataDir, 'secret.key')).catch(() => null);
    if (found !== undefined && keyThere !== null) {
      open = openDatabase({ url: found.url('app'), log: silentLog, poolSize: 2 });
      return;
    }
    await sleep(100);
  }
  throw new Error('the program did not start');
}

async function stop(): Promise<number | null> {
  await open.close();
  if (program === null) return null;
  const ended = once(program, 'exit') as Promise<[number | null]>;
  program.kill('SIGTERM');
  const [code] = await ended;
  program = null;
  return code;
}

/** Puts a post in the workspace whose text a spreadsheet would run. */
async function addPosts(texts: readonly string[]): Promise<void> {
  const [workspace] = await allWorkspaces(open.db);
  const workspaceId = workspace?.id ?? '';
  const at = new Date().toISOString();
  await inWorkspace(open.db, workspaceId, async (trx) => {
    const identityId = newId();
    await trx
      .insertInto('identity')
      .values({
        workspace_id: workspaceId,
        id: identityId,
        network: 'practice',
        native_id: identityId,
        avatar_url: null,
        followers: null,
        following: null,
        posts: null,
        url: null,
        profile_seen_at: null,
        gone_at: null,
        first_seen_at: at,
      })
      .execute();
    for (const text of texts) {
      const id = newId();
      await trx
        .insertInto('post')
        .values({
          workspace_id: workspaceId,
          id,
          network: 'practice',
          native_id: id,
          identity_id: identityId,
          account_id: null,
          source_id: null,
          kind: 'post',
          visibility: 'public',
          text,
          lang: 'en',
          reply_to: null,
          root: null,
          quotes: null,
          conversation: null,
          url: null,
          created_at: at,
          seen_at: at,
          edited_at: null,
          deleted_at: null,
        })
        .execute();
    }
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-cli-'));
  dataDir = path.join(folder, 'data');
});

afterAll(async () => {
  if (program !== null) await stop();
  await rm(folder, { recursive: true, force: true });
});

describe('before the first start', { timeout: 180_000 }, () => {
  it('examines what is there, and changes nothing', async () => {
    const { code, out } = await run(['doctor', '--json']);
    expect(code).toBe(0);
    const { checks } = JSON.parse(out) as { checks: { name: string; state: string }[] };
    expect(checks.find(({ name }) => name === 'database')?.state).toBe('skip');
    for (const args of [
      ['user', 'list'],
      ['migrate', 'status'],
      ['export', 'cases', '--workspace', 'Acme'],
      ['backup', '-'],
    ]) {
      const looked = await run(args);
      expect([looked.code, looked.out]).toEqual([4, '']);
      expect(looked.err).toContain('There is no database in');
    }
    await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
  });

  it('makes the first owner with a password from standard input', async () => {
    const args = [
      'user',
      'create',
      '--owner',
      '--email',
      'Aoi@example.com',
      '--name',
      'Aoi',
      '--workspace',
      'Acme',
    ];
    const short = await run([...args, '--password-stdin'], 'short\n');
    expect([short.code, short.err]).toEqual([2, expect.stringContaining('10 to 200 characters')]);
    const made = await run([...args, '--password-stdin', '--json'], '正しい馬 バッテリー\n');
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({ madeUser: true, madeWorkspace: true, password: null });
  });
});

describe('while the program runs', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    await serve();
    await addPosts([
      '=HYPERLINK("http://example.com")',
      'acme が動かない, "really"',
      'two\nlines, 090-1234-5678',
    ]);
  });

  it('the owner’s password is the one that was given', async () => {
    const user = await findUserByEmail(open.db, 'aoi@example.com');
    expect(await createPasswords().verify(user?.passwordHash ?? null, '正しい馬 バッテリー')).toBe(true);
  });

  it('adds a member, shows a made-up password once, resets it, disables and enables', async () => {
    const made = await run([
      'user',
      'create',
      '--email=ben@example.com',
      '--name=Ben',
      '--workspace=acme',
      '--json',
    ]);
    const { password } = JSON.parse(made.out) as { password: string };
    expect(password).toMatch(/^\w{20}$/);
    const again = await run(['user', 'create', '--email=ben@example.com', '--name=Ben', '--workspace=acme']);
    expect([again.code, again.err]).toEqual([4, expect.stringContaining('on the team of Acme already')]);
    const reset = await run(['user', 'reset-password', 'ben@example.com', '--json']);
    const { password: next } = JSON.parse(reset.out) as { password: string };
    const passwords = createPasswords();
    const hashOf = async () => (await findUserByEmail(open.db, 'ben@example.com'))?.passwordHash ?? null;
    expect(await passwords.verify(await hashOf(), password)).toBe(false);
    expect(await passwords.verify(await hashOf(), next)).toBe(true);
    expect((await run(['user', 'disable', 'ben@example.com'])).code).toBe(0);
    expect((await findUserByEmail(open.db, 'ben@example.com'))?.disabledAt).not.toBeNull();
    expect((await run(['user', 'enable', 'ben@example.com'])).code).toBe(0);
    const list = await run(['user', 'list', '--json']);
    expect(JSON.parse(list.out)).toMatchObject({
      users: [
        { email: 'aoi@example.com', workspaces: [{ name: 'Acme', role: 'owner' }] },
        { email: 'ben@example.com', disabledAt: null, workspaces: [{ name: 'Acme', role: 'agent' }] },
      ],
    });
  });

  it('refuses with words and an exit code', async () => {
    const nobody = await run(['user', 'disable', 'nobody@example.com', '--json']);
    expect(nobody.code).toBe(4);
    expect(JSON.parse(nobody.err)).toMatchObject({ error: { code: 'not_found', exitCode: 4 } });
    const last = await run(['user', 'disable', 'aoi@example.com']);
    expect([last.code, last.err]).toEqual([4, expect.stringContaining('last owner of the workspace "Acme"')]);
    const option = await run(['backup', 'x.tar', '--without-key']);
    expect([option.code, option.err]).toEqual([2, expect.stringContaining('Did you mean --without-keys?')]);
    const gone = await run(['migrate', 'status'], '', {
      DATABASE_URL: 'postgres://kizuki@127.0.0.1:9/kizuki',
    });
    expect([gone.code, gone.err]).toEqual([3, expect.stringContaining('cannot be reached')]);
    const wrong = await run(['user', 'list'], '', { KIZUKI_DATABASE_POOL: 'many' });
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('KIZUKI_DATABASE_POOL is "many"')]);
  });

  it('examines the running program', async () => {
    const { code, out } = await run(['doctor', '--offline', '--json']);
    const { checks } = JSON.parse(out) as { checks: { name: string; state: string; found: string }[] };
    expect(checks.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(code).toBe(0);
    const names = checks.map(({ name }) => name);
    for (const name of [
      'database',
      'clock',
      'migrations',
      'roles',
      'row-level security',
      'secret keys',
      'disk',
      'outbox',
    ])
      expect(names).toContain(name);
    const size = checks.find(({ name }) => name === 'size')?.found;
    expect(size).toMatch(/, (?:about [\d,]+ posts|posts not counted yet)$/);
  });

  it('fails the examination where something is wrong, and says what to do', async () => {
    const [workspace] = await allWorkspaces(open.db);
    const workspaceId = workspace?.id ?? '';
    const at = new Date(Date.now() - 3_600_000).toISOString();
    const ids = { account: newId(), source: newId() };
    await inWorkspace(open.db, workspaceId, async (trx) => {
      await trx
        .insertInto('account')
        .values({
          workspace_id: workspaceId,
          id: ids.account,
          brand_id: null,
          network: 'mastodon',
          server: 'http://127.0.0.1:9',
          native_id: 'x',
          handle: 'acme_help',
          avatar_url: null,
          secrets: Buffer.alloc(80),
          secrets_key_id: 'lost',
          token_error: null,
          token_checked_at: at,
          removed_at: null,
        })
        .execute();
      await trx
        .insertInto('source')
        .values({
          workspace_id: workspaceId,
          id: ids.source,
          network: 'mastodon',
          kind: 'notifications',
          account_id: ids.account,
          state: 'backing_off',
          cursor: null,
          last_error_code: 'network_unavailable',
          last_error: 'It does not answer.',
          retry_at: null,
          connected_at: at,
          last_heard_at: at,
          removed_at: null,
          created_at: at,
        })
        .execute();
    });
    const { code, out } = await run(['doctor'], '', { KIZUKI_ALLOW_ADDRESSES: '127.0.0.1' });
    await inWorkspace(open.db, workspaceId, async (trx) => {
      await trx.deleteFrom('source').where('id', '=', ids.source).execute();
      await trx.deleteFrom('account').where('id', '=', ids.account).execute();
    });
    expect(code).toBe(5);
    expect(out).toMatch(/fail {2}account acme_help \(mastodon\): .*key "lost".*\n {6}→ Put the key back/);
    expect(out).toMatch(
      /fail {2}source mastodon notifications: not connected \(backing_off\).*It does not answer/,
    );
    expect(out).toMatch(/fail {2}mastodon at 127\.0\.0\.1:9: .*\n {6}→ See that it runs/);
  });

  it('exports to both formats, and stops when nobody reads on', async () => {
    const lines = (await run(['export', 'posts', '--workspace', 'Acme'])).out.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual([
      '=HYPERLINK("http://example.com")',
      'acme が動かない, "really"',
      'two\nlines, [phone]',
    ]);
    const csv = (await run(['export', 'posts', '--workspace', 'Acme', '--format', 'csv'])).out;
    expect(csv.startsWith('\uFEFFid,network,')).toBe(true);
    expect(csv).toContain(`"'=HYPERLINK(""http://example.com"")"`);
    expect(csv).toContain('"two\nlines, [phone]"');
    expect((await run(['export', 'posts', '--format', 'csv'])).out).toBe(csv);
    expect(await run(['export', 'posts', '--since', '2999-01-01'])).toMatchObject({ code: 0, out: '' });
    const wrong = await run(['export', 'cases', '--workspace', 'Acme', '--since', 'yesterday']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--since is "yesterday"')]);
    expect((await run(['export', 'posts', '--unmasked', ' '])).code).toBe(2);
    expect((await run(['export', 'posts', '--unmasked', 'asked for'])).out).toContain('090-1234-5678');
    const { id = '' } = (await allWorkspaces(open.db))[0] ?? {};
    const told = await inWorkspace(open.db, id, (trx) =>
      trx.selectFrom('event').select('data').where('type', '=', 'workspace.exported').execute(),
    );
    expect(told.at(-1)?.data).toEqual({ kind: 'posts', since: null, unmasked: 'asked for' });
    const child = startKizuki(['export', 'ledger', '--workspace', 'Acme'], env());
    child.stdout?.destroy();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('leaves no half of a backup, whoever goes away while it is written', async () => {
    const place = await mkdtemp(path.join(tmpdir(), 'kizuki-cli-backup-'));
    const unread = startKizuki(['backup', path.join(place, 'unread.tar')], env());
    unread.stderr?.destroy();
    expect(await once(unread, 'close')).toEqual([0, null]);
    const stopped = startKizuki(['backup', path.join(place, 'stopped.tar')], env());
    const ended = once(stopped, 'close');
    while (stopped.exitCode === null && !(await readdir(place)).includes('stopped.tar.unfinished'))
      await sleep(2);
    stopped.kill('SIGTERM');
    await ended;
    const left = await readdir(place);
    await rm(place, { recursive: true });
    expect(left.filter((name) => name !== 'stopped.tar')).toEqual(['unread.tar']);
  });

  it('backs up into a file for its owner only, and refuses to restore beneath the program', async () => {
    const file = path.join(folder, 'backup.tar');
    const { code, out } = await run(['backup', file, '--json']);
    expect(code).toBe(0);
    const { size, mode } = await stat(file);
    expect(mode & 0o777).toBe(0o600);
    expect(JSON.parse(out)).toMatchObject({ file, hasKeys: true, bytes: size });
    expect((await readdir(folder)).toSorted()).toEqual(['backup.tar', 'data']);
    const twice = await run(['backup', file]);
    expect([twice.code, twice.err]).toEqual([4, expect.stringContaining('is there already')]);
    const beneath = await run(['restore', file]);
    expect([beneath.code, beneath.err]).toEqual([4, expect.stringContaining('in use by another Kizuki')]);
  });
});

describe('after it was told to stop', { timeout: 180_000 }, () => {
  it('restores elsewhere, keys and all, once', async () => {
    expect(await stop()).toBe(0);
    const file = path.join(folder, 'backup.tar');
    const elsewhere = { KIZUKI_DATA_DIR: path.join(folder, 'elsewhere') };
    const restored = await run(['restore', file, '--json'], '', elsewhere);
    expect(restored.err).toBe('');
    expect(restored.code).toBe(0);
    const key = path.join(folder, 'elsewhere/secret.key');
    expect(await readFile(key, 'utf8')).toBe(await readFile(path.join(dataDir, 'secret.key'), 'utf8'));
    expect((await stat(key)).mode & 0o777).toBe(0o600);
    const [here, there] = [
      await run(['user', 'list', '--json']),
      await run(['user', 'list', '--json'], '', elsewhere),
    ];
    expect(there.out).toBe(here.out);
    expect((await run(['restore', file], '', elsewhere)).code).toBe(4);
    expect(await readdir(path.join(folder, 'elsewhere'))).not.toContain('staging');
  });

  it('keeps a configured key for the operator instead of losing it', async () => {
    const id = `k${String(Date.now())}`;
    const key = Buffer.alloc(32, 9).toString('base64');
    const file = path.join(folder, 'configured.tar');
    expect((await run(['backup', file], '', { KIZUKI_SECRET_KEYS: `${id}:${key}` })).code).toBe(0);
    const place = path.join(folder, 'third');
    const { out, code } = await run(['restore', file], '', { KIZUKI_DATA_DIR: place });
    expect(code).toBe(0);
    expect(out).toContain('restored-keys.env');
    expect(await readFile(path.join(place, 'restored-keys.env'), 'utf8')).toBe(
      `KIZUKI_SECRET_KEYS=${id}:${key}\n`,
    );
  });

  it('says what is wrong with a file that is no backup', async () => {
    const file = path.join(folder, 'no-backup.tar');
    await writeFile(file, 'hello'.repeat(1_000));
    const { code, err } = await run(['restore', file], '', { KIZUKI_DATA_DIR: path.join(folder, 'fourth') });
    expect([code, err]).toEqual([2, expect.stringContaining('This is no whole backup of Kizuki')]);
    await expect(stat(path.join(folder, 'fourth'))).rejects.toThrow('ENOENT');
  });
});
