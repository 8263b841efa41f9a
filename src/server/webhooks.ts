// /api/webhooks/<network>/<workspace>/<account>: what networks that call us have to tell, kept before it is answered; by GET some
// first ask whether we are there.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { id } from '../contract/views.ts';
import { AppError } from '../domain/errors.ts';
import type { Received } from '../domain/webhooks/inbox.ts';
import { createDeliveryDesk, KeysChanged, type DeliveryDesk } from '../storage/delivery-desk.ts';
import { createStrangers, type Strangers } from './auth/strangers.ts';
import { createCallees, type Callees } from './callees.ts';
import type { Services } from './context.ts';
import { accept } from './validate.ts';

const path = '/api/webhooks';
const mostBytes = 256 * 1024;
/** Refused of one address in a minute; what is genuine is bounded by what waits (webhook-inbox.ts). */
const mostRefusedAMinute = 1200;
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
  const door: Door = {
    strangers: createStrangers(mostRefusedAMinute, () => services.now()),
    accounts: createCallees(services),
    keep: createDeliveryDesk(services.db, () => services.now()),
  };
  await api.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const config = { operation: 'receiveWebhook', rateLimit: false } as const;
    const receiving = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      turningAway(door, request, async () => {
        const { repeats, answer } = await take(services, door, request);
        if (answer !== undefined) return reply.code(200).type('text/plain; charset=utf-8').send(answer);
        // Networks of others want no other success than 200.
        return reply.code(repeats === 'passed' ? 200 : 202).send({ accepted: true });
      });
    raw.post(`${path}/:network/:workspaceId/:accountId`, { bodyLimit: mostBytes, config }, receiving);
    for (const [name, { mostCallBytes: bodyLimit }] of services.networks) {
      // A name that is written out is found before one that may be any.
      if (bodyLimit !== undefined)
        raw.post(`${path}/${name}/:workspaceId/:accountId`, { bodyLimit, config }, receiving);
    }
    raw.get(`${path}/:network/:workspaceId/:accountId`, { config }, async (request, reply) =>
      turningAway(door, request, async () => {
        const { answer, type } = await answerQuestion(services, door, request);
        return reply.type(`${type}; charset=utf-8`).send(answer);
      }),
    );
  });
}

/** Who is refused as a stranger too often is not asked about any more. */
async function turningAway<T>(door: Door, { ip }: FastifyRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && isOfStranger(error)) door.strangers.turnedAway(ip);
    throw error;
  }
}

/** The network's name, also where its address is written out. */
function addressed(request: FastifyRequest): z.infer<typeof paramsSchema> {
  const [, network] = /\/api\/webhooks\/([^/]+)\//.exec(request.url) ?? [];
  const params = typeof request.params === 'object' ? request.params : {};
  return accept(paramsSchema, { network, ...params }, 'path');
}

/** What a network that asks whether we are there wants to read. */
async function answerQuestion(
  services: Services,
  door: Door,
  request: FastifyRequest,
): Promise<{ answer: string; type: string }> {
  const { network: name, ...of } = addressed(request);
  const question = services.networks.get(name)?.question;
  if (question === undefined) throw nobody();
  const query = typeof request.query === 'object' && request.query !== null ? { ...request.query } : {};
  return door.accounts.with(of, {
    beforeGuess: () => door.strangers.refuse(request.ip),
    work(account) {
      if (account?.network !== name) throw nobody();
      return { answer: question.answer(account, query), type: question.type ?? 'text/plain' };
    },
  });
}

const isOfStranger = ({ code }: AppError): boolean => code === 'sign_in_failed' || code === 'not_found';

interface Door {
  strangers: Strangers;
  accounts: Callees;
  keep: DeliveryDesk;
}

async function take(services: Services, door: Door, request: FastifyRequest): Promise<Received> {
  const { network: name, workspaceId, accountId } = addressed(request);
  const network = services.networks.get(name);
  const receive = network?.receive?.bind(network);
  if (receive === undefined) throw nobody();
  if (request.headers['content-encoding'] !== undefined) {
    throw new AppError('invalid_input', 'Send the body as it is, without compressing it.', { where: 'body' });
  }
  const call = {
    headers: headersOf(request),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
  const of = { workspaceId, accountId };
  const checked = (): Promise<Checked> =>
    door.accounts.with(of, {
      beforeGuess: () => door.strangers.refuse(request.ip),
      work(account) {
        if (account?.network !== name) throw nobody();
        return { received: receive(account, call), checkedBy: account.sealed };
      },
    });
  const first = await checked();
  try {
    await keepAll(door, of, first);
  } catch (error) {
    if (!(error instanceof KeysChanged)) throw error;
    door.accounts.forget(of);
    await keepAll(door, of, await checked());
  }
  return first.received;
}

interface Checked {
  received: Received;
  checkedBy: Uint8Array;
}

/** All that one call brought, in its order; one that brings nothing only asks whether somebody is here. */
async function keepAll(
  door: Door,
  of: { workspaceId: string; accountId: string },
  { received, checkedBy }: Checked,
): Promise<void> {
  const { deliveries, repeats } = received;
  const failed: unknown[] = [];
  const keeping = deliveries.map((delivery) =>
    door.keep(of, delivery, checkedBy).catch((error: unknown) => {
      const isFine = repeats === 'passed' && error instanceof AppError && error.code === 'already_exists';
      if (!isFine) failed.push(error);
    }),
  );
  await Promise.all(keeping);
  const [error] = failed;
  if (error instanceof Error) throw error;
}

function headersOf({ headers }: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

/** An address that was mistyped, made up or given up is all the same to who calls it. */
const nobody = (): AppError => new AppError('not_found', 'Nobody takes webhooks at this address.');
