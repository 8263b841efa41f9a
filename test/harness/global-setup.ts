// Starts the database server of a test run before its first file, and stops it after the last.
import type { TestProject } from 'vitest/node';
import { startTestServer, type RunningTestServer, type TestServer } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

interface Shared {
  running: Promise<RunningTestServer>;
  users: number;
}

// Vitest sets up each group of tests on its own, with its own copy of this module; they share one server all the same.
const key = Symbol.for('kizuki.test-server');
const place = globalThis as { [key]?: Shared };

export async function setup(project: TestProject): Promise<void> {
  const shared = (place[key] ??= { running: startTestServer(process.env['TEST_DATABASE_URL']), users: 0 });
  shared.users += 1;
  const { server } = await shared.running;
  project.provide('testServer', server);
}

export async function teardown(): Promise<void> {
  const shared = place[key];
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  delete place[key];
  const { stop } = await shared.running;
  await stop();
}
