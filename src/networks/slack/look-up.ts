// Whether a send happened: by the key that each bears, else by its words among what the app said there since.
import type { Fate, PublishRequest } from '../kit/network.ts';
import { history, readable, replies, type Page } from './ask.ts';
import { nativeIdIn, tsAt } from './ids.ts';
import { plainText } from './mrkdwn.ts';
import type { SlackMessage } from './schemas.ts';
import { goalOf, keyOf, publishedOf, SEND_EVENT, type Acting, type Goal } from './sending.ts';

/** How far Slack's clock may be behind ours before a look-up misses a send. */
const CLOCK_SKEW_MS = 120_000;
const MOST_PAGES = 20;
const doing = 'looking a send up';

/** The text as far as Slack leaves it alone. */
const comparable = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
const nameless = { person: () => undefined, channel: () => undefined };

/** The key that a message of ours bears; null where Slack shows none. */
function keyIn({ metadata }: SlackMessage): string | null {
  return metadata?.event_type === SEND_EVENT ? (metadata.event_payload?.key ?? null) : null;
}

function isSend(message: SlackMessage, { idempotencyKey, text }: PublishRequest): boolean {
  const key = keyIn(message);
  if (key !== null) return key === keyOf(idempotencyKey);
  return comparable(plainText(message.text, nameless)) === comparable(text);
}

function pageOf(
  { client }: Acting,
  { channel, thread }: Goal,
  oldest: string,
  cursor: string | null,
): Promise<Page> {
  const range = { oldest, inclusive: 'true', include_all_metadata: 'true' };
  return thread === null
    ? history(client, channel, range, { doing, cursor })
    : replies(client, { channel, ts: thread }, range, { doing, cursor });
}

/** Looks for `request` since `since` (ISO 8601). `taken` are the native ids of our other sends. */
export async function lookUp(
  acting: Acting,
  request: PublishRequest,
  since: string,
  taken: ReadonlySet<string> = new Set(),
): Promise<Fate> {
  const { nativeId, secrets } = acting.account;
  const isOurs = ({ user, bot_id: bot }: SlackMessage): boolean =>
    user === nativeId || (typeof bot === 'string' && bot === secrets['botId']);
  const goal = await goalOf(acting, request);
  const oldest = tsAt(Date.parse(since) - CLOCK_SKEW_MS);
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: Page = await pageOf(acting, goal, oldest, cursor);
    const found = readable(page.messages).find(
      (one) =>
        isOurs(one) &&
        one.ts >= oldest &&
        !taken.has(nativeIdIn(goal.channel, one.ts)) &&
        isSend(one, request),
    );
    if (found !== undefined) return { found: publishedOf(acting, goal, found.ts) };
    cursor = page.next;
    if (cursor === null) return { absent: true };
  }
  return { cannotTell: `More was said there since ${since} than Kizuki reads. Look there on Slack.` };
}
