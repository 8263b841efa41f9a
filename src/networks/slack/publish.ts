// Answers as an app, where the message stands that is answered: in its thread, or in the conversation of two.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { measureLength } from '../../domain/post/length.ts';
import type { Published, Publisher, PublishRequest } from '../kit/network.ts';
import { told } from '../kit/told.ts';
import { isoOf, placeOf } from './ids.ts';
import { lookUp } from './look-up.ts';
import { manifest, noReposts } from './manifest.ts';
import { slackText } from './mrkdwn.ts';
import { sentSchema } from './schemas.ts';
import { expectPlace, goalOf, keyOf, publishedOf, SEND_EVENT, type Acting } from './sending.ts';

const LIKE = '+1';
const nothing = z.unknown();

/** Refuses what Slack should not be asked for. */
function check({ text, images }: Pick<PublishRequest, 'text' | 'images'>): void {
  if (text.trim() === '') throw new AppError('text_empty', 'There is nothing to send.', { where: 'text' });
  const { used, max, fits } = measureLength(text, manifest.limits.dm);
  if (!fits) {
    const message = `The text has ${String(used)} characters; ${String(max)} is the most on Slack. Shorten it.`;
    throw new AppError('text_too_long', message, { where: 'text', data: { used, max } });
  }
  if (images.length > 0) {
    throw new AppError('attachment_invalid', 'Kizuki sends no pictures to Slack.', { where: 'images' });
  }
}

/** Slack looks for no names and no addresses in it: what is one is marked by us. */
const bodyOf = (text: string) => ({ text: slackText(text), parse: 'none', link_names: false });

async function publish(acting: Acting, request: PublishRequest): Promise<Published> {
  check(request);
  const goal = await goalOf(acting, request);
  const { channel, thread } = goal;
  const sent = await acting.client({
    method: 'chat.postMessage',
    write: {
      channel,
      ...bodyOf(request.text),
      ...(thread === null ? {} : { thread_ts: thread }),
      metadata: { event_type: SEND_EVENT, event_payload: { key: keyOf(request.idempotencyKey) } },
    },
    result: sentSchema,
    repeat: 'harmful',
    doing: 'sending',
  });
  return publishedOf(acting, goal, sent.ts);
}

export function createPublisher(acting: Acting): Publisher {
  const { client } = acting;
  /** `fine`: what Slack says where it is so already. */
  const react = (method: 'reactions.add' | 'reactions.remove', nativeId: string, fine: readonly string[]) => {
    const { channel, ts: timestamp } = expectPlace(nativeId);
    return client<unknown>({
      method,
      write: { channel, timestamp, name: LIKE },
      result: nothing,
      doing: method === 'reactions.add' ? 'reacting' : 'taking a reaction back',
      unless: (said) => (fine.includes(said) ? true : null),
    });
  };
  return {
    publish: (request) => publish(acting, request),
    lookUp: (request, since, taken) => lookUp(acting, request, since, taken),
    async edit(nativeId, text, ref) {
      check({ text, images: [] });
      const { channel, ts } = expectPlace(nativeId);
      await client({
        method: 'chat.update',
        write: { channel, ts, ...bodyOf(text) },
        result: sentSchema,
        doing: 'changing a message',
      });
      return { nativeId, createdAt: isoOf(ts), ...(ref === undefined ? {} : { ref }) };
    },
    async remove(nativeId) {
      const place = placeOf(nativeId);
      if (place === null) return;
      await client<unknown>({
        method: 'chat.delete',
        write: { ...place },
        result: nothing,
        doing: 'deleting a message',
        unless: (said) => (said === 'message_not_found' ? true : null),
      });
    },
    async like({ nativeId }) {
      await react('reactions.add', nativeId, ['already_reacted']);
      return nativeId;
    },
    async unlike({ nativeId }) {
      await react('reactions.remove', nativeId, ['no_reaction', 'message_not_found']);
    },
    repost: () => Promise.reject(told('network_forbids', noReposts)),
    unrepost: () => Promise.reject(told('network_forbids', noReposts)),
  };
}
