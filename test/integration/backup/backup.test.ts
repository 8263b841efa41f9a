// A backup is a consistent whole: restored elsewhere every table is equal, and what is not whole is not restored at all.
import { mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpSchema } from '../../../scripts/schema-dump.ts';
import {
  manifestSchema,
  type BackupKeys,
  type BackupManifest,
} from '../../../src/storage/backup/manifest.ts';
import { stagePictures } from '../../../src/storage/backup/pictures.ts';
import { openBackup, restoreBackup, type RestoreSummary } from '../../../src/storage/backup/read.ts';
import { leftOut } from '../../../src/storage/backup/tables.ts';
import { readTar, tarEnd, tarHeader, tarPadding } from '../../../src/storage/backup/tar.ts';
import { writeBackup } from '../../../src/storage/backup/write.ts';
import { withClient } from '../../../src/storage/client.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { startEmbedded } from '../../../src/storage/embedded.ts';
import { silentLog } from '../../../src/storage/log.ts';
import { throwAwaySettings } from '../../../src/storage/postgres/settings.ts';
import { freshDatabase, testDatabase } from '../../harness/database.ts';
import { testDataDirectory } from '../../harness/postgres.ts';
import { fillDatabase, type Filled } from './filled.ts';

const database = testDatabase();
let filled: Filled;
let folder = '';
let archive: Buffer;
const keys: BackupKeys = {
  sealing: { local: Buffer.alloc(32, 7).toString('base64') },
  files: { 'a.json': '{}' },
};

interface Entry {
  name: string;
  body: Buffer;
}

async function backup(url: string, pictures = path.join(folder, 'pictures')): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  await writeBackup({
    url,
    sink: {
      write: (bytes) => {
        pieces.push(bytes);
        return Promise.resolve();
      },
    },
    program: '0.0.0-test',
    nowMs: Date.parse('2026-11-21T00:00:00Z'),
    picturesDirectory: pictures,
    keys,
  });
  return Buffer.concat(pieces);
}

async function entriesOf(tar: Buffer): Promise<Entry[]> {
  const found: Entry[] = [];
  for await (const entry of readTar(pieces(tar)))
    found.push({ name: entry.name, body: await entry.whole(1e9) });
  return found;
}

async function manifestOf(tar: Buffer): Promise<BackupManifest> {
  const entry = (await entriesOf(tar)).find(({ name }) => name === 'manifest.json');
  return manifestSchema.parse(JSON.parse(entry?.body.toString('utf8') ?? 'null'));
}

function archiveOf(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap(({ name, body }) => [
    tarHeader(name, body.length, 0),
    body,
    tarPadding(body.length),
  ]);
  return Buffer.concat([...parts, tarEnd]);
}

/** In pieces of odd sizes, as a disk or a pipe gives them. */
async function* pieces(tar: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < tar.length; at += 5_003) yield await Promise.resolve(tar.subarray(at, at + 5_003));
}

interface Restored {
  summary: RestoreSummary;
  keys: BackupKeys | null;
  pictures: string;
}

