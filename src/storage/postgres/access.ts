// What is needed to reach the embedded server: its port and the passwords of its three roles, kept beside the data.
import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { createServer } from 'node:net';

/** `admin` is the superuser and only makes the others; `owner` owns the tables; the program works as `app`. */
export type EmbeddedRole = 'admin' | 'owner' | 'app';

export const roleNames: Readonly<Record<EmbeddedRole, string>> = {
  admin: 'kizuki_admin',
  owner: 'kizuki_owner',
  app: 'kizuki_app',
};

export interface Access {
  readonly port: number;
  readonly passwords: Readonly<Record<EmbeddedRole, string>>;
}

/** Fresh random passwords (256 bits each, safe in a URL and in SQL). */
export function newPasswords(): Access['passwords'] {
  const password = (): string => randomBytes(32).toString('base64url');
  return { admin: password(), owner: password(), app: password() };
}

/** Reads the file; undefined when it is missing or was damaged. */
export async function readAccess(file: string): Promise<Access | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    const { port, passwords } = value as Partial<Access>;
    const complete = passwords && passwords.admin && passwords.owner && passwords.app;
    return typeof port === 'number' && complete ? { port, passwords } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes it for the owner's eyes only, whole or not at all. */
export async function writeAccess(file: string, access: Access): Promise<void> {
  const unfinished = `${file}.new`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(`${JSON.stringify(access, undefined, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}

/** The preferred port when nobody listens on it, else a free one. */
export async function choosePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await probe(preferred)) === preferred) return preferred;
  const port = await probe(0);
  if (port === undefined) throw new Error('no free port on 127.0.0.1');
  return port;
}

async function probe(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const found = address && typeof address === 'object' ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });
}

/** The connection URL of a role. */
export function urlOf({ port, passwords }: Access, role: EmbeddedRole, database: string): string {
  return `postgres://${roleNames[role]}:${passwords[role]}@127.0.0.1:${port}/${database}`;
}
