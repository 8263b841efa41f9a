// A fake HTTP API behind switches for faults: what it answers is the caller's, how it starts and ends is the same everywhere.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { startFaultProxy, type FaultProxy } from '../faults.ts';
import { closeServer, listen, onRequest, sendJson, trackSockets } from './http.ts';

export interface FakeApi {
  /** Behind the switches. */
  url: string;
  faults: FaultProxy;
  close(): Promise<void>;
}

export async function startFakeApi(
  serve: (
    request: IncomingMessage,
  ) => Promise<{ status: number; body: unknown; headers?: Record<string, string> }>,
  /** Has an id of its own in every answer. */
  traceHeader: string,
): Promise<FakeApi> {
  const server = createServer();
  const sockets = trackSockets(server);
  onRequest(server, async (request, response) => {
    const { status, body, headers = {} } = await serve(request);
    sendJson(response, status, body, { [traceHeader]: crypto.randomUUID(), ...headers });
  });
  const port = await listen(server);
  const faults = await startFaultProxy(`http://127.0.0.1:${String(port)}`);
  return {
    url: faults.url,
    faults,
    async close() {
      await faults.close();
      await closeServer(server, sockets);
    },
  };
}