async function restore(url: string, tar: Buffer): Promise<Restored> {
  const place = await mkdtemp(path.join(folder, 'restored-'));
  const pictures = path.join(place, 'pictures');
  let kept: BackupKeys | null = null;
  const summary = await restoreBackup({
    url,
    backup: await openBackup(pieces(tar)),
    pictures: stagePictures(pictures, path.join(place, 'staging')),
    log: silentLog,
    keepKeys: (found) => {
      kept = found;
      return Promise.resolve();
    },
  });
  return { summary, keys: kept, pictures };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kizuki-backup-'));
  await mkdir(path.join(folder, 'pictures/one'), { recursive: true });
  await writeFile(path.join(folder, 'pictures/one/abc'), Buffer.from([0, 1, 2, 255]));
  await writeFile(path.join(folder, 'pictures/one/empty'), '');
  filled = await fillDatabase(database());
  archive = await backup(database().adminUrl);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a restored backup', () => {
  it('has tables with equal hashes, and the same schema, keys and pictures', async () => {
    const target = await freshDatabase({ empty: true });
    try {
      const { summary, keys: kept, pictures } = await restore(target.adminUrl, archive);
      expect(summary).toMatchObject({ hasKeys: true, pictures: 2, doubted: 1, program: '0.0.0-test' });
      expect(kept).toEqual(keys);
      expect([...(await readFile(path.join(pictures, 'one/abc')))]).toEqual([0, 1, 2, 255]);
      expect((await stat(path.join(pictures, 'one/empty'))).size).toBe(0);

      const [before, after] = [await manifestOf(archive), await manifestOf(await backup(target.adminUrl))];
      const { event: _, outbound: __, ...others } = before.tables;
      expect(Object.keys(others).length).toBeGreaterThan(25);
      expect(after.tables).toMatchObject(others);
      expect(after.pictures).toEqual(before.pictures);
      // The one send that was on its way is doubted, and the log tells it.
      expect(after.tables['outbound']?.rows).toBe(before.tables['outbound']?.rows);
      expect(after.tables['event']?.rows).toBe((before.tables['event']?.rows ?? 0) + 1);
      const schemas = [database(), target].map(({ adminUrl }) => withClient(adminUrl, dumpSchema));
      expect(await schemas[1]).toBe(await schemas[0]);
    } finally {
      await target.close();
    }
  });

  it('works on: secrets open, the log is read, new rows get new numbers, nothing is sent unseen', async () => {
    const target = await freshDatabase({ empty: true });
    try {
      await restore(target.adminUrl, archive);
      for (const { workspaceId, accountId } of filled.scenes) {
        await inWorkspace(target.db, workspaceId, async (trx) => {
          const account = await trx.selectFrom('account').selectAll().executeTakeFirstOrThrow();
          const sealed = { bytes: account.secrets ?? Buffer.alloc(0), keyId: account.secrets_key_id ?? '' };
          const place = { workspaceId, table: 'account', rowId: accountId };
          expect(filled.box.open(sealed, place)).toEqual({ accessToken: `token of ${workspaceId}` });
        });
      }
      const { workspaceId } = filled.scenes[0];
      await inWorkspace(target.db, workspaceId, async (trx) => {
        const row = await trx.selectFrom('outbound').selectAll().executeTakeFirstOrThrow();
        expect(row).toMatchObject({ id: filled.outboundId, state: 'unknown', claimed_at: null });
        const { id: newest } = await trx
          .selectFrom('event')
          .select('id')
          .orderBy('id', 'desc')
          .executeTakeFirstOrThrow();
        const added = await trx
          .insertInto('event')
          .values({
            workspace_id: workspaceId,
            at: new Date().toISOString(),
            type: 'test',
            subject: 'workspace',
            subject_id: workspaceId,
            actor_id: null,
          })
          .returning(['id', 'tx'])
          .executeTakeFirstOrThrow();
        expect(added.id).toBeGreaterThan(newest);
      });
      // Whoever reads the log from its start sees all of it at once, whatever the old server's transactions were.
      const hidden = await withClient(target.adminUrl, (client) =>
        client.query(
          `select count(*)::int as n from event where tx >= pg_snapshot_xmin(pg_current_snapshot())`,
        ),
      );
      expect(hidden.rows).toEqual([{ n: 0 }]);
    } finally {
      await target.close();
    }
  });

  it('is the same on the embedded database with its own roles', async () => {
    const dataDir = await testDataDirectory();
    const embedded = await startEmbedded({ dataDir, log: silentLog, settings: throwAwaySettings });
    try {
      await restore(embedded.url('owner'), archive);
      const [before, after] = [
        await manifestOf(archive),
        await manifestOf(await backup(embedded.url('owner'))),
      ];
      const { event: _, outbound: __, ...others } = before.tables;
      expect(after.tables).toMatchObject(others);
    } finally {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('shows no row of one workspace to another', async () => {
    const target = await freshDatabase({ empty: true });
    try {
      await restore(target.adminUrl, archive);
      expect(await target.db.selectFrom('post').select('id').execute()).toEqual([]);
      const [{ workspaceId }] = filled.scenes;
      const seen = await inWorkspace(target.db, workspaceId, (trx) =>
        trx.selectFrom('post').select('workspace_id').distinct().execute(),
      );
      expect(seen).toEqual([{ workspace_id: workspaceId }]);
    } finally {
      await target.close();
    }
  });
});

describe('a backup', () => {
  it('is the state of one moment while others write', async () => {
    const [scene] = filled.scenes;
    const counts = async (tar: Buffer): Promise<number[]> => {
      const { tables } = await manifestOf(tar);
      return ['post', 'inbound_ledger', 'monitor_match'].map((name) => tables[name]?.rows ?? -1);
    };
    let writing = true;
    const writer = (async () => {
      while (writing) await scene.hear(scene.post(`acme ${scene.newId()}`));
    })();
    try {
      for (let round = 0; round < 5; round += 1) {
        const [posts = 0, entries = 0, matches = 0] = await counts(await backup(database().adminUrl));
        // Each post is written with its entry and its match in one transaction.
        expect([entries, matches]).toEqual([posts, posts]);
      }
    } finally {
      writing = false;
      await writer;
    }
  });

  it('leaves out only what it says, and every such table exists', async () => {
    const { rows } = await withClient(database().adminUrl, (client) =>
      client.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
      ),
    );
    const all = rows.map(({ name }) => name).toSorted();
    const { tables } = await manifestOf(archive);
    expect([...Object.keys(tables), ...leftOut].toSorted()).toEqual(all);
  });

  it('can be opened by any tar program', async () => {
    const names = (await entriesOf(archive)).map(({ name }) => name);
    expect(names[0]).toBe('kizuki-backup.json');
    expect(names.at(-1)).toBe('manifest.json');
    const post = (await entriesOf(archive)).find(({ name }) => name === 'tables/post/000001.copy.gz');
    expect(gunzipSync(post?.body ?? Buffer.alloc(0)).toString('utf8')).toContain('acme が動かない');
  });
});

describe('what is not restored, and leaves the database empty', () => {
  const change = async (how: (entries: Entry[]) => Entry[]): Promise<Buffer> =>
    archiveOf(how(await entriesOf(archive)));
  const cases: { name: string; broken: () => Promise<Buffer>; says: RegExp }[] = [
    {
      name: 'one that is cut off',
      broken: () => Promise.resolve(archive.subarray(0, Math.floor(archive.length * 0.7))),
      says: /cut off|no manifest/,
    },
    { name: 'another file', broken: () => Promise.resolve(Buffer.alloc(4_096, 'x')), says: /no tar archive/ },
    {
      name: 'one without its manifest',
      broken: () => change((entries) => entries.filter(({ name }) => name !== 'manifest.json')),
      says: /no manifest/,
    },
    {
      name: 'one with a changed row',
      broken: () =>
        change((entries) =>
          entries.map((entry) =>
            entry.name === 'tables/post/000001.copy.gz'
              ? {
                  ...entry,
                  body: gzipSync(gunzipSync(entry.body).toString('utf8').replace('never', 'often')),
                }
              : entry,
          ),
        ),
      says: /rows of post/,
    },
    {
      name: 'one that lacks a table',
      broken: () => change((entries) => entries.filter(({ name }) => !name.startsWith('tables/brand/'))),
      says: /rows of brand/,
    },
    {
      name: 'one with a changed picture',
      broken: () =>
        change((entries) =>
          entries.map((entry) =>
            entry.name === 'pictures/one/abc' ? { ...entry, body: Buffer.from('other') } : entry,
          ),
        ),
      says: /pictures are not/,
    },
    {
      name: 'one with a picture that would lie elsewhere',
      broken: () =>
        change((entries) =>
          entries.map((entry) =>
            entry.name === 'pictures/one/abc' ? { ...entry, name: 'pictures/../../abc' } : entry,
          ),
        ),
      says: /a picture is named/,
    },
    {
      name: 'one of a newer program',
      broken: () =>
        change((entries) =>
          entries.map((entry) =>
            entry.name === 'kizuki-backup.json'
              ? {
                  ...entry,
                  body: Buffer.from(
                    JSON.stringify({
                      ...(JSON.parse(entry.body.toString('utf8')) as object),
                      schema: { version: 9_999, migrations: [] },
                    }),
                  ),
                }
              : entry,
          ),
        ),
      says: /newer than this program/,
    },
  ];

  it.each(cases)('$name', async ({ broken, says }) => {
    const target = await freshDatabase({ empty: true });
    try {
      await expect(restore(target.adminUrl, await broken())).rejects.toThrow(says);
      const left = await withClient(target.adminUrl, (client) =>
        client.query<{ there: string | null }>(`select to_regclass('public.app_user') as there`),
      );
      if (left.rows[0]?.there !== null)
        expect(await target.db.selectFrom('app_user').select('id').execute()).toEqual([]);
    } finally {
      await target.close();
    }
  });

  it('anything, into a database with rows', async () => {
    await expect(restore(database().adminUrl, archive)).rejects.toMatchObject({ code: 'already_exists' });
  });

  it('anything, while somebody works on the database', async () => {
    const target = await freshDatabase();
    try {
      await target.db.transaction().execute(async (trx) => {
        await trx.selectFrom('post').select('id').execute();
        await expect(restore(target.adminUrl, archive)).rejects.toMatchObject({ code: 'data_dir_in_use' });
      });
    } finally {
      await target.close();
    }
  });
});
