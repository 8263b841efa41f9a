// The Jetstream server itself: both wires, cursors, filters, documented errors, and frames checked against the lexicon.
import { once } from 'node:events';
import { jsonToLex, lexicons } from '@atproto/api';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { startJetstream } from './jetstream.ts';
import type { Jetstream } from './jetstream.ts';
import { readSharedJson } from './kit/shared.ts';

const DID = 'did:plc:abcdefghijklmnopqrstuvwx';
const OTHER_DID = 'did:plc:zyxwvutsrqponmlkjihgfedc';
const CID = 'bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi';
const EVENTS_NSID = 'network.bsky.jetstream.subscribeEvents';

const closers: Array<() => Promise<void> | void> = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function start(): Promise<Jetstream> {
  const jetstream = await startJetstream();
  closers.push(jetstream.close);
  return jetstream;
}

const post = (text: string, did = DID, collection = 'app.bsky.feed.post') => ({
  kind: 'commit' as const,
  did,
  rev: '3l3qo2vutsw2b',
  operation: 'create' as const,
  collection,
  rkey: '3l3qo2vuowo2b',
  record: { $type: collection, text, createdAt: '2026-01-02T03:04:05.000Z' },
  cid: CID,
});

const identity = (did = DID) => ({
  kind: 'identity' as const,
  did,
  body: { did, handle: 'taro.test', seq: 7, time: '2026-01-02T03:04:05.000Z' },
});

const account = (did = DID) => ({
  kind: 'account' as const,
  did,
  body: { did, active: false, status: 'deleted', seq: 8, time: '2026-01-02T03:04:05.000Z' },
});

const sync = () => ({
  kind: 'sync' as const,
  did: DID,
  body: {
    did: DID,
    blocks: { $bytes: 'AAEC' },
    rev: '3l3qo2vutsw2b',
    seq: 9,
    time: '2026-01-02T03:04:05.000Z',
  },
});

const frameSchema = z.looseObject({ $type: z.string(), payload: z.looseObject({ $type: z.string() }) });

/** Subscribes and collects frames; `frames(n)` resolves once n have come. */
async function subscribe(url: string, protocols: string[] = []) {
  const socket = new WebSocket(url, protocols);
  closers.push(() => socket.terminate());
  const frames: string[] = [];
  const closed = once(socket, 'close') as Promise<[number, Buffer]>;
  socket.on('message', (data: Buffer) => frames.push(data.toString('utf8')));
  await once(socket, 'open');
  return {
    socket,
    closed,
    frames: async (count: number): Promise<string[]> => {
      await expect.poll(() => frames.length).toBeGreaterThanOrEqual(count);
      return frames;
    },
    seqs: async (count: number): Promise<unknown[]> => {
      await expect.poll(() => frames.length).toBeGreaterThanOrEqual(count);
      return frames.map((frame) => frameSchema.parse(JSON.parse(frame)).payload['seq']);
    },
  };
}

/** The status and body with which a subscription is refused. */
async function refusalOf(url: string): Promise<Record<string, unknown>> {
  const socket = new WebSocket(url);
  return await new Promise((resolve, reject) => {
    socket.on('open', () => reject(new Error('It was not refused')));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      response.on('end', () =>
        resolve({ status: response.statusCode, ...z.looseObject({}).parse(JSON.parse(text)) }),
      );
    });
  });
}

