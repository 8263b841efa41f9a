// GET and POST /form/<form> and /form/<form>/<conversation>: the public pages of our contact forms, without a session or a script.
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import rateLimit from '@fastify/rate-limit';
import { AppError } from '../../domain/errors.ts';
import { readFormSettings } from '../../domain/webform/settings.ts';
import type { FormLanguage } from '../../domain/webform/words.ts';
import { readAccountToSpeak } from '../../storage/accounts.ts';
import { readInWorkspace, type WorkspaceTransaction } from '../../storage/database.ts';
import { findForm, findTalk } from '../../storage/webform.ts';
import { createWorkTx } from '../../storage/work/work-tx.ts';
import { hashSecret } from '../auth/secrets.ts';
import { networkOf } from '../auth/strangers.ts';
import type { Services } from '../context.ts';
import { asAppError, statusOf } from '../problems.ts';
import { readFormId, readTalkToken, type OfForm } from './addresses.ts';
import type { Answer, Asked, Onward, OpenForm, OpenTalk } from './opened.ts';
import { createPace, type Pace } from './pace.ts';
import { plainPage } from './page.ts';
import { styleHash } from './style.ts';
import { showForm, takeForm } from './first.ts';
import { showTalk, takeTalk } from './talk.ts';
import { wordsOf } from './words.ts';

/** A whole message in characters that the wire writes with nine bytes each, and room for the other fields. */
const mostBytes = 64 * 1024;
const paceWindowMs = 10 * 60_000;
/** Sent to one company from one address in that time; an office behind one address is several people. */
const mostOfAddress = 20;
/** Sent to one company from all addresses of a site in that time: whoever has one of IPv6 has thousands of networks. */
const mostOfSite = 100;
/** Whoever goes back and mends what was sent uses a stamp again; a program has to fetch a page for every few messages. */
const mostOfStamp = 5;
const stampWindowMs = 24 * 60 * 60_000;
/** Sent by one form in that time, by whomever. */
const mostOfForm = 600;
const nothing = (): AppError => new AppError('not_found', 'There is nothing at this address.');

/** The first of the two languages that a visitor names, else Japanese for who names none. */
function languageOf(wanted: string | null, accepted: string | undefined): FormLanguage {
  if (wanted === 'ja' || wanted === 'en') return wanted;
  const named = (accepted ?? '').split(',').map((one) => one.trim().slice(0, 2).toLowerCase());
  const first = named.find((one) => one === 'ja' || one === 'en');
  return first ?? (named[0] === '' || named[0] === undefined ? 'ja' : 'en');
}

const queryOf = ({ url }: FastifyRequest): URLSearchParams =>
  new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

async function openForm(services: Services, formId: string): Promise<OpenForm> {
  const of = readFormId(formId);
  if (of === null) throw nothing();
  return readInWorkspace(services.db, of.workspaceId, async (trx) => {
    const found = await findForm(trx, of.accountId);
    if (found === null) throw nothing();
    const { secrets } = await readAccountToSpeak(trx, of.accountId);
    if (secrets === null) throw nothing();
    const place = { workspaceId: of.workspaceId, table: 'account', rowId: of.accountId };
    const { key = '' } = services.secretBox.open(secrets, place) as { key?: string };
    if (key === '') throw nothing();
    const { timeZone } = await workspaceSettings(services, of, trx);
    const settings = readFormSettings(found.config);
    const { name: company, isHeard } = found;
    return { ...of, services, path: `/form/${formId}`, company, isHeard, settings, key, timeZone };
  });
}

function workspaceSettings({ now, newId }: Services, { workspaceId }: OfForm, trx: WorkspaceTransaction) {
  return createWorkTx(trx, { workspaceId, now, newId: () => newId() }).workspace.settings();
}

/** As slow for a wrong secret as for a right one, and the same answer for one that is wrong, gone or never was. */
async function openTalk(form: OpenForm, token: string): Promise<OpenTalk> {
  const read = readTalkToken(token);
  if (read === null) throw nothing();
  const at = new Date(form.services.now()).toISOString();
  const found = await readInWorkspace(form.services.db, form.workspaceId, (trx) =>
    findTalk(trx, form.accountId, read.talkId, at),
  );
  const given = hashSecret(read.secret.toString('base64url'));
  const isRight = timingSafeEqual(given, found?.secretHash ?? Buffer.alloc(given.length));
  if (found === null || !isRight) throw nothing();
  const { lang, expiresAt } = found;
  return { form, id: read.talkId, path: `${form.path}/${token}`, lang, expiresAt };
}

/** Nothing but our own style and our own forms; shown within other pages only where the team lists their sites. */
function secure(reply: FastifyReply, origins: readonly string[]): void {
  const ancestors = origins.length === 0 ? "'none'" : origins.join(' ');
  if (origins.length > 0) reply.raw.removeHeader('x-frame-options');
  void reply
    .header(
      'content-security-policy',
      `default-src 'none'; style-src ${styleHash}; form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}`,
    )
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex, nofollow')
    .header('referrer-policy', 'no-referrer');
}

/** The sites that may show a form’s pages, also those of its failures. */
const originsOf = new WeakMap<FastifyRequest, readonly string[]>();

