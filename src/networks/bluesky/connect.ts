// Connects an account: by app password on any server, or by OAuth on the account's own.
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Connected, NetworkDeps } from '../kit/network.ts';
import { refusedInput } from '../kit/refused-input.ts';
import type { Clients } from './client.ts';
import { DEFAULT_SERVER } from './manifest.ts';
import { readAuthor } from './read.ts';
import type { PasswordSecrets } from './session.ts';
import type { Xrpc } from './xrpc.ts';

const didDocument = z.object({
  service: z.array(z.object({ id: z.string(), serviceEndpoint: z.unknown() })),
});
const createdSession = z.object({
  did: z.string().min(1),
  handle: z.string(),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  didDoc: z.unknown().optional(),
  active: z.boolean().optional(),
});

/** The server's address, without path. @throws AppError `network_rejected` naming `server`. */
export function readServer(entered: string | undefined): string {
  const text = (entered ?? '').trim() === '' ? DEFAULT_SERVER : (entered ?? '').trim();
  const withScheme = /^https?:\/\//u.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme))
    throw refusedInput('server', {
      ja: `「${text}」はサーバーのアドレスではありません。${DEFAULT_SERVER} のように入力してください。`,
      en: `"${text}" is no server address; write for example ${DEFAULT_SERVER}.`,
    });
  const { origin, protocol, hostname } = new URL(withScheme);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'http:' && !isHere)
    throw refusedInput('server', {
      ja: 'このアドレスではパスワードが暗号化されません。https:// で始まるアドレスを入力してください。',
      en: 'A password must not travel unencrypted: use https.',
    });
  return origin;
}

/** The server the DID document names as the account's own, else `otherwise`. */
function homeOf(didDoc: unknown, otherwise: string): string {
  const parsed = didDocument.safeParse(didDoc);
  const service = parsed.success ? parsed.data.service.find((s) => s.id.endsWith('#atproto_pds')) : undefined;
  const endpoint = service?.serviceEndpoint;
  return typeof endpoint === 'string' && URL.canParse(endpoint) ? new URL(endpoint).origin : otherwise;
}

function signInError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const name = error.data?.['error'];
  if (name === 'AuthFactorTokenRequired') {
    return refusedInput('password', {
      ja: 'このアカウントは、メールで届く確認コードを求めています。設定でアプリパスワードを作り、それを入力してください。',
      en: 'This account asks for a code by mail: make an app password in its settings and use that.',
    });
  }
  if (name === 'AccountTakedown') {
    return refusedInput('identifier', {
      ja: 'このアカウントは、Bluesky によって停止されています。',
      en: 'Bluesky has suspended this account.',
    });
  }
  if (error.code === 'account_token_dead') {
    return refusedInput('password', {
      ja: 'ハンドルかアプリパスワードが違います。両方を確かめてください。',
      en: 'Bluesky does not know this name with this password: check both.',
    });
  }
  if (error.code === 'network_unavailable' && /ENOTFOUND|EAI_AGAIN/u.test(error.message)) {
    return refusedInput('server', {
      ja: 'このアドレスにサーバーがありません。アドレスを確かめてください。',
      en: 'There is no server at this address: check it.',
    });
  }
  if (
    error.code === 'network_post_gone' ||
    (error.code === 'network_rejected' && error.data?.['status'] === 404)
  ) {
    return refusedInput('server', {
      ja: 'このアドレスのサーバーは Bluesky（AT Protocol）に対応していません。アドレスを確かめてください。',
      en: 'The server at this address does not speak the AT Protocol: check it.',
    });
  }
  return error;
}

async function describe(client: Xrpc, connected: Connected, deps: NetworkDeps): Promise<Connected> {
  try {
    const author = await readAuthor(client, connected.nativeId);
    return {
      ...connected,
      handle: author.handle === '' ? connected.handle : author.handle,
      displayName: author.displayName,
      ...(author.avatarUrl === undefined ? {} : { avatarUrl: author.avatarUrl }),
    };
  } catch (error) {
    // A server without AppView can still post; name and picture come later.
    deps.log.warn(
      { error: String(error) },
      'bluesky: the profile of the connected account could not be read',
    );
    return connected;
  }
}

function sessionOf(connected: Connected) {
  return { id: `connecting:${connected.nativeId}`, ...connected, saveSecrets: async () => {} };
}

/** Signs in with an app password. */
export async function connectByPassword(
  clients: Clients,
  fields: Record<string, string>,
): Promise<Connected> {
  const service = readServer(fields['server']);
  const identifier = (fields['identifier'] ?? '').trim().replace(/^@/u, '');
  const password = fields['password'] ?? '';
  if (identifier === '')
    throw refusedInput('identifier', {
      ja: 'アカウントのハンドルを入力してください（例：example.bsky.social）。',
      en: "Write the account's handle, for example example.bsky.social.",
    });
  if (password === '') {
    throw refusedInput('password', {
      ja: 'アカウントの設定で作ったアプリパスワードを入力してください。',
      en: "Write an app password, made in the account's settings.",
    });
  }
  let session: z.infer<typeof createdSession>;
  try {
    session = await clients.open(service).call({
      method: 'com.atproto.server.createSession',
      body: { identifier, password },
      answer: createdSession,
    });
  } catch (error) {
    throw signInError(error);
  }
  const secrets: PasswordSecrets = {
    kind: 'app_password',
    service,
    accessJwt: session.accessJwt,
    refreshJwt: session.refreshJwt,
  };
  const connected: Connected = {
    server: homeOf(session.didDoc, service),
    nativeId: session.did,
    handle: session.handle,
    displayName: '',
    secrets: { ...secrets },
  };
  return await describe(clients.account(sessionOf(connected)), connected, clients.deps);
}

/** Whom to sign in: the handle if one was written (its server is found by itself), else the server's own choice. */
export function oauthSubject(fields: Record<string, string>): string {
  const identifier = (fields['identifier'] ?? '').trim().replace(/^@/u, '');
  return identifier === '' ? readServer(fields['server']) : identifier;
}

/** Ends an OAuth sign-in. */
export async function connectByOAuth(
  clients: Clients,
  input: { pending: Record<string, string>; params: Record<string, string>; redirectUri: string },
): Promise<Connected> {
  const { did, server, secrets } = await clients.oauth.finish(input);
  const connected: Connected = {
    server: new URL(server).origin,
    nativeId: did,
    handle: did,
    displayName: '',
    secrets,
  };
  let current = connected;
  const account = {
    ...sessionOf(connected),
    async saveSecrets(next: Record<string, string>) {
      current = { ...current, secrets: next };
    },
  };
  const client = clients.account(account);
  const { handle } = await client.call({
    method: 'com.atproto.server.getSession',
    answer: z.object({ handle: z.string() }),
  });
  const described = await describe(client, { ...connected, handle }, clients.deps);
  return { ...described, secrets: current.secrets };
}
