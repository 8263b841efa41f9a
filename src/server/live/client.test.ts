// A stream keeps its order while the past is read, and lets a reader go that does not read.
import { describe, expect, test } from 'vitest';
import { LiveClient, mostPendingBytes, type StreamCaller } from './client.ts';

const caller: StreamCaller = {
  kind: 'session',
  userId: 'u',
  name: 'Aiko',
  workspaceId: 'w',
  role: 'agent',
  tokenHash: Buffer.from('aa', 'hex'),
  csrfToken: 't',
  expiresAtMs: 1_000,
};

function listener() {
  const sink = {
    written: [] as string[],
    pending: 0,
    closed: 0,
    write: (bytes: Buffer) => void sink.written.push(bytes.toString()),
    pendingBytes: () => sink.pending,
    close: () => void (sink.closed += 1),
  };
  return { sink, client: new LiveClient(caller, sink) };
}

describe('a stream', () => {
  test('sends the past first, then what waited, then everything at once', () => {
    const { sink, client } = listener();
    client.send(Buffer.from('3'));
    client.send(Buffer.from('4'));
    expect(sink.written).toEqual([]);
    client.catchUp([Buffer.from('1'), Buffer.from('2')]);
    client.send(Buffer.from('5'));
    expect(sink.written).toEqual(['1', '2', '3', '4', '5']);
  });

  test('ends when its reader is too far behind, and takes nothing more', () => {
    const { sink, client } = listener();
    client.catchUp([]);
    sink.pending = mostPendingBytes;
    expect(client.send(Buffer.from('a'))).toBe(true);
    sink.pending = mostPendingBytes + 1;
    expect(client.send(Buffer.from('b'))).toBe(false);
    expect(client.send(Buffer.from('c'))).toBe(false);
    expect(sink.written).toEqual(['a']);
    expect(sink.closed).toBe(1);
    expect(client.open).toBe(false);
  });

  test('ends when too much waits for the past to be read', () => {
    const { sink, client } = listener();
    const half = Buffer.alloc(mostPendingBytes / 2 + 1);
    expect(client.send(half)).toBe(true);
    expect(client.send(half)).toBe(false);
    client.catchUp([Buffer.from('late')]);
    expect(sink.written).toEqual([]);
    expect(sink.closed).toBe(1);
  });

  test.each([
    [{ ends: true, sessionHash: 'aa' }, true],
    [{ ends: true, sessionHash: 'bb' }, false],
    [{ ends: true, userId: 'u' }, true],
    [{ ends: true, userId: 'u', workspaceId: 'w' }, true],
    [{ ends: true, userId: 'u', workspaceId: 'other' }, false],
    [{ ends: true, userId: 'somebody' }, false],
    [{ ends: true, tokenId: 'u' }, false],
    [{ ends: false, userId: 'u' }, false],
  ])('of %j it says %j', (revocation, ends) => {
    expect(listener().client.isEndedBy(revocation)).toBe(ends);
  });

  test('ends with its session', () => {
    expect(listener().client.isOutdated(999)).toBe(false);
    expect(listener().client.isOutdated(1_000)).toBe(true);
  });
});
