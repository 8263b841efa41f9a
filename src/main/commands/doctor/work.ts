// The doctor looks at the work in each workspace: secrets that open, tokens that live, sources that hear, sends that move.
import { sql, type Kysely } from 'kysely';
import type { Check } from '../../../cli/ports.ts';
import { inWorkspace } from '../../../storage/database.ts';
import type { SecretBox } from '../../../storage/secret-box.ts';
import type { Database } from '../../../storage/tables.ts';
import { allWorkspaces, type WorkspaceName } from '../../../storage/user-admin.ts';
import { agoOf, fail, ok, warn, wordsOf } from './check.ts';

const minuteMs = 60_000;
/** A source that listens and has heard nothing for so long may be deaf; small accounts hear little. */
const quietMs = 24 * 60 * minuteMs;
/** A connection is tried again within minutes; longer means that somebody should look. */
const stuckMs = 15 * minuteMs;
/** What could not be understood longer ago says nothing of how it goes now. */
const malformedMs = 24 * 60 * minuteMs;

export interface WorkDeps {
  db: Kysely<Database>;
  /** Null where the keys themselves are not in order. */
  box: SecretBox | null;
  nowMs: number;
  /** How long a send may be on its way. */
  sendLeaseMs: number;
}

/** Servers of networks that accounts and sources speak to, as addresses. */
export type Servers = Map<string, string>;

export async function* examineWork(deps: WorkDeps, servers: Servers): AsyncGenerator<Check> {
  const workspaces = await allWorkspaces(deps.db);
  if (workspaces.length === 0) {
    yield warn(
      'workspaces',
      'there is none yet',
      'Open Kizuki in a browser, or use "kizuki user create --owner".',
    );
    return;
  }
  yield ok('workspaces', workspaces.map(({ name }) => name).join(', '));
  for (const workspace of workspaces) {
    const called = (what: string): string => (workspaces.length === 1 ? what : `${workspace.name}: ${what}`);
    yield* examineAccounts(deps, workspace, called, servers);
    yield* examineSources(deps, workspace, called, servers);
    yield await examineOutbox(deps, workspace, called);
  }
}

type Called = (what: string) => string;

async function* examineAccounts(
  { db, box, nowMs }: WorkDeps,
  { id: workspaceId }: WorkspaceName,
  called: Called,
  servers: Servers,
): AsyncGenerator<Check> {
  const rows = await inWorkspace(db, workspaceId, (trx) =>
    trx.selectFrom('account').selectAll().where('removed_at', 'is', null).orderBy('id').execute(),
  );
  for (const row of rows) {
    const name = called(`account ${row.handle} (${row.network})`);
    if (row.network !== 'practice' && row.server !== '') servers.set(row.server, row.network);
    if (row.token_state !== 'ok') {
      const why = row.token_error === null ? '' : `: ${row.token_error}`;
      yield fail(
        name,
        `its token is ${row.token_state}${why}`,
        'Connect the account again, on the page Accounts.',
      );
      continue;
    }
    const problem = box === null ? null : openProblem(box, workspaceId, row);
    if (problem !== null) {
      yield fail(
        name,
        problem,
        'Put the key back (secret.key or KIZUKI_SECRET_KEYS), or connect the account again.',
      );
    } else {
      const checked =
        row.token_checked_at === null
          ? 'not checked yet'
          : `checked ${agoOf(row.token_checked_at, nowMs)} ago`;
      yield ok(name, `its secrets open, its token works (${checked})`);
    }
  }
}

function openProblem(
  box: SecretBox,
  workspaceId: string,
  row: { id: string; secrets: Buffer | null; secrets_key_id: string | null },
): string | null {
  if (row.secrets === null || row.secrets_key_id === null) return 'it has no secrets';
  try {
    box.open(
      { bytes: row.secrets, keyId: row.secrets_key_id },
      { workspaceId, table: 'account', rowId: row.id },
    );
    return null;
  } catch (error) {
    return wordsOf(error);
  }
}

/** What a source brought since then that could not be understood; no more are counted than anybody looks at. */
const malformedSince = (since: string) => sql<number>`(select count(*)::int from (
  select from malformed_record as m
  where m.workspace_id = source.workspace_id and m.source_id = source.id and m.seen_at >= ${since} limit 1000) as late)`;

async function* examineSources(
  { db, nowMs }: WorkDeps,
  { id: workspaceId }: WorkspaceName,
  called: Called,
  servers: Servers,
): AsyncGenerator<Check> {
  const rows = await inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('source')
      .selectAll()
      .select(malformedSince(new Date(nowMs - malformedMs).toISOString()).as('malformed'))
      .where('removed_at', 'is', null)
      .where('active', '=', true)
      .orderBy('id')
      .execute(),
  );
  for (const row of rows) {
    const name = called(`source ${row.network} ${row.kind}`);
    for (const field of ['server', 'url']) {
      const address = row.config[field];
      if (address !== undefined && address !== '') servers.set(address, row.network);
    }
    const since = row.last_heard_at ?? row.connected_at ?? row.created_at;
    const silentMs = nowMs - Date.parse(since);
    const heard =
      row.last_heard_at === null ? 'nothing heard yet' : `last heard ${agoOf(row.last_heard_at, nowMs)} ago`;
    if (row.state === 'stopped') {
      yield fail(
        name,
        `stopped: ${row.last_error ?? 'no reason was kept'}`,
        'Look at it on the page Accounts.',
      );
    } else if (row.state !== 'listening' && silentMs > stuckMs) {
      yield fail(
        name,
        `not connected (${row.state}), ${heard}${row.last_error === null ? '' : `: ${row.last_error}`}`,
        'See that a process with the part "listener" runs and reaches the server. What was missed is fetched on return.',
      );
    } else if (row.state === 'listening' && silentMs > quietMs) {
      yield warn(name, heard, 'See on the network itself whether there was anything to hear.');
    } else if (row.malformed > 0) {
      yield warn(
        name,
        `${heard}, ${String(row.malformed)} malformed in the last day`,
        'They are kept raw; see the page Accounts.',
      );
    } else yield ok(name, `${row.state}, ${heard}`);
  }
}

async function examineOutbox(
  { db, nowMs, sendLeaseMs }: WorkDeps,
  { id: workspaceId }: WorkspaceName,
  called: Called,
): Promise<Check> {
  const late = new Date(nowMs - Math.max(5 * minuteMs, 3 * sendLeaseMs)).toISOString();
  const rows = await inWorkspace(db, workspaceId, (trx) =>
    trx
      .selectFrom('outbound')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
      .where('state', 'in', ['queued', 'sending', 'unknown', 'failed'])
      .where((is) => is.or([is('state', '=', 'failed'), is('not_before', '<', late)]))
      .groupBy('state')
      .execute(),
  );
  const count = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0;
  const name = called('outbox');
  const stuck = count('queued') + count('sending');
  if (stuck > 0) {
    return fail(
      name,
      `${String(stuck)} sends wait longer than they should`,
      'See that a process with the part "worker" runs; its log says why they are put off.',
    );
  }
  const unsure = count('unknown');
  const failed = count('failed');
  if (unsure + failed > 0) {
    return warn(
      name,
      `${String(unsure)} of unknown fate, ${String(failed)} failed`,
      'Each waits in its case for a person to decide.',
    );
  }
  return ok(name, 'nothing is stuck');
}
