// How Meta's platforms call us: each call signed with the app's secret, after one question by which Meta makes sure that we are there.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { most } from './bounds.ts';
import { describeFault } from './fault.ts';
import type { WebhookCall } from './network.ts';
import { isSameText } from './same-text.ts';
import { readWebhookBody, wrongBody } from './webhook-body.ts';

export const META_SIGNATURE_HEADER = 'x-hub-signature-256';
/** Meta's own bound of one call. */
export const mostMetaCallBytes = 3 * 1024 * 1024;

const hmac = (appSecret: string, of: string | Uint8Array): string =>
  createHmac('sha256', appSecret).update(of).digest('hex');

/** HMAC-SHA256 with the app's secret over the body as it stands on the wire, in hexadecimal digits. */
export const signForMeta = (appSecret: string, body: Uint8Array): string => `sha256=${hmac(appSecret, body)}`;

export function isSignedByMeta(appSecret: string, { headers, body }: WebhookCall): boolean {
  return appSecret !== '' && isSameText(signForMeta(appSecret, body), headers[META_SIGNATURE_HEADER] ?? '');
}

/**
 * What somebody enters at Meta beside our address, so that Meta can show that they did. Made of the secret, so that it need not be
 * kept, and stays the same for as long as the secret does; `of` is what it is for, so that no two accounts have the same.
 */
export const metaVerifyToken = (appSecret: string, of: string): string =>
  hmac(appSecret, `kizuki verify token ${of}`).slice(0, 40);

const questionSchema = z.object({
  'hub.mode': z.literal('subscribe'),
  'hub.verify_token': z.string().max(200),
  'hub.challenge': z.string().regex(/^[\w.-]{1,200}$/),
});

/** What Meta wants to read when it asks whether we are there. Errors: sign_in_failed where the token is not ours, invalid_input. */
export function answerMeta(token: string, query: Readonly<Record<string, unknown>>): string {
  const asked = questionSchema.safeParse(query);
  if (!asked.success) {
    throw new AppError('invalid_input', `This is no question of Meta: ${describeFault(asked.error)}`, {
      where: 'query',
    });
  }
  const { 'hub.verify_token': given, 'hub.challenge': challenge } = asked.data;
  if (!isSameText(token, given)) {
    const text = 'The verify token is not the one that the account’s card shows. Copy it again.';
    throw new AppError('sign_in_failed', text);
  }
  return challenge;
}

const changeSchema = z.object({ field: z.string().max(200), value: z.unknown() });
const callSchema = z.object({
  object: z.string().max(100),
  entry: z
    .array(
      z
        .object({
          id: z.string().max(most.idBytes),
          time: z.number().nonnegative().optional().catch(undefined),
          changes: z.array(changeSchema).max(1_000).optional(),
          messaging: z.array(z.unknown()).max(1_000).optional(),
          // Instagram’s own documents show a change without the list around it.
          field: z.string().max(200).optional(),
          value: z.unknown().optional(),
        })
        .refine(
          ({ changes, messaging, field }) => [changes, messaging, field].some((one) => one !== undefined),
          'has neither changes nor messages',
        ),
    )
    .max(1_000),
});
export type MetaChange = { field: string; value: unknown; entryId: string };

/** What is told of one account. */
export interface MetaEntry {
  id: string;
  /** When Meta told it, epoch milliseconds; null where it does not say. */
  atMs: number | null;
  changes: { field: string; value: unknown }[];
  /** Messages and what became of them, as Messenger and Instagram tell them. */
  messaging: unknown[];
}

/** Meta writes seconds in some calls and milliseconds in others. */
const epochMs = (time: number): number => Math.round(time < 1e11 ? time * 1_000 : time);

/**
 * What a signed call tells, account by account. `object` is what it is told of. Errors: sign_in_failed for what nobody with the app's
 * secret has sent, invalid_input for what cannot be read.
 */
export function readMetaEntries(appSecret: string, object: string, call: WebhookCall): MetaEntry[] {
  if (!isSignedByMeta(appSecret, call)) {
    throw new AppError(
      'sign_in_failed',
      `The delivery was refused: ${META_SIGNATURE_HEADER} does not fit the body and the app secret of this account.`,
    );
  }
  const read = callSchema.safeParse(readWebhookBody(call.body).json);
  if (!read.success) throw wrongBody(describeFault(read.error));
  if (read.data.object !== object) throw wrongBody(`object: it is not "${object}"`);
  return read.data.entry.map(({ id, time, changes = [], messaging = [], field, value }) => ({
    id,
    atMs: time === undefined ? null : epochMs(time),
    changes: field === undefined ? changes : [...changes, { field, value }],
    messaging,
  }));
}

/** The changes that a signed call tells, in their order. Errors: as `readMetaEntries`. */
export function readMetaCall(appSecret: string, object: string, call: WebhookCall): MetaChange[] {
  return readMetaEntries(appSecret, object, call).flatMap(({ id: entryId, changes }) =>
    changes.map(({ field, value }) => ({ field, value, entryId })),
  );
}
