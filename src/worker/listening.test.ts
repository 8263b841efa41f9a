// Proves the listeners' manager: one loop per source, restarted when it is reconfigured, reported when it fails.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { createListening, type Condition, type ListeningDeps, type SourceToListen } from './listening.ts';

const source = (id: string, version = 1, connection = 0): SourceToListen => ({
  workspaceId: 'w',
  id,
  network: 'practice',
  kind: 'timeline',
  accountId: null,
  config: {},
  version,
  connection,
});

function stage(listen: ListeningDeps['listen']) {
  let sources: SourceToListen[] = [];
  const conditions: string[] = [];
  const dead: string[] = [];
  const listening = createListening({
    sources: () => Promise.resolve(sources),
    listen,
    setCondition: (one: SourceToListen, { state, errorCode }: Condition) => {
      conditions.push(`${one.id} ${state}${errorCode === null ? '' : ` ${errorCode}`}`);
      return Promise.resolve();
    },
    show: () => Promise.resolve(),
    tokenDead: (one) => {
      dead.push(one.id);
      return Promise.resolve();
    },
    log: { info: () => undefined, warn: () => undefined },
    now: () => Date.now(),
    random: () => 0,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    minBackoffMs: 5,
  });
  return {
    listening,
    conditions,
    dead,
    set: (next: SourceToListen[]) => {
      sources = next;
      listening.poke();
    },
  };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

it('listens to what is active, anew when it was reconfigured, and no more to what is gone', async () => {
  const open: string[] = [];
  const { listening, set, conditions } = stage(async (one, signal, { alive }) => {
    const name = `${one.id}@${String(one.version)}${one.connection === 0 ? '' : '+'}`;
    open.push(name);
    alive();
    await untilAborted(signal);
    open.splice(open.indexOf(name), 1);
  });
  set([source('a'), source('b')]);
  listening.start();
  await expect.poll(() => open.toSorted()).toEqual(['a@1', 'b@1']);
  set([source('b', 2)]);
  await expect.poll(() => open).toEqual(['b@2']);
  // Its account was given a new token.
  set([source('b', 2, 1)]);
  await expect.poll(() => open).toEqual(['b@2+']);
  await listening.stop();
  expect(open).toEqual([]);
  expect(conditions).toContain('a listening');
});

it('says why it backs off, tries again, and one sick source leaves the others alone', async () => {
  let tries = 0;
  const { listening, set, conditions, dead } = stage(async (one, signal, { alive }) => {
    if (one.id === 'sick') {
      tries += 1;
      if (tries === 1) throw new AppError('network_unavailable', 'down');
      if (tries === 2) throw new AppError('account_token_dead', 'revoked');
    }
    alive();
    await untilAborted(signal);
  });
  set([source('sick'), source('well')]);
  listening.start();
  await expect.poll(() => conditions).toContain('sick listening');
  expect(conditions).toContain('well listening');
  expect(conditions).toContain('sick backing_off network_unavailable');
  expect(conditions).toContain('sick backing_off account_token_dead');
  expect(dead).toEqual(['sick']);
  await listening.stop();
});

it('listens and yet says which monitors it does not hear, until it hears them', async () => {
  const heard: ((queries: readonly string[]) => void)[] = [];
  const { listening, set, conditions } = stage(async (_one, signal, { alive, unheard }) => {
    heard.push(unheard);
    unheard(['max_followers:100']);
    alive();
    await untilAborted(signal);
  });
  set([source('a')]);
  listening.start();
  await expect.poll(() => conditions).toEqual(['a listening monitors_unheard']);
  heard[0]?.(['max_followers:100']);
  heard[0]?.([]);
  await expect.poll(() => conditions).toEqual(['a listening monitors_unheard', 'a listening']);
  await listening.stop();
});
