// Seals secrets with XChaCha20-Poly1305, bound to their workspace and row, under a key whose id stands beside them.
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { AppError } from '../domain/errors.ts';

const nonceBytes = 24;
const keyBytes = 32;

export interface SecretKeys {
  /** The key new secrets are sealed with. */
  currentId: string;
  /** All keys that may still be in use, 32 bytes each. */
  keys: ReadonlyMap<string, Uint8Array>;
}

/** Where a secret stands: what was sealed for one place does not open in another. */
export interface SecretPlace {
  workspaceId: string;
  table: string;
  rowId: string;
}

export interface Sealed {
  bytes: Buffer;
  keyId: string;
}

export interface SecretBox {
  /** The id of the key that is sealed with now; rows with another are sealed again when the key is rotated. */
  readonly currentKeyId: string;
  seal(secrets: Record<string, string>, place: SecretPlace): Sealed;
  /** Errors: `invalid_configuration` when the key is not there, `internal` when the bytes were altered or moved. */
  open(sealed: Sealed, place: SecretPlace): Record<string, string>;
}

/** Makes a box; `randomBytes` gives fresh random bytes. Errors: `invalid_configuration`. */
export function createSecretBox(keys: SecretKeys, randomBytes: (count: number) => Uint8Array): SecretBox {
  for (const [id, key] of keys.keys) {
    if (key.length !== keyBytes) {
      throw new AppError(
        'invalid_configuration',
        `The secret key "${id}" has ${key.length} bytes; it must have ${keyBytes}.`,
      );
    }
  }
  const keyOf = (id: string): Uint8Array => {
    const key = keys.keys.get(id);
    if (key !== undefined) return key;
    throw new AppError(
      'invalid_configuration',
      `Secrets were sealed with the key "${id}", which is not configured. Add it back, or connect the accounts again.`,
    );
  };
  keyOf(keys.currentId);

  return {
    currentKeyId: keys.currentId,
    seal(secrets, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = xchacha20poly1305(keyOf(keys.currentId), nonce, boundTo(place));
      const sealed = cipher.encrypt(Buffer.from(JSON.stringify(secrets), 'utf8'));
      return { bytes: Buffer.concat([nonce, sealed]), keyId: keys.currentId };
    },
    open(sealed, place) {
      const key = keyOf(sealed.keyId);
      const nonce = sealed.bytes.subarray(0, nonceBytes);
      try {
        const plain = xchacha20poly1305(key, nonce, boundTo(place)).decrypt(
          sealed.bytes.subarray(nonceBytes),
        );
        return JSON.parse(Buffer.from(plain).toString('utf8')) as Record<string, string>;
      } catch (cause) {
        throw new AppError(
          'internal',
          `A secret in ${place.table} cannot be opened: it was altered or moved.`,
          {
            where: `${place.table} ${place.rowId}`,
            cause,
          },
        );
      }
    },
  };
}

function boundTo(place: SecretPlace): Uint8Array {
  return Buffer.from(`kizuki/1|${place.workspaceId}|${place.table}|${place.rowId}`, 'utf8');
}
