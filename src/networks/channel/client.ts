// Calls a channel's own address: signed, with the key of the deed, and never led anywhere else.
import { AppError } from '../../domain/errors.ts';
import { keysHolding } from '../../domain/webhooks/keys.ts';
import { createHttp } from '../kit/http.ts';
import type { HttpAnswer } from '../kit/http.ts';
import type { AccountSession, NetworkDeps } from '../kit/network.ts';
import { sign, SIGNATURE_HEADER, TIME_HEADER } from './signature.ts';

const MAX_ANSWER_BYTES = 64 * 1024;
const TIMEOUT_MS = 20_000;

export interface ChannelCall {
  message: Readonly<Record<string, unknown>> & { type: string };
  /** Of a deed: the same for every try. */
  idempotencyKey?: string;
  repeat: 'harmless' | 'harmful';
  doing: string;
  accept?: readonly number[];
}

/** Errors as `createHttp`; `network_rejected` where no key was made yet. */
export async function callChannel(
  deps: NetworkDeps,
  account: AccountSession,
  call: ChannelCall,
): Promise<HttpAnswer> {
  const [key] = keysHolding(account.secrets, deps.now());
  if (key === undefined) {
    throw new AppError('network_rejected', 'This channel has no key yet. Make one under Accounts.');
  }
  const http = createHttp({
    fetch: deps.fetch,
    now: deps.now,
    network: account.handle,
    rates: { kind: 'none' },
  });
  const bytes = Buffer.from(JSON.stringify(call.message), 'utf8');
  const time = String(Math.floor(deps.now() / 1000));
  return http({
    method: 'POST',
    url: account.secrets['url'] ?? '',
    headers: {
      [TIME_HEADER]: time,
      [SIGNATURE_HEADER]: sign(key, time, bytes),
      ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
    },
    body: { bytes, mimeType: 'application/json' },
    repeat: call.repeat,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_ANSWER_BYTES,
    doing: call.doing,
    ...(call.accept === undefined ? {} : { accept: call.accept }),
  });
}
