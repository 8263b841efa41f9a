// Where pictures lie: a disk behind a storage port, so that an object store can take its place.
import { Disk, errors } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

export interface PictureStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none. */
  get(key: string): Promise<Uint8Array | null>;
  remove(key: string): Promise<void>;
}

/** Pictures as files under `directory`. */
export function createDiskPictures(directory: string): PictureStore {
  const disk = new Disk(new FSDriver({ location: directory, visibility: 'private' }));
  return {
    put: (key, bytes) => disk.put(key, bytes),
    async get(key) {
      try {
        return new Uint8Array(await disk.getBytes(key));
      } catch (error) {
        if (error instanceof errors.E_CANNOT_READ_FILE) return null;
        throw error;
      }
    },
    remove: (key) => disk.delete(key),
  };
}
