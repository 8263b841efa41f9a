// Reading an account's hours as they are shown: what was set, what the network lets a program do, the plan, and what was done.
import type { AccountHoursView, HoursPlanView } from '../../contract/endpoints/hours.ts';
import { noAfterHours, readAfterHours } from '../../domain/hours/after-hours.ts';
import { noDayPosts, readDayPosts } from '../../domain/hours/day-posts.ts';
import { holdingHours, type HoldingHours } from '../../domain/hours/own-hours.ts';
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { askPolicy } from '../../domain/post/policy.ts';
import { planHours, type HoursPlan, type HoursToPlan } from '../../pipeline/plan-hours.ts';
import type { AccountRecord, WorkTx } from '../../pipeline/ports.ts';
import { accountHoursRow, answeredRows, postedRows, type PostedRow } from '../../storage/account-hours.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';

interface Reading {
  trx: WorkspaceTransaction;
  tx: WorkTx;
  manifest: NetworkManifest;
  account: AccountRecord;
}

/** What of it cannot be read stands as if nothing were set, with what is wrong said beside it. */
export async function accountHoursView({ trx, tx, manifest, account }: Reading): Promise<AccountHoursView> {
  const stored = await accountHoursRow(trx, account.id);
  const { timeZone, businessHours } = await tx.workspace.settings();
  const workspace = { timeZone, businessHours };
  const hours = holdingHours(stored.ownHours, workspace);
  const dayPosts = readDayPosts(stored.dayPosts);
  const afterHours = readAfterHours(stored.afterHours);
  const faulty = [hours, dayPosts, afterHours].find((part) => 'fault' in part);
  const held = 'fault' in hours ? workspace : hours;
  const shown = {
    dayPosts: 'fault' in dayPosts ? noDayPosts : dayPosts,
    afterHours: 'fault' in afterHours ? noAfterHours : afterHours,
  };
  return {
    accountId: account.id,
    version: stored.version,
    ...shown,
    ownHours: stored.ownHours === null ? null : held,
    dayPostsOn: stored.dayPostsSince !== null,
    afterHoursOn: stored.afterHoursSince !== null,
    fault: faulty !== undefined && 'fault' in faulty ? faulty.fault : null,
    holding: held,
    allowed: allowedOf(manifest, tx.at),
    plan: await planView({ tx, manifest, account }, { hours: held, ...shown }),
    posted: await withSends(trx, await postedRows(trx, account.id)),
    answered: await answeredRows(trx, account.id),
  };
}

/** The plan of what may not be saved yet. */
export async function planView(
  { tx, manifest, account }: Omit<Reading, 'trx'>,
  plan: HoursToPlan,
): Promise<HoursPlanView> {
  return planOf(await planHours(tx, manifest, account, plan));
}

function planOf({ posts, ...rest }: HoursPlan): HoursPlanView {
  const shown = posts.map(({ day, kind, occasion, atMs, text }) => {
    return { day, kind, occasion, at: new Date(atMs).toISOString(), text };
  });
  return { posts: shown, ...rest };
}

/** The hours that hold where an account has these of its own. */
export async function hoursHolding(tx: WorkTx, ownHours: HoldingHours | null): Promise<HoldingHours> {
  const { timeZone, businessHours } = await tx.workspace.settings();
  return ownHours ?? { timeZone, businessHours };
}

/** What a network lets a program do by itself. */
export function allowedOf({ policy }: NetworkManifest, at: string): AccountHoursView['allowed'] {
  const ask = (action: 'post' | 'reply' | 'dm', mentionedUs: boolean) => {
    const actor = action === 'post' ? 'schedule' : 'bot';
    const wroteDmFirst = action === 'dm';
    return askPolicy(policy, {
      action,
      actor,
      mentionedUs,
      wroteDmFirst,
      underOurPost: action === 'reply',
      postedAt: at,
      lastWroteAt: wroteDmFirst ? at : null,
      at,
    });
  };
  return {
    post: ask('post', false),
    mention: ask('reply', true),
    reply: ask('reply', false),
    dm: ask('dm', false),
  };
}

async function withSends(
  trx: WorkspaceTransaction,
  rows: readonly PostedRow[],
): Promise<AccountHoursView['posted']> {
  const ids = rows.flatMap(({ outboundId }) => (outboundId === null ? [] : [outboundId]));
  const sends =
    ids.length === 0
      ? []
      : await trx
          .selectFrom('outbound')
          .leftJoin('post', (join) =>
            join
              .onRef('post.workspace_id', '=', 'outbound.workspace_id')
              .onRef('post.id', '=', 'outbound.post_id')
              .on('post.deleted_at', 'is', null),
          )
          .select([
            'outbound.id',
            'outbound.state',
            'outbound.text',
            'outbound.not_before as notBefore',
            'outbound.error_code as errorCode',
            'post.id as postId',
            'post.url',
          ])
          .where('outbound.id', 'in', ids)
          .execute();
  const byId = new Map(sends.map((send) => [send.id, send]));
  return rows.map(({ day, kind, dueAt, skipped, outboundId }) => {
    return { day, kind, dueAt, skipped, send: byId.get(outboundId ?? '') ?? null };
  });
}
