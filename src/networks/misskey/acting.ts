// What everything done as an account shares: the account on its server, its ids for notes, and what is kept of them.
import { AppError } from '../../domain/errors.ts';
import type { Author } from '../../domain/post/post.ts';
import type { AccountSession, NetworkDeps, Published } from '../kit/network.ts';
import { idOf } from '../kit/record.ts';
import { scopedId, splitNativeId } from '../kit/scoped-id.ts';
import { readBody } from './client.ts';
import type { Client } from './client.ts';
import { resolvedSchema } from './schemas.ts';
import type { Note } from './schemas.ts';

export interface Acting {
  deps: NetworkDeps;
  client: Client;
  account: AccountSession;
}

export type Target = { nativeId: string; ref?: Record<string, string> | undefined };

/** What the rest of the program keeps of something published. */
export function publishedOf(note: Note, { server, host }: Client): Published {
  const uri = note.uri ?? `${server}/notes/${note.id}`;
  return {
    nativeId: scopedId(host, note.id),
    url: note.url ?? uri,
    createdAt: new Date(note.createdAt).toISOString(),
    ref: { uri, visibility: note.visibility },
  };
}

/** The id by which the account's server knows a note; one that was heard on another server is found by its address. */
export async function localId({ client }: Acting, target: Target): Promise<string> {
  const scoped = splitNativeId(target.nativeId);
  if (scoped === null)
    throw new AppError('network_post_gone', `"${target.nativeId}" is no id of a Misskey server`);
  if (scoped.host === client.host) return scoped.id;
  const uri = target.ref?.['uri'];
  const doing = `finding a note of ${scoped.host}`;
  if (uri !== undefined && uri !== '') {
    const { type, object } = readBody(resolvedSchema, await client.ask('ap/show', { uri }, { doing }), {
      doing,
    });
    const id = idOf(object);
    if (type === 'Note' && id !== null) return id;
  }
  throw new AppError('network_post_gone', `${client.host} cannot find the note ${uri ?? target.nativeId}`);
}

/** The id by which the account's server knows a person. */
export async function localUserId({ client }: Acting, author: Author): Promise<string> {
  const scoped = splitNativeId(author.nativeId);
  if (scoped?.host === client.host) return scoped.id;
  const [username = '', host = null] = author.handle.replace(/^@/, '').split('@');
  const doing = `finding ${author.handle}`;
  const id = idOf((await client.ask('users/show', { username, host }, { doing })).body);
  if (id !== null) return id;
  throw new AppError('network_post_gone', `${client.host} does not know ${author.handle}`);
}
