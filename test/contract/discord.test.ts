// Discord keeps the network contract, against a fake that is itself held to Discord's published description.
import { expect, test } from 'vitest';
import { discordBench, startDiscordWorld } from './discord-world.ts';
import { describeNetwork } from './network-suite.ts';
import { worldOf } from './world.ts';

const world = worldOf(startDiscordWorld);

describeNetwork({ name: 'Discord', start: () => Promise.resolve(discordBench(world())) });
describeNetwork({
  name: 'Discord (sessions that are gone)',
  start: () => Promise.resolve(discordBench(world(), { forgets: true })),
});

test('nothing that was asked, answered or sent is other than Discord describes it', () => {
  const { discord } = world();
  expect(discord.faults.seen.length).toBeGreaterThan(50);
  expect([...new Set(discord.violations ?? [])]).toEqual([]);
  expect(discord.gateway.violations).toEqual([]);
});