describe('the newer endpoint', () => {
  test('echoes its subprotocol when it is offered, and frames the same without', async () => {
    const jetstream = await start();
    const offered = await subscribe(jetstream.eventsUrl, ['xrpc.v9.other', 'xrpc.v1.json']);
    const plain = await subscribe(jetstream.eventsUrl);
    expect([offered.socket.protocol, plain.socket.protocol]).toEqual(['xrpc.v1.json', '']);
    jetstream.inject(post('動かない'));
    const [frame = ''] = await offered.frames(1);
    expect(await plain.frames(1)).toEqual([frame]);
    expect(JSON.parse(frame)).toMatchObject({
      $type: 'message',
      payload: {
        $type: `${EVENTS_NSID}#commit`,
        seq: 1,
        did: DID,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string,
        operation: 'create',
        collection: 'app.bsky.feed.post',
        record: { text: '動かない' },
        cid: CID,
      },
    });
  });

  test('replays from an inclusive cursor, then goes on live', async () => {
    const jetstream = await start();
    for (const text of ['a', 'b', 'c']) jetstream.inject(post(text));
    const client = await subscribe(`${jetstream.eventsUrl}?cursor=2`);
    jetstream.inject(post('d'));
    expect(await client.seqs(3)).toEqual([2, 3, 4]);
    const atTime = jetstream.log.all()[2]?.timeUs ?? 0;
    const byTime = await subscribe(`${jetstream.eventsUrl}?cursor=${atTime}`);
    expect(await byTime.seqs(2)).toEqual([3, 4]);
  });

  test('filters by kind, DID and collection, each on its own', async () => {
    const jetstream = await start();
    jetstream.inject(post('mine'));
    jetstream.inject(post('like', DID, 'app.bsky.feed.like'));
    jetstream.inject(post('long '.repeat(100), OTHER_DID));
    jetstream.inject(identity(OTHER_DID));
    jetstream.inject(account());
    const seqsOf = async (query: string, count: number) =>
      await (await subscribe(`${jetstream.eventsUrl}?cursor=0&${query}`)).seqs(count);
    expect(await seqsOf('collections=app.bsky.feed.post', 4)).toEqual([1, 3, 4, 5]);
    expect(await seqsOf('kinds=commit&collections=app.bsky.feed.*', 3)).toEqual([1, 2, 3]);
    expect(await seqsOf(`dids=${OTHER_DID}`, 2)).toEqual([3, 4]);
    expect(await seqsOf('kinds=identity&kinds=account', 2)).toEqual([4, 5]);
    expect(await seqsOf('maxMessageSizeBytes=700', 4)).toEqual([1, 2, 4, 5]);
  });

  test('refuses what the documents say it refuses', async () => {
    const jetstream = await start();
    for (const text of ['a', 'b', 'c']) jetstream.inject(post(text));
    jetstream.forgetBelow(3);
    const refused = async (query: string) => await refusalOf(`${jetstream.eventsUrl}?${query}`);
    expect(await refused('cursor=1')).toEqual({
      status: 400,
      error: 'CursorTooOld',
      message: 'cursor 1 is below the retention floor 3',
    });
    for (const query of [
      'cursor=-1',
      'kinds=likes',
      'kinds=identity&collections=app.bsky.feed.post',
      'wantedCollections=app.bsky.feed.post',
      'collections=not_an_nsid.*',
    ]) {
      expect({ query, ...(await refused(query)) }).toMatchObject({
        query,
        status: 400,
        error: 'InvalidRequest',
      });
    }
    expect(await refused('zstdDictionary=1')).toMatchObject({ status: 400, error: 'UnknownZstdDictionary' });
    jetstream.refuse(503);
    expect(await refused('')).toMatchObject({ status: 503 });
  });

  test('says so when a time cursor is too old or a number is beyond the tip', async () => {
    const jetstream = await start();
    for (const text of ['a', 'b']) jetstream.inject(post(text));
    jetstream.forgetBelow(2);
    const old = await subscribe(`${jetstream.eventsUrl}?cursor=1000000000000000`);
    const [info = '', event = ''] = await old.frames(2);
    expect(JSON.parse(info)).toMatchObject({
      payload: { $type: `${EVENTS_NSID}#info`, name: 'OutdatedCursor' },
    });
    expect(JSON.parse(event)).toMatchObject({ payload: { seq: 2 } });
    const future = await subscribe(`${jetstream.eventsUrl}?cursor=99`);
    const [advice = ''] = await future.frames(1);
    expect(JSON.parse(advice)).toMatchObject({ payload: { name: 'FutureCursor' } });
  });

  test('closes on anything a client says', async () => {
    const jetstream = await start();
    const client = await subscribe(jetstream.eventsUrl);
    client.socket.send('{}');
    expect((await client.closed)[0]).toBe(1008);
  });
});

