// GET /api/live: the live stream as server-sent events, written to the socket without a framework in between.
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../auth/authenticate.ts';
import { AppError } from '../../domain/errors.ts';
import type { Services } from '../context.ts';
import { admit } from '../router.ts';
import type { Sink, StreamCaller } from './client.ts';
import type { LiveHub } from './hub.ts';

/** More pages than anybody has open; each stream is held in memory for as long as its other side likes. */
const mostOfOne = 50;

/** Registers the stream; members of a workspace may watch it. */
export function registerLiveStream(app: FastifyInstance, services: Services, hub: LiveHub): void {
  const watching = new Map<string, number>();
  app.route({
    method: 'GET',
    url: '/api/live',
    config: { operation: 'live' },
    onRequest: async (request) => {
      request.caller = await admit(services, request, 'work.read');
    },
    handler: async (request, reply) => {
      const caller = watcher(request.caller);
      const lastEventId = request.headers['last-event-id'];
      const query = request.query as { lastEventId?: unknown };
      const asked =
        typeof lastEventId === 'string'
          ? lastEventId
          : typeof query.lastEventId === 'string'
            ? query.lastEventId
            : null;

      // Its reader left while it was admitted: no further event would end it.
      if (reply.raw.destroyed) return void reply.hijack();
      const who = caller.kind === 'session' ? `user ${caller.userId}` : `token ${caller.tokenId}`;
      const open = watching.get(who) ?? 0;
      if (open >= mostOfOne) {
        throw new AppError('too_many_requests', 'Too many live streams are open. Close some pages first.', {
          retryAfterMs: 30_000,
        });
      }
      watching.set(who, open + 1);

      reply.hijack();
      const { raw } = reply;
      // No chunk headers around each write: the stream ends with its connection.
      raw.useChunkedEncodingByDefault = false;
      raw.shouldKeepAlive = false;
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) raw.setHeader(name, value);
      }
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        // Proxies that would collect the stream before handing it on.
        'x-accel-buffering': 'no',
      });
      raw.socket?.setNoDelay(true);
      raw.socket?.setTimeout(0);
      raw.flushHeaders();

      const sink: Sink = {
        write: (bytes) => void raw.write(bytes),
        pendingBytes: () => raw.writableLength,
        close: () => void raw.destroy(),
      };
      raw.on('error', () => {});
      let gone = false;
      let leave = (): void => {
        gone = true;
      };
      raw.on('close', () => {
        const left = (watching.get(who) ?? 1) - 1;
        if (left > 0) watching.set(who, left);
        else watching.delete(who);
        leave();
      });
      try {
        const client = await hub.connect(caller, sink, asked);
        leave = () => hub.disconnect(client);
        if (gone) leave();
      } catch (error) {
        services.log.warn({ err: error }, 'a live stream could not begin');
        raw.destroy();
      }
    },
  });
}

function watcher(caller: Caller | null): StreamCaller {
  if (caller === null || caller.kind === 'nobody' || caller.workspaceId === null) {
    throw new AppError('sign_in_required', 'Sign in first.');
  }
  return { ...caller, workspaceId: caller.workspaceId };
}
