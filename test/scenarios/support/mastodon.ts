// A Mastodon server around the program: a real snac behind a front that streams, and people who use its API.
import { request } from 'undici';
import { afterAll } from 'vitest';
import { z } from 'zod';
import { htmlToText } from '../../../src/networks/kit/html-text.ts';
import { startMastodon, type MastodonServer } from '../../servers/mastodon-streaming.ts';
import { startSnac, type Snac, type SnacUser } from '../../servers/snac.ts';

const statusSchema = z.looseObject({
  id: z.string(),
  content: z.string(),
  visibility: z.string(),
  in_reply_to_id: z.string().nullable(),
});
export interface Status {
  id: string;
  text: string;
  visibility: string;
  replyTo: string | null;
}

export interface Person extends SnacUser {
  /** As others on the same server write it: `@taro`. */
  handle: string;
  say(text: string, options?: { replyTo?: string; visibility?: 'public' | 'direct' }): Promise<Status>;
  /** What was said to this person, newest first. */
  told(): Promise<Status[]>;
  /** What this person said, newest first. */
  said(): Promise<Status[]>;
}

export interface MastodonWorld {
  snac: Snac;
  front: MastodonServer;
  person(name: string): Promise<Person>;
}

export interface MastodonStage {
  /** Starts it; answers the program's environment. For `programStage`. */
  start: () => Promise<Record<string, string>>;
  /** Null where snac cannot run. */
  world: () => MastodonWorld | null;
}

/** A Mastodon server for the tests of a file. Call it before `programStage`, so that it ends after the program. */
export function mastodonStage(): MastodonStage {
  let world: MastodonWorld | null = null;
  afterAll(async () => {
    await world?.front.close();
    await world?.snac.close();
  });
  return {
    world: () => world,
    async start() {
      const snac = await startSnac();
      if (snac === null) return {};
      const front = await startMastodon(snac);
      world = { snac, front, person: (name) => addPerson(snac, front.url, name) };
      return { KIZUKI_ALLOW_ADDRESSES: '127.0.0.1,localhost,::1' };
    },
  };
}

async function addPerson(snac: Snac, server: string, name: string): Promise<Person> {
  const user = await snac.addUser(name);
  const token = await snac.token(name);
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const answer = await request(server + path, {
      method,
      reset: true,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 200)}`);
    return JSON.parse(text);
  };
  const me = z.looseObject({ id: z.string() }).parse(await ask('GET', '/api/v1/accounts/verify_credentials'));
  return {
    ...user,
    handle: `@${name}`,
    async say(text, { replyTo, visibility = 'public' } = {}) {
      const post = {
        status: text,
        visibility,
        ...(replyTo === undefined ? {} : { in_reply_to_id: replyTo }),
      };
      return statusOf(await ask('POST', '/api/v1/statuses', post));
    },
    async told() {
      const told = z
        .array(z.looseObject({ type: z.string(), status: z.unknown() }))
        .parse(await ask('GET', '/api/v1/notifications?limit=40'));
      return told
        .filter(({ type, status }) => type === 'mention' && status != null)
        .map(({ status }) => statusOf(status));
    },
    async said() {
      const statuses = z
        .array(z.unknown())
        .parse(await ask('GET', `/api/v1/accounts/${me.id}/statuses?limit=40`));
      return statuses.map(statusOf);
    },
  };
}

function statusOf(raw: unknown): Status {
  const { id, content, visibility, in_reply_to_id: replyTo } = statusSchema.parse(raw);
  return { id, text: htmlToText(content).text, visibility, replyTo };
}