function send(reply: FastifyReply, origins: readonly string[], answer: Answer | Onward): FastifyReply {
  secure(reply, origins);
  if ('to' in answer) return reply.redirect(answer.to, 303);
  return reply.code(answer.status).type('text/html; charset=utf-8').send(answer.body);
}

/** Registers the pages, in a scope whose bodies are forms and whose failures are pages. */
export async function registerForms(app: FastifyInstance, services: Services): Promise<void> {
  const now = (): number => services.now();
  const addresses = createPace(mostOfAddress, paceWindowMs, now);
  const sites = createPace(mostOfSite, paceWindowMs, now);
  const forms = createPace(mostOfForm, paceWindowMs, now);
  const stamps = createPace(mostOfStamp, stampWindowMs, now);
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      timeWindow: 60_000,
      max: services.config.limits.perAddress,
      keyGenerator: ({ ip }) => networkOf(ip),
      errorResponseBuilder: (_request, { ttl }) =>
        new AppError('too_many_requests', 'Too many requests. Slow down.', { retryAfterMs: ttl }),
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.setErrorHandler((error, request, reply) => fail(services, error, request, reply));
    routes(scope, services, { addresses, sites, forms, stamps });
  });
}

type Paces = Record<'addresses' | 'sites' | 'forms' | 'stamps', Pace>;

/** A site’s whole network (/48); IPv4 has no such thing. */
function siteOf(address: string): string | null {
  const groups = networkOf(address).split(':');
  return groups.length === 4 ? groups.slice(0, 3).join(':') : null;
}

/**
 * Counts one sending to a workspace from an address; null where it may go on, else how long to wait, in milliseconds. What the site
 * sends to others here is counted for them.
 */
function paceOf({ addresses, sites }: Paces, workspaceId: string, address: string): number | null {
  const site = siteOf(address);
  const toThem = (from: string): string => `${workspaceId} ${from}`;
  return addresses.take(toThem(networkOf(address))) ?? (site === null ? null : sites.take(toThem(site)));
}

function routes(scope: FastifyInstance, services: Services, paces: Paces): void {
  const asked = (request: FastifyRequest, { workspaceId, path }: OpenForm): Asked => {
    const query = queryOf(request);
    const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    // What another site sends in a visitor’s name is shown to the visitor first, with a stamp of its own.
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin') body.delete('stamp');
    return {
      lang: languageOf(query.get('lang') ?? body.get('lang'), request.headers['accept-language']),
      query,
      body,
      pace: (of) => paceOf(paces, workspaceId, request.ip) ?? (of === 'form' ? paces.forms.take(path) : null),
      mayUse: (nonce) => paces.stamps.take(nonce) === null,
    };
  };
  const onForm = (act: (form: OpenForm, asked: Asked) => Promise<Answer | Onward>) =>
    async function answer(request: FastifyRequest, reply: FastifyReply) {
      const { form: formId } = request.params as { form: string };
      const form = await openForm(services, formId);
      if (!form.isHeard) throw nothing();
      originsOf.set(request, form.settings.origins);
      return send(reply, form.settings.origins, await act(form, asked(request, form)));
    };
  const onTalk = (act: (talk: OpenTalk, asked: Asked) => Promise<Answer | Onward>) =>
    async function answer(request: FastifyRequest, reply: FastifyReply) {
      const { form: formId, token } = request.params as { form: string; token: string };
      const form = await openForm(services, formId);
      originsOf.set(request, form.settings.origins);
      const talk = await openTalk(form, token);
      const query = asked(request, form);
      const hasChosen = query.query.has('lang') || query.body.has('lang');
      const answered = await act(talk, hasChosen ? query : { ...query, lang: talk.lang });
      return send(reply, talk.form.settings.origins, answered);
    };
  const show = { config: { operation: 'showForm' } };
  const take = { bodyLimit: mostBytes, config: { operation: 'takeForm' } };
  scope.get('/form/:form', show, onForm(showForm));
  scope.post('/form/:form', take, onForm(takeForm));
  scope.get('/form/:form/:token', show, onTalk(showTalk));
  scope.post('/form/:form/:token', take, onTalk(takeTalk));
}

/** A page for people; what failed on our side is written to the log without the address, whose end is a secret. */
function fail(services: Services, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const failure = asAppError(error);
  const operation = request.routeOptions.config.operation;
  if (failure.class === 'bug') {
    services.log.error({ err: error, operation, reference: request.id }, 'a page of a form failed');
  } else if (failure.class === 'unavailable') {
    services.log.warn({ error: failure.message, operation, reference: request.id }, 'a form was not served');
  }
  const lang = languageOf(queryOf(request).get('lang'), request.headers['accept-language']);
  const words = wordsOf[lang];
  const said =
    failure.class === 'not_found'
      ? { title: words.nothing, text: words.nothingLead }
      : { title: words.trouble, text: failure.class === 'too_large' ? words.tooLarge : words.troubleLead };
  if (failure.retryAfterMs !== undefined) {
    void reply.header('retry-after', String(Math.ceil(failure.retryAfterMs / 1000)));
  }
  return send(reply, originsOf.get(request) ?? [], {
    status: statusOf(failure.class),
    body: plainPage(lang, said),
  });
}
