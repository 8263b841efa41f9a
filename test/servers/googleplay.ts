// A fake Google Play, since none can be run: it gives tokens for signed words, keeps reviews, and holds every question to the reference.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { operations } from './googleplay/operations.ts';
import { checkJwt } from './kit/check-jwt.ts';
import { startFakeApi, type FakeApi } from './kit/fake.ts';
import { bodyIn, complaints, text } from './kit/graph.ts';
import { readBody, urlOf } from './kit/http.ts';
import { FakeReviews, type StoredReview } from './kit/reviews.ts';

const PACKAGE = 'com.example.acme';
const EMAIL = 'kizuki@acme.iam.gserviceaccount.com';
const WEEK_MS = 7 * 24 * 60 * 60_000;
const MOST_OF_REPLY = 350;
const TOKEN_LIFE_S = 3_599;

interface Answer {
  status: number;
  body: unknown;
}

export interface FakeGooglePlay extends FakeApi {
  reviews: FakeReviews;
  packageName: string;
  /** As it is downloaded from Google Cloud. */
  keyFile: string;
  /** Which keys tokens are given for, by their ids. */
  keys: Map<string, KeyObject>;
  /** Tokens that hold. */
  tokens: Set<string>;
  /** How many were given. */
  given(): number;
  /** Google's clock. */
  now(): number;
  /** The service account was not let in, or no more. */
  isShutOut: boolean;
  /** Reviews that cannot be answered. */
  unanswerable: Set<string>;
  /** Records that the list has besides. */
  broken: unknown[];
  /** What was asked otherwise than it is described. */
  violations: string[];
}

/** A key file with a pair of its own. */
function makeKey(id: string): { file: string; publicKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const file = {
    type: 'service_account',
    project_id: 'acme',
    private_key_id: id,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: EMAIL,
    token_uri: 'https://oauth2.googleapis.com/token',
  };
  return { file: JSON.stringify(file, null, 2), publicKey };
}
/** A key that Google knows nothing of. */
export const strangeKey = (): string => makeKey('strange').file;

export const googleError = (status: number, name: string, message: string): Answer => ({
  status,
  body: { error: { code: status, message, status: name } },
});
const timeOf = (ms: number) => ({ seconds: String(Math.floor(ms / 1_000)), nanos: (ms % 1_000) * 1_000_000 });

/** A review as Google Play shows it. */
export const shown = ({ id, by, title, text: said, stars, lang, atMs, reply }: StoredReview) => ({
  reviewId: id,
  authorName: by,
  comments: [
    {
      userComment: {
        text: `${title}\t${said}`,
        lastModified: timeOf(atMs),
        starRating: stars,
        reviewerLanguage: lang,
        device: 'husky',
        androidOsVersion: 36,
        appVersionCode: 421,
        appVersionName: '4.2.1',
        thumbsUpCount: 0,
        thumbsDownCount: 0,
        deviceMetadata: { productName: 'husky (Pixel 8 Pro)', manufacturer: 'Google', deviceClass: 'phone' },
      },
    },
    ...(reply === null ? [] : [{ developerComment: { text: reply.text, lastModified: timeOf(reply.atMs) } }]),
  ],
});