describe('the older endpoint', () => {
  test('sends flat events with time_us, always identities and accounts, never syncs', async () => {
    const jetstream = await start();
    jetstream.inject(post('a'));
    jetstream.inject(post('b', DID, 'app.bsky.feed.like'));
    jetstream.inject(identity());
    jetstream.inject(account());
    jetstream.inject(sync());
    jetstream.inject(post('last'));
    const client = await subscribe(`${jetstream.legacyUrl}?cursor=0&wantedCollections=app.bsky.feed.post`);
    const events = (await client.frames(4)).map((frame) => z.looseObject({}).parse(JSON.parse(frame)));
    expect(events.map((event) => [event['kind'], event['cursor']])).toEqual([
      ['commit', 1],
      ['identity', 3],
      ['account', 4],
      ['commit', 6],
    ]);
    expect(events[0]).toMatchObject({
      did: DID,
      time_us: jetstream.log.all()[0]?.timeUs,
      commit: { cid: CID },
    });
    expect(events[1]).toMatchObject({ identity: { did: DID, handle: 'taro.test' } });
    expect(events[2]).toMatchObject({ account: { active: false, status: 'deleted' } });
  });

  test('starts at the oldest event kept, and waits for options where asked', async () => {
    const jetstream = await start();
    for (const text of ['a', 'b', 'c']) jetstream.inject(post(text));
    jetstream.forgetBelow(3);
    const client = await subscribe(`${jetstream.legacyUrl}?cursor=1&requireHello=true`);
    jetstream.inject(post('like', DID, 'app.bsky.feed.like'));
    client.socket.send(
      JSON.stringify({ type: 'options_update', payload: { wantedCollections: ['app.bsky.feed.like'] } }),
    );
    const [frame = ''] = await client.frames(1);
    expect(JSON.parse(frame)).toMatchObject({ cursor: 4 });
  });
});

describe('breaking it', () => {
  test('cuts, closes with a code, fails with the terminal frame, delays and sends nonsense', async () => {
    const jetstream = await start();
    const first = await subscribe(jetstream.eventsUrl);
    jetstream.sendRaw('{"$type":"message","payl');
    expect(await first.frames(1)).toEqual(['{"$type":"message","payl']);
    jetstream.cut();
    expect((await first.closed)[0]).toBe(1006);

    const second = await subscribe(jetstream.eventsUrl);
    jetstream.fail('ConsumerTooSlow', 'reconnect with cursor=1');
    expect(JSON.parse((await second.frames(1))[0] ?? '')).toMatchObject({
      $type: 'error',
      error: 'ConsumerTooSlow',
    });
    await second.closed;

    const third = await subscribe(jetstream.eventsUrl);
    jetstream.setDelayMs(80);
    const startMs = performance.now();
    jetstream.inject(post('a'));
    jetstream.setDelayMs(0);
    jetstream.inject(post('b'));
    expect(await third.seqs(2)).toEqual([1, 2]);
    expect(performance.now() - startMs).toBeGreaterThan(75);
    jetstream.cut(1012, 'restart');
    expect((await third.closed)[0]).toBe(1012);
    await expect.poll(jetstream.connections).toBe(0);
  });

  test('keeps no more than its capacity', async () => {
    const jetstream = await startJetstream({ capacity: 3 });
    closers.push(jetstream.close);
    for (const text of ['a', 'b', 'c', 'd', 'e']) jetstream.inject(post(text));
    expect(jetstream.log.all().map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect(await refusalOf(`${jetstream.eventsUrl}?cursor=2`)).toMatchObject({ error: 'CursorTooOld' });
  });
});

const lexicon = readSharedJson(
  'contracts/jetstream-subscribeEvents.json',
  'Jetstream frames against their lexicon',
);

describe.skipIf(lexicon === null)('against the published lexicon', () => {
  /** Validates exactly what went over the wire. */
  const check = (frame: string): unknown => {
    if (lexicons.get(EVENTS_NSID) === undefined) {
      lexicons.add(lexicon as Parameters<typeof lexicons.add>[0]);
    }
    const { payload } = frameSchema.parse(JSON.parse(frame));
    return lexicons.assertValidXrpcMessage(EVENTS_NSID, jsonToLex(payload));
  };

  test('every kind of frame is valid, and a broken one is not', async () => {
    const jetstream = await start();
    jetstream.inject(post('forgotten'));
    for (const event of [
      post('動かない'),
      { ...post('x'), operation: 'update' as const },
      identity(),
      account(),
      sync(),
    ]) {
      jetstream.inject(event);
    }
    const { record: _record, cid: _cid, ...rest } = post('gone');
    jetstream.inject({ ...rest, operation: 'delete' });
    jetstream.forgetBelow(2);
    const client = await subscribe(`${jetstream.eventsUrl}?cursor=1000000000000000`);
    const frames = await client.frames(7);
    expect(frames.map((frame) => frameSchema.parse(JSON.parse(frame)).payload.$type.split('#')[1])).toEqual([
      'info',
      'commit',
      'commit',
      'identity',
      'account',
      'sync',
      'commit',
    ]);
    for (const frame of frames) expect(() => check(frame)).not.toThrow();
    expect(() => check((frames[1] ?? '').replace(DID, 'nobody'))).toThrow('did');
  });
});
