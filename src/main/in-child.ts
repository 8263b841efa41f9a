// Answers a heavy question in a process of its own: what goes wrong there, to the memory too, ends no other work.
//
// No thread: each thread that loads TypeScript brings Node's own WebAssembly, which strips the types, and V8 of Node 24
// may abort the whole process where WebAssembly comes and goes (nodejs/node#64500).
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../domain/errors.ts';
import type { InChild } from '../pipeline/ports.ts';

/** Of what a process says of its own end, in characters: enough for the reason. */
const mostSaid = 4_000;

export const inChild: InChild = (entry, question, { timeMs, memoryMb }) =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(entry), {
      execArgv: [`--max-old-space-size=${String(memoryMb)}`],
      // What the operator configured, keys above all, is no business of a computation.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const end = (): void => {
      child.kill('SIGKILL');
    };
    process.once('exit', end);
    const done = (): void => {
      clearTimeout(late);
      process.off('exit', end);
    };
    const late = setTimeout(() => {
      reject(new AppError('payload_too_large', `It takes longer than ${String(timeMs / 1000)} s.`));
      end();
    }, timeMs);
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (more: string) => {
      said = (said + more).slice(-mostSaid);
    });
    child.once('message', (answer) => {
      resolve(answer);
      end();
    });
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('close', (code, signal) => {
      done();
      // Of no effect where it has answered.
      reject(withoutAnswer(signal ?? `code ${String(code)}`, said, memoryMb));
    });
    // Where this fails, the process is gone, and its end says why.
    child.send(question as object, () => undefined);
  });

function withoutAnswer(how: string, said: string, memoryMb: number): Error {
  if (said.includes('heap out of memory')) {
    return new AppError('payload_too_large', `It takes more than ${String(memoryMb)} MB of memory.`);
  }
  return new Error(`The process ended (${how}) without an answer: ${said.trim()}`);
}
