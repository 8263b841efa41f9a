// Who may call the fake X: OAuth 2 with PKCE and tokens that rotate, and OAuth 1.0a signatures, checked as X checks them.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface App {
  clientId: string;
  clientSecret: string;
  apiKey: string;
  apiSecret: string;
}

interface Code {
  personId: string;
  scope: string;
  challenge: string;
  redirectUri: string;
}

interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  token_type: 'bearer';
  scope: string;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export class Access {
  readonly app: App = {
    clientId: 'the-client',
    clientSecret: 'the client secret',
    apiKey: 'the-api-key',
    apiSecret: 'the-api-secret',
  };
  /** The app's own, for what belongs to no account. */
  readonly appToken = `app-${randomUUID()}`;
  /** Whose each token is. */
  readonly bearers = new Map<string, string>();
  readonly #refreshes = new Map<string, Pick<Code, 'personId' | 'scope'>>();
  readonly #scopes = new Map<string, string>();
  /** The app's webhooks. */
  readonly webhooks: { id: string; url: string; valid: boolean; created_at: string }[] = [];
  /** What X does not grant to who signs in. */
  readonly withheld = new Set<string>();
  /** Whose keys were made without the right to direct messages. */
  readonly withoutMessages = new Set<string>();
  readonly #codes = new Map<string, Code>();
  readonly #signed = new Map<string, { personId: string; secret: string }>();

  /** Keys made by hand on the developer page. */
  makeKeys(personId: string): Record<'api_key' | 'api_secret' | 'access_token' | 'access_secret', string> {
    const [token, secret] = [`token-${randomUUID()}`, `secret/${randomUUID()}`];
    this.#signed.set(token, { personId, secret });
    const { apiKey, apiSecret } = this.app;
    return { api_key: apiKey, api_secret: apiSecret, access_token: token, access_secret: secret };
  }

  /** Somebody says yes on the page; the address they are sent back to. */
  consent(page: URL, personId: string): URL {
    const asked = page.searchParams;
    if (asked.get('client_id') !== this.app.clientId) throw new Error('an unknown client');
    if (asked.get('code_challenge_method') !== 'S256') throw new Error('no proof key');
    const code = randomUUID();
    const back = new URL(asked.get('redirect_uri') ?? '');
    const challenge = asked.get('code_challenge') ?? '';
    const granted = (asked.get('scope') ?? '').split(' ').filter((scope) => !this.withheld.has(scope));
    this.#codes.set(code, { personId, challenge, redirectUri: back.href, scope: granted.join(' ') });
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    return back;
  }

  #issue(personId: string, lifeSeconds: number, scope: string): Tokens {
    const tokens = { access: `bearer-${randomUUID()}`, refresh: `refresh-${randomUUID()}` };
    for (const [token, owner] of this.bearers) if (owner === personId) this.bearers.delete(token);
    this.bearers.set(tokens.access, personId);
    this.#refreshes.set(tokens.refresh, { personId, scope });
    this.#scopes.set(tokens.access, scope);
    return {
      access_token: tokens.access,
      refresh_token: tokens.refresh,
      expires_in: lifeSeconds,
      token_type: 'bearer',
      scope,
    };
  }

  /** The token endpoint; null refuses. A refresh token works once. */
  trade(request: IncomingMessage, form: URLSearchParams, lifeSeconds = 7200): Tokens | null {
    const { clientId, clientSecret } = this.app;
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
    if (request.headers.authorization !== `Basic ${basic.toString('base64')}`) return null;
    if (form.get('grant_type') === 'refresh_token') {
      const token = form.get('refresh_token') ?? '';
      const owner = this.#refreshes.get(token);
      this.#refreshes.delete(token);
      return owner === undefined ? null : this.#issue(owner.personId, lifeSeconds, owner.scope);
    }
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const verified = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code === undefined || code.challenge !== verified || code.redirectUri !== form.get('redirect_uri'))
      return null;
    return this.#issue(code.personId, lifeSeconds, code.scope);
  }

  /** The app signs in with its keys; null refuses. */
  signAppIn(
    request: IncomingMessage,
    form: URLSearchParams,
  ): { token_type: 'bearer'; access_token: string } | null {
    const { apiKey, apiSecret } = this.app;
    const basic = Buffer.from(`${encodeURIComponent(apiKey)}:${encodeURIComponent(apiSecret)}`);
    const isRight = request.headers.authorization === `Basic ${basic.toString('base64')}`;
    if (!isRight || form.get('grant_type') !== 'client_credentials') return null;
    return { token_type: 'bearer', access_token: this.appToken };
  }

  /** Whether who calls was given a right. */
  mayUse(request: IncomingMessage, scope: string, callerId: string | null): boolean {
    const [kind = '', token = ''] = (request.headers.authorization ?? '').split(' ');
    if (kind === 'Bearer') return (this.#scopes.get(token) ?? '').split(' ').includes(scope);
    return !this.withoutMessages.has(callerId ?? '');
  }

  isApp(request: IncomingMessage): boolean {
    return request.headers.authorization === `Bearer ${this.appToken}`;
  }

  /** Who calls; null: nobody X knows. `url` is the address as it was called. */
  callerOf(request: IncomingMessage, url: URL): string | null {
    const header = request.headers.authorization ?? '';
    if (header.startsWith('Bearer ')) return this.bearers.get(header.slice('Bearer '.length)) ?? null;
    if (!header.startsWith('OAuth ')) return null;
    const parts = new Map(
      [...header.slice('OAuth '.length).matchAll(/(\w+)="([^"]*)"/gu)].map(
        ([, name = '', value = '']) => [name, decodeURIComponent(value)] as const,
      ),
    );
    const known = this.#signed.get(parts.get('oauth_token') ?? '');
    if (known === undefined || parts.get('oauth_consumer_key') !== this.app.apiKey) return null;
    const signature = parts.get('oauth_signature');
    parts.delete('oauth_signature');
    const pairs = [...parts, ...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`);
    const base = [request.method ?? '', `${url.origin}${url.pathname}`, pairs.toSorted().join('&')];
    const key = `${encode(this.app.apiSecret)}&${encode(known.secret)}`;
    const right = createHmac('sha1', key).update(base.map(encode).join('&')).digest('base64');
    return right === signature ? known.personId : null;
  }
}
