// Makes snac's entities what the Mastodon API promises: stable ids, every required field, and valid addresses.
import { z } from 'zod';

/** A JSON object of which only some fields are known here. */
export type Entity = Record<string, unknown>;

const entitySchema = z.record(z.string(), z.unknown());

/** A value as an entity; anything else becomes an empty one. */
export const asEntity = (value: unknown): Entity => entitySchema.safeParse(value).data ?? {};

/** A list of entities; anything else becomes an empty list. */
export const asEntities = (value: unknown): Entity[] => z.array(entitySchema).safeParse(value).data ?? [];

export const textOf = (entity: Entity, name: string): string => {
  const value = entity[name];
  return typeof value === 'string' ? value : '';
};

// snac's status ids begin with a time that moves when a post is edited; the rest is the post's own hash.
const STATUS_ID = /^\d{10}([0-9a-f]{32})$/;
const ID_FIELDS: ReadonlySet<string> = new Set(['id', 'in_reply_to_id']);
const MISSING_HEADER = 'headers/original/missing.png';

const encoded = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);

export type Normaliser = {
  /** The same value with every entity in it made complete. */
  normalise: (value: unknown) => unknown;
  /** Also adds what only the owner's own account has. */
  credentialAccount: (value: unknown) => unknown;
  /** Also adds the fields that newer servers send for a registered client. */
  application: (value: unknown, form: { redirectUris: string; scopes: string }) => unknown;
};

/**
 * Makes a normaliser that remembers ids and accounts, so that the same post always has the same id.
 *
 * @param baseUrl the address that clients use
 */
export function createNormaliser(baseUrl: string): Normaliser {
  const firstIds = new Map<string, string>();
  const accountIds = new Map<string, string>();

  const stableId = (id: string): string => {
    const hash = STATUS_ID.exec(id)?.[1];
    if (hash === undefined) return id;
    const first = firstIds.get(hash) ?? id;
    firstIds.set(hash, first);
    return first;
  };

  const account = (entity: Entity): Entity => {
    const url = textOf(entity, 'url');
    accountIds.set(url, textOf(entity, 'id'));
    const header = textOf(entity, 'header') || `${baseUrl}/${MISSING_HEADER}`;
    return {
      fields: [],
      group: false,
      indexable: true,
      uri: url,
      ...entity,
      header,
      header_static: header,
      last_status_at: textOf(entity, 'last_status_at').slice(0, 10) || null,
    };
  };

  const mention = (entity: Entity): Entity => {
    const id = textOf(entity, 'id');
    return { ...entity, id: id === '0' ? (accountIds.get(textOf(entity, 'url')) ?? id) : id };
  };

  const status = (entity: Entity): Entity => ({
    ...entity,
    mentions: asEntities(entity['mentions']).map(mention),
    tags: asEntities(entity['tags']).map((tag) => ({ ...tag, url: encoded(textOf(tag, 'url')) })),
  });

  const complete = (entity: Entity): Entity => {
    if ('acct' in entity && 'followers_count' in entity) return account(entity);
    if ('spoiler_text' in entity && 'account' in entity) return status(entity);
    if ('type' in entity && 'account' in entity)
      return { group_key: `ungrouped-${textOf(entity, 'id')}`, ...entity };
    return entity;
  };

  const normalise = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(normalise);
    if (typeof value !== 'object' || value === null) return value;
    // Children first, so that the accounts of a post are known when its mentions are completed.
    const entries = Object.entries(value).map(([name, child]): [string, unknown] => [
      name,
      ID_FIELDS.has(name) && typeof child === 'string' ? stableId(child) : normalise(child),
    ]);
    return complete(Object.fromEntries(entries));
  };

  return {
    normalise,
    credentialAccount: (value) => {
      const entity = asEntity(normalise(value));
      const role = { id: '-99', name: '', color: '', permissions: '0', highlighted: false };
      return { role, ...account(entity), source: { indexable: true, ...asEntity(entity['source']) } };
    },
    application: (value, form) => ({
      website: null,
      redirect_uris: form.redirectUris.split(/\s+/),
      scopes: form.scopes.split(' '),
      client_secret_expires_at: 0,
      ...asEntity(value),
    }),
  };
}
