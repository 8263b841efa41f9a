// A proxy in front of an SMTP server that refuses the next mail, or keeps the server's answer to it for itself.
import { connect, createServer } from 'node:net';
import { closeServer, listen, trackSockets } from './kit/http.ts';

export type SmtpFault = 'rate_limited' | 'server_error' | 'lost_answer';

export type SmtpFaultProxy = {
  port: number;
  /** What becomes of the next mail; null: nothing. */
  set: (fault: SmtpFault | null) => void;
  close: () => Promise<void>;
};

const refusals = {
  rate_limited: '450 4.7.1 Rate limit exceeded, slow down\r\n',
  server_error: '451 4.3.0 Try again later\r\n',
} as const;

/**
 * Starts a proxy.
 *
 * @param targetPort the server's port on 127.0.0.1
 */
export async function startSmtpFaultProxy(targetPort: number): Promise<SmtpFaultProxy> {
  let fault: SmtpFault | null = null;
  const server = createServer((socket) => {
    const upstream = connect(targetPort, '127.0.0.1');
    let isData = false;
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      if (!isData && /^MAIL FROM/imu.test(text) && (fault === 'rate_limited' || fault === 'server_error')) {
        socket.write(refusals[fault]);
        fault = null;
        return;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      if (isData && fault === 'lost_answer' && text.startsWith('2')) {
        fault = null;
        socket.resetAndDestroy();
        return;
      }
      isData = /^354/mu.test(text);
      socket.write(chunk);
    });
    upstream.on('error', () => socket.destroy());
    upstream.on('end', () => socket.end());
    socket.on('close', () => upstream.destroy());
  });
  const sockets = trackSockets(server);
  const port = await listen(server);
  return {
    port,
    set: (next) => {
      fault = next;
    },
    close: () => closeServer(server, sockets),
  };
}
