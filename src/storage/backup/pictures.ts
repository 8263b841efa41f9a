// The pictures of a backup: read from their directory, put aside while a restore runs, and moved in when it holds.
import { mkdir, opendir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { damaged } from './tar.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Names of all files below a directory, relative, with slashes, in order. */
export async function* listPictures(directory: string, below = ''): AsyncGenerator<string> {
  const names: { name: string; isFolder: boolean }[] = [];
  try {
    for await (const found of await opendir(path.join(directory, below))) {
      names.push({ name: found.name, isFolder: found.isDirectory() });
    }
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  for (const { name, isFolder } of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const relative = below === '' ? name : `${below}/${name}`;
    if (isFolder) yield* listPictures(directory, relative);
    else yield relative;
  }
}

/** A picture's bytes (at most some megabytes); null when it is gone. */
export async function readPicture(directory: string, name: string): Promise<Buffer | null> {
  return readFile(path.join(directory, name)).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

export interface StagedPictures {
  /** Errors: `invalid_input` for a name that would leave the directory. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Moves all into their directory; pictures that lie there already stay. */
  moveIn(): Promise<void>;
  /** Removes what was put aside. */
  forget(): Promise<void>;
}

/** Puts pictures aside in `staging`, which must be on the disk of `directory`. */
export function stagePictures(directory: string, staging: string): StagedPictures {
  return {
    async put(name, bytes) {
      const safe =
        /^[\w.-]+(?:\/[\w.-]+)*$/u.test(name) && !name.split('/').some((part) => /^\.+$/u.test(part));
      if (!safe) throw damaged(`a picture is named ${JSON.stringify(name.slice(0, 100))}`);
      const file = path.join(staging, name);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(file, bytes, { mode: 0o600 });
    },
    async moveIn() {
      for await (const name of listPictures(staging)) {
        const place = path.join(directory, name);
        await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
        await rename(path.join(staging, name), place);
      }
    },
    forget: () => rm(staging, { recursive: true, force: true }),
  };
}
