// POST /api/webhooks/<network>/<workspace>/<account>: what networks that call us have to tell, kept before it is answered.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { id } from '../contract/views.ts';
import { AppError } from '../domain/errors.ts';
import { readAccountToSpeak } from '../storage/accounts.ts';
import { inWorkspace, readInWorkspace } from '../storage/database.ts';
import { keepDelivery } from '../storage/webhook-inbox.ts';
import type { Services } from './context.ts';
import { accept } from './validate.ts';

const path = '/api/webhooks';
const mostBytes = 256 * 1024;
/** Of one address in a minute: a busy channel is no stranger at the door. */
const mostAMinute = 1200;
const paramsSchema = z.object({ network: z.string().max(40), workspaceId: id, accountId: id });

/** Where the network of an account sends to. */
export function webhookAddress(
  publicUrl: string,
  { network, workspaceId, accountId }: z.infer<typeof paramsSchema>,
): string {
  return new URL(`${path}/${network}/${workspaceId}/${accountId}`, publicUrl).href;
}

/** Registers it, in a scope whose bodies stay as they stood on the wire: that is what is signed. */
export async function registerWebhooks(api: FastifyInstance, services: Services): Promise<void> {
  await api.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    raw.post(
      `${path}/:network/:workspaceId/:accountId`,
      {
        bodyLimit: mostBytes,
        config: { operation: 'receiveWebhook', rateLimit: { max: mostAMinute, timeWindow: 60_000 } },
      },
      async (request, reply) => {
        await take(services, request);
        return reply.code(202).send({ accepted: true });
      },
    );
  });
}

async function take(services: Services, request: FastifyRequest): Promise<void> {
  const { network: name, workspaceId, accountId } = accept(paramsSchema, request.params, 'path');
  const network = services.networks.get(name);
  if (network?.receive === undefined) throw nobody();
  if (request.headers['content-encoding'] !== undefined) {
    throw new AppError('invalid_input', 'Send the body as it is, without compressing it.', { where: 'body' });
  }
  const account = await readInWorkspace(services.db, workspaceId, (trx) =>
    readAccountToSpeak(trx, accountId),
  ).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') throw nobody();
    throw error;
  });
  if (account.network !== name || account.secrets === null) throw nobody();
  const { server, nativeId, handle } = account;
  const secrets = services.secretBox.open(account.secrets, {
    workspaceId,
    table: 'account',
    rowId: accountId,
  });
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const delivery = network.receive(
    { id: accountId, server, nativeId, handle, secrets, saveSecrets: () => Promise.resolve() },
    { headers: headersOf(request), body },
  );
  const at = new Date(services.now()).toISOString();
  await inWorkspace(services.db, workspaceId, (trx) =>
    keepDelivery(trx, { workspaceId, accountId, at }, delivery),
  );
}

function headersOf({ headers }: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

/** An address that was mistyped, made up or given up is all the same to who calls it. */
const nobody = (): AppError => new AppError('not_found', 'Nobody takes webhooks at this address.');
