// What tests of the hours do in a scene: switch on what is done by the clock, let it be done, and read what was.
import { noAfterHours, type AfterHoursSettings } from '../../../src/domain/hours/after-hours.ts';
import { noDayPosts, type DayPostSettings } from '../../../src/domain/hours/day-posts.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { manifest } from '../../../src/networks/practice/manifest.ts';
import { answerAfterHours } from '../../../src/pipeline/after-hours.ts';
import { workByClock } from '../../../src/pipeline/by-clock.ts';
import { postDue, type ByClockDeps } from '../../../src/pipeline/day-posts.ts';
import { runOutbound } from '../../../src/pipeline/send.ts';
import { answeredRows, postedRows, saveAccountHours } from '../../../src/storage/account-hours.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import type { TestDatabase } from '../../harness/database.ts';
import { createDesk } from './desk.ts';
import type { Scene } from './scene.ts';

export const hourMs = 3_600_000;

export const dayPosts: DayPostSettings = {
  lang: 'ja',
  opening: { usual: ['おはようございます。本日は{hours}です。', '受付を始めました。{hours}'], first: [] },
  closing: {
    usual: [
      '本日のサポートは終了いたします。次は{next}からです。',
      '本日はここまでです。次は{next}からです。',
    ],
    last: ['今週のサポートは終了いたします。次は{next}からです。'],
  },
};
export const afterHours: AfterHoursSettings = {
  texts: {
    ja: '自動応答です。ただいま受付時間外です。{next}からお答えします。{help} お急ぎの方は{other}',
    en: 'This is an automatic answer: nobody is here now. We are back {next}. {help} or {other}',
  },
  help: 'https://help.example.jp/',
  other: '0120-000-000',
};
interface Switched {
  posts?: DayPostSettings;
  answers?: AfterHoursSettings;
  ownHours?: object | null;
}

/** The tools of one test file; the scene is a new one for each test. */
export function createHoursDesk(options: { database(): TestDatabase; scene(): Scene }) {
  const { database, scene } = options;
  const { network, sendDeps } = createDesk(options);

  async function switchOn({ posts, answers, ownHours = null }: Switched): Promise<void> {
    const change = {
      workspaceId: scene().workspaceId,
      actorId: scene().actor.userId,
      at: new Date(scene().now()).toISOString(),
    };
    await inWorkspace(database().db, scene().workspaceId, (trx) =>
      saveAccountHours(
        trx,
        change,
        scene().accountId,
        {
          ownHours,
          dayPosts: posts ?? noDayPosts,
          afterHours: answers ?? noAfterHours,
          dayPostsOn: posts !== undefined,
          afterHoursOn: answers !== undefined,
        },
        null,
      ),
    );
  }

  const deps = (of = manifest) => ({ inWorkspace: scene().inWorkspace, manifestOf: () => of });
  const post = (isClockSure = true, of = manifest) => postDue(deps(of), scene().workspaceId, isClockSure);
  const answer = (of = manifest) => answerAfterHours(deps(of), scene().workspaceId, true);
  const work = (more: Partial<ByClockDeps> = {}) =>
    workByClock({ ...deps(), ...more }, scene().workspaceId, true);
  const read = <T>(work: Parameters<typeof inWorkspace<T>>[2]): Promise<T> =>
    inWorkspace(database().db, scene().workspaceId, work);
  const posted = async (): Promise<string[]> =>
    (await read((trx) => postedRows(trx, scene().accountId)))
      .toReversed()
      .map(({ day, kind, skipped }) => `${day} ${kind} ${skipped ?? 'posted'}`);
  const answered = async (): Promise<string[]> =>
    (await read((trx) => answeredRows(trx, scene().accountId)))
      .toReversed()
      .map(({ handle, skipped }) => `${handle} ${skipped ?? 'told'}`);
  const outbound = () =>
    read((trx) =>
      trx
        .selectFrom('outbound')
        .select(['id', 'text', 'state', 'automatic', 'error_code', 'case_id', 'post_id', 'action'])
        .orderBy('id')
        .execute(),
    );

  /** Sends all that is queued, by several at once. */
  async function sendAll(publisher = network().publisher): Promise<void> {
    scene().pass(10_000);
    for (const { id } of await outbound()) {
      await Promise.all([1, 2].map(() => runOutbound(sendDeps(publisher), scene().workspaceId, id)));
    }
  }

  const mention = (text: string, more: Partial<Post> = {}): Post =>
    scene().post(text, { mentions: [{ nativeId: 'us', handle: 'acme_help' }], ...more });

  return { switchOn, deps, post, answer, work, read, posted, answered, outbound, sendAll, mention };
}
