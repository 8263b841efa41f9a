// The doctor looks at NATS: whether it answers, and how much of what was heard waits there for a worker.
import type { Check } from '../../../cli/ports.ts';
import { fail, ok, warn, wordsOf } from './check.ts';

const many = 1_000;
const megabyte = 1024 ** 2;

/** Changes nothing. */
export async function examineBus(url: string): Promise<Check> {
  const { lookAtNats } = await import('../../../bus/nats-stream.ts');
  const before = performance.now();
  try {
    const { version, state } = await lookAtNats(url);
    const server = `NATS ${version}, answers in ${(performance.now() - before).toFixed(0)} ms`;
    if (state === null) return ok('bus', `${server}; no process has used it yet`);
    const waiting = state.waiting.reduce((sum, each) => sum + each, 0);
    const room = `${(state.bytes / megabyte).toFixed(0)} of ${(state.maxBytes / megabyte).toFixed(0)} MB`;
    const found = `${server}; ${String(waiting)} shares of posts wait (${room})`;
    return waiting > many || state.bytes > state.maxBytes / 2
      ? warn('bus', found, 'See that processes with the part "worker" run, or start more of them.')
      : ok('bus', found);
  } catch (error) {
    return fail('bus', wordsOf(error), 'Listeners wait, and go on where they stopped once it answers.');
  }
}
