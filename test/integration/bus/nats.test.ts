// The bus over a real NATS: in order and one at a time for each partition, to whoever is there, and nothing lost by a crash.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { natsOptions } from '../../../src/bus/nats-address.ts';
import { connectNats } from '../../../src/bus/nats.ts';
import type { Bus, DeliveredShare } from '../../../src/pipeline/bus.ts';
import { startNats, type Nats } from '../../servers/nats.ts';
import { newId } from '../../harness/uuid.ts';

const log = { info: () => undefined, warn: () => undefined };
const nats = await startNats();

describe.skipIf(nats === null)('the bus', () => {
  let server: Nats;
  const open: Bus[] = [];

  async function join(): Promise<Bus> {
    const bus = await connectNats({ url: server.url, log });
    open.push(bus);
    return bus;
  }

  beforeAll(() => {
    if (nats === null) throw new Error('skipped');
    server = nats;
  });
  afterAll(async () => {
    await Promise.all(open.map((bus) => bus.close()));
    await nats?.close();
  });

  const share = (partition: number, text: string, id = newId()) => ({ id, partition, text });

  test('brings shares in order and one at a time, though two take them', async () => {
    const [listener, one, two] = [await join(), await join(), await join()];
    const taken: DeliveredShare[] = [];
    const inHand = new Map<number, number>();
    let most = 0;
    const takers = new Set<string>();
    const handleAs = (who: string) => async (delivered: DeliveredShare) => {
      const { partition } = delivered;
      inHand.set(partition, (inHand.get(partition) ?? 0) + 1);
      most = Math.max(most, inHand.get(partition) ?? 0);
      takers.add(who);
      await sleep(2);
      taken.push(delivered);
      inHand.set(partition, (inHand.get(partition) ?? 0) - 1);
      return 'done' as const;
    };
    const [first, second] = await Promise.all([one.take(handleAs('one')), two.take(handleAs('two'))]);
    const sent = Array.from({ length: 200 }, (_, index) => share(index % 4, String(index)));
    await listener.publish(sent);
    await expect.poll(() => taken.length, { timeout: 30_000 }).toBe(200);
    expect(most).toBe(1);
    expect([...takers].toSorted()).toEqual(['one', 'two']);
    for (const partition of [0, 1, 2, 3]) {
      const texts = taken.filter((each) => each.partition === partition).map(({ text }) => Number(text));
      expect(texts).toEqual(
        sent.filter((each) => each.partition === partition).map(({ text }) => Number(text)),
      );
    }
    await Promise.all([first.stop(), second.stop()]);
    expect((await listener.state()).waiting).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('keeps a share sent twice once', async () => {
    const bus = await join();
    const twice = share(5, 'said once');
    await bus.publish([twice]);
    await bus.publish([twice]);
    expect((await bus.state()).waiting[5]).toBe(1);
    const taken: string[] = [];
    const taking = await bus.take(async ({ text }) => {
      taken.push(text);
      return 'done';
    });
    await expect.poll(() => taken).toEqual(['said once']);
    await taking.stop();
  });

  test('brings what was not finished again, before anything newer of its partition', async () => {
    const bus = await join();
    await bus.publish([share(1, 'a'), share(1, 'b')]);
    const taken: string[] = [];
    const taking = await bus.take(async ({ text, deliveries }) => {
      taken.push(`${text}${String(deliveries)}`);
      return deliveries < 3 ? { againInMs: 50 } : 'done';
    });
    await expect.poll(() => taken, { timeout: 30_000 }).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3']);
    await taking.stop();
  });

  test('leaves a share that takes long with its taker', async () => {
    const bus = await join();
    const other = await join();
    await bus.publish([share(2, 'long')]);
    let deliveries = 0;
    const handle = async () => {
      deliveries += 1;
      await sleep(7_000);
      return 'done' as const;
    };
    const [one, two] = await Promise.all([bus.take(handle), other.take(handle)]);
    await expect.poll(async () => (await bus.state()).waiting[2], { timeout: 30_000 }).toBe(0);
    expect(deliveries).toBe(1);
    await Promise.all([one.stop(), two.stop()]);
  });

  test('goes on after a crash of the server with what it kept, and takes what is said meanwhile', async () => {
    const bus = await join();
    const texts = (from: number) => Array.from({ length: 50 }, (_, index) => `crash ${String(from + index)}`);
    await bus.publish(texts(0).map((text) => share(3, text)));
    const taken: string[] = [];
    const taking = await bus.take(async ({ text }) => {
      await sleep(5);
      taken.push(text);
      return 'done';
    });
    await expect.poll(() => taken.length).toBeGreaterThan(5);
    await server.kill();
    const meanwhile = bus.publish(texts(50).map((text) => share(3, text)));
    await sleep(1_000);
    await server.start();
    await meanwhile;
    await expect.poll(() => new Set(taken).size, { timeout: 30_000 }).toBe(100);
    await expect.poll(async () => (await bus.state()).waiting[3], { timeout: 30_000 }).toBe(0);
    // What was finished just before the crash may come again: receipts in the database make it count once.
    expect([...new Set(taken)]).toEqual([...texts(0), ...texts(50)]);
    await taking.stop();
  });

  test('goes on where NATS lost all it had, with other stamps for the old numbers', async () => {
    const [listener, worker] = [await join(), await join()];
    const taken: DeliveredShare[] = [];
    const taking = await worker.take(async (delivered) => {
      taken.push(delivered);
      return 'done';
    });
    for (const text of ['before', 'after']) {
      await server.lose();
      await listener.publish([share(6, text)]);
      await expect.poll(() => taken.at(-1)?.text, { timeout: 30_000 }).toBe(text);
    }
    const [before, after] = taken;
    expect(after?.seq).toBe(before?.seq);
    expect(after?.stamp).not.toBe(before?.stamp);
    await taking.stop();
  });

  test('tells everybody which monitors there are', async () => {
    const [web, worker] = [await join(), await join()];
    const heard: unknown[] = [];
    worker.hearMonitors((notice) => heard.push(notice));
    await worker.state();
    web.announceMonitors({ workspaceId: 'w', key: 'k' });
    await expect.poll(() => heard).toEqual([{ workspaceId: 'w', key: 'k' }]);
  });

  test('sets a partition going again that stands still, though somebody says to be at work on it', async () => {
    const bus = await join();
    const connection = await connect(natsOptions(server.url));
    const consumer = await jetstream(connection).consumers.get('KIZUKI', 'partition-7');
    await bus.publish([share(7, 'held'), share(7, 'behind it')]);
    const held = await consumer.next({ expires: 5_000 });
    const saysSo = setInterval(() => held?.working(), 1_000);
    const taken: string[] = [];
    const taking = await bus.take(async ({ text }) => {
      taken.push(text);
      return 'done';
    });
    await expect.poll(() => taken, { timeout: 40_000 }).toEqual(['held', 'behind it']);
    clearInterval(saysSo);
    await connection.close();
    await taking.stop();
  });

  test('ends in time while the server is away', async () => {
    const bus = await connectNats({ url: server.url, log });
    const taking = await bus.take(async () => 'done');
    await bus.state();
    await server.kill();
    await sleep(500);
    const before = performance.now();
    await taking.stop();
    await bus.close();
    expect(performance.now() - before).toBeLessThan(20_000);
    await server.start();
  });

  test('says what is wrong where nobody answers', async () => {
    await expect(connectNats({ url: 'nats://127.0.0.1:9', log })).rejects.toMatchObject({
      code: 'bus_unavailable',
      message: expect.stringContaining('KIZUKI_NATS_URL') as string,
    });
    const wrong = server.url.replace(/:[0-9a-f]{16}@/, ':wrong@');
    const refused: unknown = await connectNats({ url: wrong, log }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'bus_unavailable' });
    expect(String(refused)).not.toContain('wrong');
  });
});
