// Secrets that we hand out: session tokens, invite links, API tokens, OAuth states. We keep only their SHA-256.
import { createHash, timingSafeEqual } from 'node:crypto';

export type RandomBytes = (count: number) => Buffer;

const secretBytes = 32;
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const secret = '[A-Za-z0-9_-]{43}';
const invitePattern = new RegExp(`^(${uuid})\\.${secret}$`);
const apiTokenPattern = new RegExp(`^kzk_(${uuid})_${secret}$`);

/** 256 random bits as text. */
export function newSecret(randomBytes: RandomBytes): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** What is kept of a secret. It has 256 random bits, so a fast hash is as good as a slow one. */
export function hashSecret(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** An invite's or OAuth state's token; it names its workspace, because whoever opens it may be nobody yet. */
export function newWorkspaceToken(workspaceId: string, randomBytes: RandomBytes): string {
  return `${workspaceId}.${newSecret(randomBytes)}`;
}

/** The workspace a token names, or null when it is no token. */
export function workspaceOfToken(token: string): string | null {
  return invitePattern.exec(token)?.[1] ?? null;
}

/** `kzk_<workspace>_<secret>`: recognised by secret scanners, and its workspace is known before it is looked up. */
export function newApiToken(workspaceId: string, randomBytes: RandomBytes): string {
  return `kzk_${workspaceId}_${newSecret(randomBytes)}`;
}

export function workspaceOfApiToken(token: string): string | null {
  return apiTokenPattern.exec(token)?.[1] ?? null;
}

/** Whether two texts are equal, in a time that does not say where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hashSecret(a), hashSecret(b));
}
