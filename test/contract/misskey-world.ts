// The world of the Misskey tests: a server with two people, behind a proxy that breaks its answers on demand.
import { setTimeout as wait } from 'node:timers/promises';
import type { Endpoints, entities } from 'misskey-js';
import type { AccountSession, Network } from '../../src/networks/kit/network.ts';
import { scopedId, splitNativeId } from '../../src/networks/kit/scoped-id.ts';
import { createMisskey } from '../../src/networks/misskey/network.ts';
import { startFaultProxy, type FaultProxy } from '../servers/faults.ts';
import { refusalBody, startMisskey, type MisskeyServer } from '../servers/misskey.ts';
import type { Person } from '../servers/misskey/store.ts';
import { deps, storedAccount } from './deps.ts';
import type { Bench } from './network-bench.ts';

export interface World {
  server: MisskeyServer;
  /** In front of it, through switches: the address that the product knows. */
  front: FaultProxy;
  us: { person: Person; token: string };
  customer: { person: Person; token: string };
}

/** The network under test, asking quickly where there is no stream. */
export const network: Network = createMisskey(deps, { fastestMs: 100, slowestMs: 300 });

export async function startWorld(options: { hasStream?: boolean } = {}): Promise<World> {
  const server = await startMisskey(options);
  const front = await startFaultProxy(server.url);
  return { server, front, us: server.addPerson('acme'), customer: server.addPerson('taro') };
}

export async function stopWorld({ server, front }: World): Promise<void> {
  await front.close();
  await server.close();
}

/** Our side signed in with a token. */
export async function connect(world: World, token = world.us.token): Promise<AccountSession> {
  return storedAccount(`account-${token}`, await network.connect({ server: world.front.url, token }));
}

/** A call of the customer, past the code under test. */
export async function api<E extends keyof Endpoints>(
  { server }: World,
  token: string,
  endpoint: E,
  params: Endpoints[E]['req'],
): Promise<unknown> {
  const response = await fetch(`${server.url}/api/${endpoint}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...params, i: token }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${endpoint} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const brokenNote = (noteId: string): unknown => ({
  id: noteId,
  createdAt: 'yesterday',
  text: 42,
  user: null,
});

export async function benchOf(world: World, way: 'streaming' | 'asking'): Promise<Bench> {
  const { server, front, us, customer } = world;
  const { store } = server;
  const { host } = new URL(front.url);
  const account = await connect(world);
  const idOf = (nativeId: string): string => splitNativeId(nativeId)?.id ?? nativeId;
  const say = async (
    text: string,
    over: Endpoints['notes/create']['req'] = {},
  ): Promise<{ nativeId: string }> => {
    const said = (await api(world, customer.token, 'notes/create', { text, ...over })) as {
      createdNote: entities.Note;
    };
    return { nativeId: scopedId(host, said.createdNote.id) };
  };
  let healthyAtMs = 0;
  const isWrite = ({ path }: { path: string }): boolean => path === '/api/notes/create';
  return {
    network,
    account,
    customer: {
      nativeId: scopedId(host, customer.person.id),
      post: (text) => say(text),
      mention: (text) => say(`@${us.person.username} ${text}`),
      reply: (to, text) => say(text, { replyId: idOf(to.nativeId) }),
      dm: async (text) => void (await say(text, { visibility: 'specified', visibleUserIds: [us.person.id] })),
      remove: async (nativeId) =>
        void (await api(world, customer.token, 'notes/delete', { noteId: idOf(nativeId) })),
    },
    stream: {
      kind: 'public_timeline',
      config: { server: front.url, local_only: 'true' },
      needsAccount: false,
    },
    inbound: { kind: 'notifications', config: {}, needsAccount: true },
    moreThanAPage: 105,
    settle: async () => {},
    async truth(nativeId) {
      const note = store.notes.get(idOf(nativeId));
      if (note === undefined) return null;
      return {
        text: note.text ?? '',
        replyTo: note.replyId === null ? null : scopedId(host, note.replyId),
        likes: store.reactions.get(note.id)?.size ?? 0,
        reposts: store.renotesOf(note.id).length,
      };
    },
    async countOwn(text) {
      return [...store.notes.values()].filter((note) => note.userId === us.person.id && note.text === text)
        .length;
    },
    async dms() {
      return [...store.notes.values()]
        .filter(({ visibility }) => visibility === 'specified')
        .map(({ text }) => text ?? '');
    },
    fail(fault) {
      const scope = { times: 1, when: isWrite };
      if (fault === 'lost_answer') front.set({ kind: 'lostAnswer' }, scope);
      else if (fault === 'server_error') {
        // Refused for now, and says so: a 500 may hide a note that was made.
        front.set({ kind: 'status', status: 503, headers: { 'retry-after': '1' } }, scope);
      } else {
        healthyAtMs = Date.now() + 1000;
        const body = refusalBody('RATE_LIMIT_EXCEEDED', { resetMs: healthyAtMs });
        front.set(
          { kind: 'status', status: 429, headers: { 'content-type': 'application/json' }, body },
          scope,
        );
      }
    },
    async heal() {
      await front.passThrough();
      await wait(Math.max(0, healthyAtMs - Date.now()));
    },
    async sendMalformed() {
      const broken = brokenNote(store.newId());
      if (way === 'streaming') {
        server.sayPublicly(broken);
        return;
      }
      const headers = { 'content-type': 'application/json' };
      const when = ({ path }: { path: string }): boolean => path === '/api/notes/local-timeline';
      const asked = front.seen.length;
      front.set({ kind: 'status', status: 200, headers, body: JSON.stringify([broken]) }, { times: 1, when });
      while (!front.seen.slice(asked + 1).some(when)) await wait(20);
    },
    cutStreams: () => front.cut(),
    async deadAccount() {
      const token = store.addToken(us.person.id, ['read:account', 'write:notes']);
      const dead = await connect(world, token);
      store.tokens.delete(token);
      return dead;
    },
    close: async () => {},
  };
}
