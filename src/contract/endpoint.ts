// How an endpoint is written down: server, typed client and OpenAPI all come from this one description.
import type { z } from 'zod';
import type { ErrorCode } from '../domain/errors.ts';
import type { Permission } from '../domain/access/policy.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  /** Stable name: the OpenAPI operationId. */
  name: string;
  method: Method;
  /** With `:param` places; always under /api. */
  path: string;
  summary: string;
  needs: Permission;
  params: Params;
  query: Query;
  body: Body;
  reply: Reply;
  /** Status of success. */
  status: 200 | 201 | 202 | 204;
  /** Besides what any endpoint may answer: invalid_input, sign_in_required, not_allowed, internal. */
  errors: readonly ErrorCode[];
  /** The row's version is answered as ETag; with `ifMatch` a change must name it. */
  versioned?: 'etag' | 'ifMatch';
  /** Its body may have so many bytes, where 1 MiB is not enough. */
  mostBytes?: number;
  /** Accepts `Idempotency-Key`: the same key gives the same answer without doing it twice. */
  idempotent?: boolean;
}

/** Writes an endpoint down with its types kept. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  definition: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> {
  return definition;
}

export type ParamsOf<E> = E extends Endpoint<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.infer<P> : never;
export type QueryOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.infer<Q> : never;
export type BodyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.infer<B> : never;
export type ReplyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.infer<R> : never;
