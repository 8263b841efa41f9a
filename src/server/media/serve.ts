// GET /api/media/…: pictures of people, accounts and posts, by our own ids, for who is signed in.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { id } from '../../contract/views.ts';
import { inWorkspace, type WorkspaceTransaction } from '../../storage/database.ts';
import { notFound } from '../../storage/versions.ts';
import type { Services } from '../context.ts';
import type { StreamCaller } from '../live/client.ts';
import { admit } from '../router.ts';
import { accept } from '../validate.ts';
import { isPicture, mediaPath, versionOf } from './address.ts';
import { createPictureFetcher } from './fetch-picture.ts';

/** A page of fifty rows asks for as many; none of them is work for the database. */
const requestsAMinute = 6_000;
/** So long a browser may show it without asking whether it is still there. */
const freshSeconds = 300;

const version = { v: z.string().max(20).optional() };
const byId = z.object({ id });
const byIndex = z.object({ id, index: z.coerce.number().int().min(0).max(1_000) });
const sized = z.object({ size: z.enum(['full', 'small']).default('full'), ...version });
const sealed = z.object({ of: z.string().max(4_000) });

type FindSource = (request: FastifyRequest, caller: StreamCaller) => Promise<string | null | undefined>;

/** Registers the pictures. */
export function registerMedia(app: FastifyInstance, services: Services): void {
  const pictures = createPictureFetcher({ fetch: services.fetch, now: () => services.now() });
  const read = <T>(caller: StreamCaller, work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T> =>
    inWorkspace(services.db, caller.workspaceId, work);

  const route = (path: string, find: FindSource): void => {
    app.route({
      method: 'GET',
      url: `${mediaPath}/${path}`,
      config: { operation: 'readMedia', rateLimit: { max: requestsAMinute } },
      onRequest: async (request) => {
        request.caller = await admit(services, request, 'work.read');
      },
      handler: async (request, reply) => {
        const source = await find(request, request.caller as StreamCaller);
        if (!isPicture(source)) throw notFound('picture');
        return answer(request, reply, source);
      },
    });
  };

  async function answer(request: FastifyRequest, reply: FastifyReply, source: string): Promise<FastifyReply> {
    const etag = `"${versionOf(source)}"`;
    // Only what was found reaches this: the headers of a deleted picture's answer are those of any failure.
    const dress = (): FastifyReply =>
      reply.header('etag', etag).header('cache-control', `private, max-age=${freshSeconds}`);
    if (request.headers['if-none-match'] === etag) return dress().code(304).send();
    const { bytes, mimeType } = await pictures.fetch(source);
    return dress()
      .type(mimeType)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('content-disposition', 'inline')
      .send(bytes);
  }

  route('identities/:id', async (request, caller) => {
    const params = accept(byId, request.params, 'path');
    accept(z.object(version), request.query, 'query');
    const row = await read(caller, (trx) =>
      trx
        .selectFrom('identity')
        .select('avatar_url')
        .where('id', '=', params.id)
        .where('gone_at', 'is', null)
        .executeTakeFirst(),
    );
    return row?.avatar_url;
  });
  route('accounts/:id', async (request, caller) => {
    const params = accept(byId, request.params, 'path');
    accept(z.object(version), request.query, 'query');
    const row = await read(caller, (trx) =>
      trx.selectFrom('account').select('avatar_url').where('id', '=', params.id).executeTakeFirst(),
    );
    return row?.avatar_url;
  });
  route('posts/:id/:index', async (request, caller) => {
    const params = accept(byIndex, request.params, 'path');
    const { size } = accept(sized, request.query, 'query');
    const row = await read(caller, (trx) =>
      trx
        .selectFrom('post')
        .select('media')
        .where('id', '=', params.id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst(),
    );
    const item = row?.media[params.index];
    if (item === undefined || item.kind !== 'image') return null;
    return size === 'small' ? (item.thumbUrl ?? item.url) : (item.url ?? item.thumbUrl);
  });
  route('passing', (request, caller) => {
    const { of } = accept(sealed, request.query, 'query');
    return Promise.resolve(services.passing.source(caller.workspaceId, of));
  });
}
