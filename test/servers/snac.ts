// A real snac server on loopback: the Mastodon API of a real fediverse server, with users and OAuth.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { z } from 'zod';
import { recordSkip } from '../harness/skips.ts';
import { freePort, isListening, startChild } from './kit/child.ts';
import { findProgram } from './kit/program.ts';

export type SnacUser = { name: string; password: string };

export type SnacApp = { clientId: string; clientSecret: string; redirectUri: string };

export type Snac = {
  /** `http://localhost:<port>`: the server's own address and name. It drops kept-alive connections without a word. */
  url: string;
  /** A new user, reachable as `@name@localhost:<port>`. */
  addUser: (name: string) => Promise<SnacUser>;
  /** Registers a client, as `POST /api/v1/apps` does. */
  appRegister: (redirectUri?: string) => Promise<SnacApp>;
  /** Signs a user in on the page of an authorization request; returns the callback address with its code. */
  signIn: (authorizeUrl: string | URL, name: string) => Promise<URL>;
  /** An access token of a user, by the whole OAuth dance. */
  token: (name: string) => Promise<string>;
  /** Deletes a user's own post, as the page does: the API of snac cannot. */
  deletePost: (name: string, uri: string) => Promise<void>;
  close: () => Promise<void>;
};

const CALLBACK = 'http://127.0.0.1:9/callback';
const SCOPES = 'read write follow push';
const START_TIMEOUT_MS = 60_000;
// It delivers to its own users over HTTP: when all threads do, none is left to answer, for as long as they wait.
const THREADS = 48;
// It posts to its own users over HTTP, gives up after six seconds, and tries again two minutes later: on a busy machine
// that is a mention which never came. Here it is patient, and tries again with its next look at the queue.
const QUEUE = { queue_timeout: 30, queue_timeout_2: 30, queue_retry_minutes: 0 };

const appAnswer = z.object({ client_id: z.string(), client_secret: z.string() });
const tokenAnswer = z.object({ access_token: z.string() });

type Answer = { status: number; location: string; text: string };

/** One request on a connection of its own. */
async function call(
  url: string | URL,
  form?: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await request(url, {
    reset: true,
    headers: {
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form).toString() }),
  });
  const location = response.headers['location'];
  const text = await response.body.text();
  return { status: response.statusCode, location: typeof location === 'string' ? location : '', text };
}

/** Runs a command of snac; it asks its questions on standard input. */
async function runSnac(program: string, args: readonly string[], answers = ''): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = execFile(program, args, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(`snac ${args[0]} failed: ${stdout}${stderr}`, { cause: error }));
    });
    child.stdin?.end(answers);
  });
}

async function initialise(program: string, folder: string, port: number): Promise<void> {
  const answers = ['127.0.0.1', String(port), `localhost:${port}`, '', '', ''].join('\n');
  await runSnac(program, ['init', folder], answers);
  const file = join(folder, 'server.json');
  const settings = z.looseObject({}).parse(JSON.parse(await readFile(file, 'utf8')));
  await writeFile(file, JSON.stringify({ ...settings, ...QUEUE, protocol: 'http', num_threads: THREADS }));
}

/** The fields of the sign-in page's form, with what a person types into it. */
function filledForm(html: string, user: SnacUser): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1];
    if (name !== undefined) fields[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  return { ...fields, login: user.name, passwd: user.password };
}

async function signIn(authorizeUrl: string | URL, user: SnacUser): Promise<URL> {
  const page = await call(authorizeUrl);
  const action = /action="([^"]+)"/.exec(page.text)?.[1];
  if (action === undefined)
    throw new Error(`snac showed no sign-in form: ${page.status} ${page.text.slice(0, 300)}`);
  const { status, location } = await call(new URL(action, authorizeUrl), filledForm(page.text, user));
  if (location === '') throw new Error(`snac did not accept the sign-in of ${user.name}: ${status}`);
  return new URL(location);
}

async function appRegister(url: string, redirectUri: string): Promise<SnacApp> {
  const { text } = await call(`${url}/api/v1/apps`, {
    client_name: 'test',
    redirect_uris: redirectUri,
    scopes: SCOPES,
  });
  const answer = appAnswer.parse(JSON.parse(text));
  return { clientId: answer.client_id, clientSecret: answer.client_secret, redirectUri };
}

async function tokenOf(url: string, user: SnacUser): Promise<string> {
  const app = await appRegister(url, CALLBACK);
  const authorize = new URL('/oauth/authorize', url);
  authorize.search = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    response_type: 'code',
    scope: SCOPES,
  }).toString();
  const code = (await signIn(authorize, user)).searchParams.get('code') ?? '';
  const { text } = await call(`${url}/oauth/token`, {
    grant_type: 'authorization_code',
    code,
    client_id: app.clientId,
    client_secret: app.clientSecret,
    redirect_uri: app.redirectUri,
  });
  return tokenAnswer.parse(JSON.parse(text)).access_token;
}

async function deletePost(url: string, user: SnacUser, uri: string): Promise<void> {
  const basic = Buffer.from(`${user.name}:${user.password}`).toString('base64');
  const form = { id: uri, actor: `${url}/${user.name}`, action: 'Delete', group: '', redir: '' };
  const headers = { authorization: `Basic ${basic}`, 'accept-language': 'en' };
  const { status } = await call(`${url}/${user.name}/admin/action`, form, headers);
  if (status !== 303) throw new Error(`snac did not delete ${uri} of ${user.name}: ${status}`);
}

/**
 * Starts an empty server of its own.
 *
 * @returns null when snac is not installed and cannot be; that is recorded as skipped
 */
export async function startSnac(): Promise<Snac | null> {
  const found = await findProgram({ program: 'snac', packages: ['snac2', 'snac'], backports: true });
  if ('missing' in found) {
    recordSkip('Mastodon against a real server (snac)', found.missing);
    return null;
  }
  const folder = await mkdtemp(join(tmpdir(), `kizuki-snac-${randomBytes(3).toString('hex')}-`));
  const data = join(folder, 'data');
  const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const port = await freePort();
    await initialise(found.path, data, port);
    const server = await startChild({
      command: found.path,
      args: ['httpd', data],
      isReady: () => isListening(port),
      timeoutMs: START_TIMEOUT_MS,
      graceMs: 0,
    });
    const url = `http://localhost:${port}`;
    const users = new Map<string, SnacUser>();
    const userNamed = (name: string): SnacUser => {
      const user = users.get(name);
      if (user === undefined) throw new Error(`snac has no user ${name}: add it first`);
      return user;
    };
    return {
      url,
      addUser: async (name) => {
        const printed = await runSnac(found.path, ['adduser', data, name]);
        const password = /password is (\S+)/.exec(printed)?.[1];
        if (password === undefined) throw new Error(`snac did not add ${name}: ${printed}`);
        const user = { name, password };
        users.set(name, user);
        return user;
      },
      appRegister: (redirectUri = CALLBACK) => appRegister(url, redirectUri),
      signIn: (authorizeUrl, name) => signIn(authorizeUrl, userNamed(name)),
      token: (name) => tokenOf(url, userNamed(name)),
      deletePost: (name, uri) => deletePost(url, userNamed(name), uri),
      close: async () => {
        await server.stop();
        await removeFolder();
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
