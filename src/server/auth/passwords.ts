// Passwords: argon2id, a few at a time, and as slow for an unknown user as for a known one.
import { hash, verify } from '@node-rs/argon2';
import { createTurns } from '../in-turn.ts';

/** OWASP's first choice: 19 MiB, two passes, one thread; argon2id is the library's own default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash takes a core for about 20 ms; more at once would only hold up everything else. */
const mostAtOnce = 2;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** With no hash (an unknown user) it takes as long, and is never right. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** Makes the one set of passwords of a process. */
export function createPasswords(): Passwords {
  const inTurn = createTurns(mostAtOnce);
  let decoy: Promise<string> | undefined;

  return {
    hash: (password) => inTurn(() => hash(password.normalize('NFKC'), cost)),
    async verify(passwordHash, password) {
      decoy ??= hash('nobody has this password', cost);
      const against = passwordHash ?? (await decoy);
      const right = await inTurn(() => verify(against, password.normalize('NFKC')));
      return right && passwordHash !== null;
    },
  };
}
