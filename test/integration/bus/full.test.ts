// A bus that is full refuses instead of forgetting; metrics and doctor say how it stands, and go on when it does not.
import { jetstreamManager, RetentionPolicy, DiscardPolicy } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { natsOptions } from '../../../src/bus/nats-address.ts';
import { connectNats } from '../../../src/bus/nats.ts';
import { busGauges } from '../../../src/main/bus.ts';
import { examineBus } from '../../../src/main/commands/doctor/bus.ts';
import type { Bus } from '../../../src/pipeline/bus.ts';
import { newId } from '../../harness/uuid.ts';
import { startNats, type Nats } from '../../servers/nats.ts';

const nats = await startNats();
const log = { info: () => undefined, warn: () => undefined };

describe.skipIf(nats === null)('a bus', () => {
  let server: Nats;
  let bus: Bus;

  beforeAll(async () => {
    if (nats === null) throw new Error('skipped');
    server = nats;
    expect(await examineBus(server.url)).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('no process has used it yet') as string,
    });
    // An operator's own stream, with room for little; it is used as it is.
    const connection = await connect(natsOptions(server.url));
    const manager = await jetstreamManager(connection);
    await manager.streams.add({
      name: 'KIZUKI',
      subjects: ['kizuki.posts.*'],
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.New,
      max_bytes: 100_000,
    });
    await connection.close();
    bus = await connectNats({ url: server.url, log, publishForMs: 1_000 });
  });
  afterAll(async () => {
    await bus.close();
    await nats?.close();
  });

  const share = (index: number) => ({
    id: newId(),
    partition: index % 8,
    text: `${String(index)} ${'x'.repeat(10_000)}`,
  });

  test('that is full says so, keeps what it has, and goes on once workers have made room', async () => {
    const kept: number[] = [];
    let refused: unknown = null;
    for (let index = 0; refused === null; index += 1) {
      try {
        await bus.publish([share(index)]);
        kept.push(index);
      } catch (error) {
        refused = error;
      }
    }
    expect(refused).toMatchObject({
      code: 'bus_unavailable',
      message: expect.stringContaining('full') as string,
    });
    expect(kept.length).toBeGreaterThan(5);
    expect(await examineBus(server.url)).toMatchObject({ state: 'warn' });
    const gauges = await busGauges(bus);
    const waiting = gauges.filter(({ name }) => name === 'bus_waiting');
    expect(waiting.map(({ labels }) => labels?.['partition'])).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
    ]);
    expect(waiting.reduce((sum, { value }) => sum + value, 0)).toBe(kept.length);
    expect(gauges.find(({ name }) => name === 'bus_up')?.value).toBe(1);
    expect(gauges.find(({ name }) => name === 'bus_max_bytes')?.value).toBe(100_000);

    // While a listener waits for room, a worker makes it.
    const next = bus.publish([share(900)]);
    const taken: number[] = [];
    const taking = await bus.take(async ({ text }) => {
      taken.push(Number.parseInt(text, 10));
      return 'done';
    });
    await next;
    await expect.poll(() => taken.toSorted((a, b) => a - b)).toEqual([...kept, 900]);
    await taking.stop();
  });

  test('that cannot be reached is told as such, without its password', async () => {
    await server.kill();
    expect(await busGauges(bus)).toEqual([expect.objectContaining({ name: 'bus_up', value: 0 })]);
    const found = await examineBus(server.url);
    expect(found.state).toBe('fail');
    expect(JSON.stringify(found)).not.toContain(/:([0-9a-f]{16})@/.exec(server.url)?.[1]);
    await server.start();
    await expect.poll(async () => (await busGauges(bus))[0]?.value, { timeout: 30_000 }).toBe(1);
  });
});
