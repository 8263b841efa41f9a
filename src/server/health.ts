// /healthz, /readyz and /metrics: for those who run the program, not for its users.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { sameSecret } from './auth/secrets.ts';
import type { Services } from './context.ts';
import type { LiveHub } from './live/hub.ts';
import type { Metrics } from './metrics.ts';

const readyWithinMs = 1_000;
const loopback = /^(?:127\.|::1$|::ffff:127\.)/;
const ownName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

export function registerHealth(
  app: FastifyInstance,
  services: Services,
  hub: LiveHub,
  metrics: Metrics,
): void {
  app.get('/healthz', { config: { operation: 'healthz' } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true, version: services.config.version }),
  );

  app.get('/readyz', { config: { operation: 'readyz' } }, async (_request, reply) => {
    const checks = { database: await databaseAnswers(services), live: hub.listening() };
    const ok = checks.database && checks.live;
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok, checks });
  });

  app.get('/metrics', { config: { operation: 'metrics' } }, async (request, reply) => {
    refuseStrangers(services, request);
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.render(hub.stats()));
  });
}

async function databaseAnswers({ db }: Services): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), readyWithinMs).unref();
  });
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]);
}

/** Numbers of a company's work are not for the public: by token, or from this machine alone. */
function refuseStrangers({ config }: Services, request: FastifyRequest): void {
  const { authorization } = request.headers;
  if (config.metricsToken !== null) {
    if (authorization !== undefined && sameSecret(authorization, `Bearer ${config.metricsToken}`)) return;
  } else if (
    loopback.test(request.ip) &&
    request.headers['x-forwarded-for'] === undefined &&
    // A page whose name was made to lead to this machine asks from it too, but under that name.
    ownName.test(request.headers.host ?? '')
  )
    return;
  throw new AppError(
    'not_allowed',
    'Metrics are shown to who sends the metrics token, or on the machine itself.',
  );
}
