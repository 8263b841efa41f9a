// A proxy on loopback for servers that do not speak HTTP (databases, mail): it delays, cuts and refuses connections.
import { connect, createServer } from 'node:net';
import { closeServer, listen, trackSockets } from './kit/http.ts';

export type TcpFaultProxy = {
  port: number;
  /** Everything sent in either direction from now on arrives this much later. */
  setLatencyMs: (latencyMs: number) => void;
  /** Resets every open connection and goes on accepting. */
  cut: () => void;
  /** Refuses connections and resets the open ones, until `up`. */
  down: () => Promise<void>;
  up: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Starts a proxy in front of a server.
 *
 * @param targetPort the server's port on 127.0.0.1
 */
export async function startTcpFaultProxy(targetPort: number): Promise<TcpFaultProxy> {
  let latencyMs = 0;
  const server = createServer((socket) => {
    const upstream = connect(targetPort, '127.0.0.1');
    const deliver = (act: () => void): void => {
      if (latencyMs === 0) act();
      else setTimeout(act, latencyMs);
    };
    upstream.on('data', (chunk) => deliver(() => socket.write(chunk)));
    socket.on('data', (chunk) => deliver(() => upstream.write(chunk)));
    upstream.on('error', () => socket.resetAndDestroy());
    upstream.on('end', () => deliver(() => socket.end()));
    socket.on('close', () => upstream.destroy());
  });
  const sockets = trackSockets(server);
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const port = await listen(server);
  return {
    port,
    setLatencyMs: (nextMs) => {
      latencyMs = nextMs;
    },
    cut,
    down: async () => {
      cut();
      await closeServer(server, sockets);
    },
    up: async () => {
      if (!server.listening) await listen(server, port);
    },
    close: () => closeServer(server, sockets),
  };
}
