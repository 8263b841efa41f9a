// Proves that a broken stream comes back where it broke, without hammering the server, and says when it is late.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStream, type LiveState, type Stream } from './stream.ts';

/** An event source one can play the server of. */
class Source extends EventTarget {
  readyState = 1;
  readonly address: string;

  constructor(address: string) {
    super();
    this.address = address;
  }

  close(): void {
    this.readyState = 2;
  }

  say(type: string, data: unknown, lastEventId = ''): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
  }

  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
}

const hello = (cursor: string, resumed = false): object => ({ cursor, counts: {}, resumed });
let sources: Source[];
let states: LiveState[];
let heard: string[];
let stream: Stream;
const last = (): Source => {
  const source = sources.at(-1);
  if (source === undefined) throw new Error('Nothing was opened.');
  return source;
};

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  states = [];
  heard = [];
  stream = openStream({
    open: (address) => {
      const source = new Source(address);
      sources.push(source);
      return source as unknown as EventSource;
    },
    onHello: ({ resumed }) => heard.push(`hello ${resumed}`),
    onChanges: ({ changes }) => heard.push(`changes ${changes.length}`),
    onPresence: ({ presence }) => heard.push(`presence ${presence.length}`),
    onReset: () => heard.push('reset'),
    onState: (state) => states.push(state),
    random: () => 1,
  });
});
afterEach(() => {
  stream.close();
  vi.useRealTimers();
});

describe('the stream', () => {
  test('hands on what it hears', () => {
    last().say('hello', hello('a'));
    last().say('changes', { changes: [], counts: {} }, 'b');
    last().say('presence', { presence: [] });
    expect(heard).toEqual(['hello false', 'changes 0', 'presence 0']);
    expect(states).toEqual(['connecting', 'live']);
  });

  test('resumes from the last thing it heard', () => {
    last().say('hello', hello('a'));
    last().say('changes', { changes: [], counts: {} }, 'b/2');
    last().fail();
    vi.advanceTimersByTime(600);
    expect(sources.map((source) => source.address)).toEqual(['/api/live', '/api/live?lastEventId=b%2F2']);
  });

  test('starts anew after a reset', () => {
    last().say('hello', hello('a'));
    last().say('reset', {});
    last().fail();
    vi.advanceTimersByTime(600);
    expect(heard).toContain('reset');
    expect(last().address).toBe('/api/live');
  });

  test('tells that it is late only after a while, and once', () => {
    last().say('hello', hello('a'));
    last().fail();
    vi.advanceTimersByTime(600);
    last().say('hello', hello('a', true));
    expect(states).toEqual(['connecting', 'live', 'live']);
    last().fail();
    for (let second = 0; second < 60; second += 1) {
      if (last().readyState === 1) last().fail();
      vi.advanceTimersByTime(1000);
    }
    expect(states.filter((state) => state === 'late')).toHaveLength(1);
  });

  test('waits longer with every failure, and tries at once when asked to', () => {
    for (let second = 0; second < 120; second += 1) {
      if (last().readyState === 1) last().fail();
      vi.advanceTimersByTime(1000);
    }
    const tried = sources.length;
    expect(tried).toBeLessThan(14);
    last().close();
    stream.retryNow();
    expect(sources).toHaveLength(tried + 1);
  });

  test('stays closed', () => {
    stream.close();
    last().fail();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});
