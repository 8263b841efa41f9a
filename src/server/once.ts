// Idempotency-Key: the same key from the same actor gives the stored answer, without doing the work again.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { inWorkspace } from '../storage/database.ts';
import { claimKey, keepAnswer, releaseKey } from '../storage/idempotency.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { ServerDeps } from './deps.ts';

const keptForMs = 24 * 60 * 60 * 1000;
/** No request works this long; one that claims to has died with its process. */
const deadAfterMs = 2 * 60 * 1000;
const waitForFirstMs = 10_000;
const lookAgainMs = 50;

export interface OnceRequest {
  workspaceId: string;
  actor: string;
  key: string;
  /** What makes two requests the same. */
  request: unknown;
  status: number;
  run(): Promise<unknown>;
}

/**
 * Runs the work unless this key was used. Errors: `idempotency_mismatch` when it was used for something else,
 * `too_many_requests` while the first is still being worked on, and whatever the work fails with (the key is then free).
 */
export async function answerOnce(
  { db, now, log, secretBox }: Pick<ServerDeps, 'db' | 'now' | 'log' | 'secretBox'>,
  once: OnceRequest,
): Promise<unknown> {
  const requestHash = createHash('sha256').update(canonical(once.request), 'utf8').digest();
  const startedMs = performance.now();
  for (;;) {
    const nowMs = now();
    const state = await inWorkspace(db, once.workspaceId, (trx) =>
      claimKey(trx, {
        workspaceId: once.workspaceId,
        key: once.key,
        actor: once.actor,
        requestHash,
        at: new Date(nowMs).toISOString(),
        forgetBefore: new Date(nowMs - keptForMs).toISOString(),
        deadBefore: new Date(nowMs - deadAfterMs).toISOString(),
      }),
    );
    if (state.mine) break;
    if (!state.sameRequest) {
      throw new AppError(
        'idempotency_mismatch',
        'This Idempotency-Key was already used for a different request. Use a new one.',
        { where: 'header.Idempotency-Key' },
      );
    }
    if (state.status !== null) return openAnswer(secretBox, once, state.body);
    if (performance.now() - startedMs > waitForFirstMs) {
      throw new AppError(
        'too_many_requests',
        'The first request with this Idempotency-Key is still being worked on.',
        { retryAfterMs: 2_000 },
      );
    }
    await sleep(lookAgainMs);
  }
  let body: unknown;
  try {
    body = await once.run();
  } catch (error) {
    await inWorkspace(db, once.workspaceId, (trx) => releaseKey(trx, once)).catch((releasing: unknown) => {
      log.warn({ err: releasing }, 'an idempotency key could not be released');
    });
    throw error;
  }
  const kept = sealAnswer(secretBox, once, body);
  await inWorkspace(db, once.workspaceId, (trx) =>
    keepAnswer(trx, once, { status: once.status, body: kept }),
  );
  return body;
}

/** Answers hold what people wrote and links that are shown once: they are kept sealed. */
function sealAnswer(box: SecretBox, once: OnceRequest, body: unknown): SealedAnswer {
  const sealed = box.seal({ answer: JSON.stringify(body) ?? '' }, placeOf(once));
  return { sealed: sealed.bytes.toString('base64'), keyId: sealed.keyId };
}

function openAnswer(box: SecretBox, once: OnceRequest, kept: unknown): unknown {
  const { sealed, keyId } = kept as SealedAnswer;
  const { answer } = box.open({ bytes: Buffer.from(sealed, 'base64'), keyId }, placeOf(once));
  return answer === undefined || answer === '' ? undefined : (JSON.parse(answer) as unknown);
}

interface SealedAnswer {
  sealed: string;
  keyId: string;
}

function placeOf({ workspaceId, actor, key }: OnceRequest) {
  return { workspaceId, table: 'idempotency_key', rowId: `${actor} ${key}` };
}

/** JSON with sorted names: the order of fields makes no difference. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
