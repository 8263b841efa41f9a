// Pictures of the practice network, which live in Kizuki itself.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { id } from '../contract/views.ts';
import type { Services } from './context.ts';
import type { StreamCaller } from './live/client.ts';
import { admit } from './router.ts';
import { accept } from './validate.ts';

/** Registers GET /api/practice/images/:id. */
export function registerPracticeImages(app: FastifyInstance, services: Services): void {
  app.route({
    method: 'GET',
    url: '/api/practice/images/:id',
    config: { operation: 'readPracticeImage' },
    onRequest: async (request) => {
      request.caller = await admit(services, request, 'work.read');
    },
    handler: async (request, reply) => {
      const { workspaceId } = request.caller as StreamCaller;
      const params = accept(z.object({ id }), request.params, 'path');
      const image = await services.practiceImage(workspaceId, params.id);
      return reply
        .type(image.mimeType)
        .header('cache-control', 'private, max-age=86400, immutable')
        .send(Buffer.from(image.bytes));
    },
  });
}
