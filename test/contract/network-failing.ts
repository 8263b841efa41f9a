// The contract's cases about failing: each failure has its own name, and none of them sends anything twice.
import { expect } from 'vitest';
import { errorOf, requestOf, unique, type Case } from './network-bench.ts';

export const failingCases: Case[] = [];
const add = (part: Case['part'], title: string, act: Case['act']): void => {
  failingCases.push({ part, title, act });
};

add('faults', 'being told to slow down says for how long, and nothing was sent', async ({ b }) => {
  const once = requestOf(unique('limited'));
  b.fail('rate_limited');
  const error = await errorOf(b.network.publisher(b.account).publish(once));
  expect(error.code).toBe('network_rate_limited');
  expect(error.retryAfterMs).toBeGreaterThan(0);
  await b.heal();
  expect(await b.countOwn(once.text)).toBe(0);
});

add(
  'faults',
  'a failing server is unavailable, nothing was sent, and the next try works once',
  async ({ b }) => {
    const publisher = b.network.publisher(b.account);
    const once = requestOf(unique('unavailable'));
    b.fail('server_error');
    const error = await errorOf(publisher.publish(once));
    expect(error.code).toBe('network_unavailable');
    expect(error.retryable).toBe(true);
    await b.heal();
    await b.settle();
    expect(await b.countOwn(once.text)).toBe(0);
    await publisher.publish(once);
    await b.settle();
    expect(await b.countOwn(once.text)).toBe(1);
  },
);

add('lost answer', 'an answer lost on the way is an unknown fate, which looking up clears', async ({ b }) => {
  const publisher = b.network.publisher(b.account);
  const since = new Date(Date.now() - 1000).toISOString();
  const once = requestOf(unique('unknown'));
  b.fail('lost_answer');
  const error = await errorOf(publisher.publish(once));
  expect(error.code).toBe('send_fate_unknown');
  await b.heal();
  await b.settle();
  expect(await publisher.lookUp(once, since)).toHaveProperty('found');
  expect(await b.countOwn(once.text)).toBe(1);
});

add('dead token', 'a revoked account is called dead, not broken', async ({ b }) => {
  const dead = await b.deadAccount();
  const error = await errorOf(b.network.publisher(dead).publish(requestOf(unique('dead'))));
  expect(error.code).toBe('account_token_dead');
  expect((await errorOf(b.network.keepAlive(dead))).code).toBe('account_token_dead');
});

add(null, 'a post is edited where the manifest allows it, and nowhere else', async ({ b }) => {
  const { policy } = b.network.manifest;
  const isEditable = policy.some((rule) => rule.actions.includes('edit') && rule.permission === 'api');
  const publisher = b.network.publisher(b.account);
  const sent = await publisher.publish(requestOf(unique('original')));
  const changed = unique('changed');
  if (!isEditable) {
    expect((await errorOf(publisher.edit(sent.nativeId, changed, sent.ref))).code).toBe('network_forbids');
    return;
  }
  expect((await publisher.edit(sent.nativeId, changed, sent.ref)).nativeId).toBe(sent.nativeId);
  await b.settle();
  expect((await b.truth(sent.nativeId))?.text).toContain(changed);
});