export async function startGooglePlay(): Promise<FakeGooglePlay> {
  const reviews = new FakeReviews();
  const { file, publicKey } = makeKey('first');
  const keys = new Map([['first', publicKey]]);
  const tokens = new Set<string>();
  const violations: string[] = [];
  let given = 0;

  /** As developers.google.com/identity/protocols/oauth2/service-account has it. */
  function token(body: Record<string, unknown>): Answer {
    const invalid = (why: string): Answer => ({
      status: 400,
      body: { error: 'invalid_grant', error_description: why },
    });
    if (body['grant_type'] !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
      return { status: 400, body: { error: 'unsupported_grant_type' } };
    }
    const assertion = text(body['assertion']);
    const kid = text(
      (JSON.parse(Buffer.from(assertion.split('.')[0] ?? '', 'base64url').toString()) as { kid?: unknown })
        .kid,
    );
    const key = keys.get(kid);
    const checked = key === undefined ? null : checkJwt(assertion, key);
    if (checked === null) return invalid('Invalid JWT Signature.');
    const { head, claims } = checked;
    const [iat, exp, now] = [Number(claims['iat']), Number(claims['exp']), fake.now() / 1_000];
    const isRight =
      head['alg'] === 'RS256' &&
      claims['iss'] === EMAIL &&
      claims['aud'] === 'https://oauth2.googleapis.com/token' &&
      claims['scope'] === 'https://www.googleapis.com/auth/androidpublisher';
    if (!isRight) violations.push(`a word that claims ${JSON.stringify(claims)}`);
    if (exp - iat > 3_600 || iat > now + 60 || exp < now) {
      return invalid(
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
      );
    }
    given += 1;
    const value = `ya29.${crypto.randomUUID()}`;
    tokens.add(value);
    return { status: 200, body: { access_token: value, expires_in: TOKEN_LIFE_S, token_type: 'Bearer' } };
  }

  function list(query: URLSearchParams): Answer {
    const all = reviews
      .newestFirst()
      .filter(({ atMs }) => Date.now() - atMs < WEEK_MS)
      .map((one): unknown => shown(one));
    const from = Number(query.get('token') ?? 0);
    const size = Math.min(Number(query.get('maxResults') ?? 10), 100);
    const page = all.slice(from, from + size);
    const next = from + size < all.length ? { tokenPagination: { nextPageToken: String(from + size) } } : {};
    const listed = [...(from === 0 ? fake.broken : []), ...page];
    return { status: 200, body: { ...(listed.length === 0 ? {} : { reviews: listed }), ...next } };
  }

  function reply(review: StoredReview, replyText: string): Answer {
    if (fake.unanswerable.has(review.id)) {
      return googleError(403, 'PERMISSION_DENIED', 'The review cannot be replied to.');
    }
    if (replyText === '' || replyText.length > MOST_OF_REPLY) {
      return googleError(400, 'INVALID_ARGUMENT', 'The reply text is too long or empty.');
    }
    const said = reviews.answer(review, replyText.replaceAll(/<[^<>]*>/g, ''));
    return { status: 200, body: { result: { replyText: said.text, lastEdited: timeOf(said.atMs) } } };
  }

  async function serve(request: IncomingMessage): Promise<Answer> {
    const body = bodyIn(request, await readBody(request));
    const method = request.method ?? 'GET';
    const { pathname, searchParams: query } = urlOf(request);
    if (method === 'POST' && pathname === '/token') return token(body);
    if (!tokens.has(request.headers.authorization?.replace(/^Bearer /, '') ?? '')) {
      return googleError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
    }
    const [, app, at, isReply] =
      /^\/androidpublisher\/v3\/applications\/([^/]+)\/reviews(?:\/([^/:]+?)(:reply)?)?$/.exec(
        decodeURIComponent(pathname),
      ) ?? [];
    const path = `reviews${at === undefined ? '' : '/{reviewId}'}${isReply ?? ''}`;
    violations.push(...complaints(operations, { method, path }, { query, body: Object.keys(body) }));
    if (fake.isShutOut) return googleError(403, 'PERMISSION_DENIED', 'The caller does not have permission');
    if (app !== PACKAGE) return googleError(404, 'NOT_FOUND', `Package not found: ${app ?? ''}.`);
    if (at === undefined) return list(query);
    const review = reviews.find(at);
    if (review === undefined) return googleError(404, 'NOT_FOUND', 'Review not found.');
    return isReply === undefined
      ? { status: 200, body: shown(review) }
      : reply(review, text(body['replyText']));
  }

  const api = await startFakeApi(serve, 'x-trace-id');
  const fake: FakeGooglePlay = {
    ...api,
    reviews,
    packageName: PACKAGE,
    keyFile: file,
    keys,
    tokens,
    given: () => given,
    now: () => Date.now(),
    isShutOut: false,
    unanswerable: new Set(),
    broken: [],
    violations,
  };
  return fake;
}
