// Fetches a picture from a network's server: guarded, bounded in size and time, and nothing but a picture.
import { AppError } from '../../domain/errors.ts';
import { createTurns, type InTurn } from '../in-turn.ts';

export interface Picture {
  bytes: Buffer;
  mimeType: string;
}

export interface PictureFetcher {
  /** Errors: `not_found` for what is no picture, too large or refused; `network_unavailable` for what does not answer. */
  fetch(url: string): Promise<Picture>;
}

export interface PictureFetcherDeps {
  /** Guarded: it reaches no internal address, by whatever name or redirect. */
  fetch: typeof globalThis.fetch;
  now(): number;
}

const mostBytes = 8 * 1024 * 1024;
const timeoutMs = 5_000;
const mostRedirects = 3;
/** A browser opens six connections to us: those that wait for a sick server are missing for everything else. */
const mostAtOnce = 12;
/** Of these, one server has only some: a slow one must not keep the pictures of all others waiting. */
const mostOfOneHost = 6;
const sickForMs = 60_000;
const mostSick = 1_000;
/** Small ones are kept a while: an author's picture stands beside each of their posts, for every agent. */
const keptForMs = 10 * 60_000;
const mostKeptBytes = 12 * 1024 * 1024;
const largestKept = 256 * 1024;

/** By the first bytes, because servers say anything; SVG is a program and none of these. */
export function kindOf(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  if (/^avi[fs]$/.test(head.slice(8, 12)) && head.slice(4, 8) === 'ftyp') return 'image/avif';
  return null;
}

export function createPictureFetcher(deps: PictureFetcherDeps): PictureFetcher {
  const inTurn = createTurns(mostAtOnce);
  const inTurnOf = createTurnsOfHosts(mostOfOneHost);
  const sick = new Map<string, number>();
  const kept = createKept(deps.now);

  return {
    async fetch(url) {
      const known = kept.get(url);
      if (known !== null) return known;
      const { host } = new URL(url);
      if ((sick.get(host) ?? 0) > deps.now()) throw unavailable(host);
      return inTurnOf(host, () => inTurn(() => fetchNow(url, host)));
    },
  };

  async function fetchNow(url: string, host: string): Promise<Picture> {
    // It may have become known while this waited for its turn.
    const known = kept.get(url);
    if (known !== null) return known;
    if ((sick.get(host) ?? 0) > deps.now()) throw unavailable(host);
    try {
      const picture = await download(deps.fetch, url);
      sick.delete(host);
      kept.put(url, picture);
      return picture;
    } catch (error) {
      if (error instanceof AppError) throw error;
      // Where an inner address was asked for, by name or redirect, nothing is wrong with the server's health.
      if (isBlocked(error)) throw refused('its address is not a public one');
      if (sick.size >= mostSick) sick.clear();
      sick.set(host, deps.now() + sickForMs);
      throw unavailable(host, error);
    }
  }
}

/** A line for each host that is asked just now. */
function createTurnsOfHosts(mostAtOnce: number): <T>(host: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { inTurn: InTurn; asked: number }>();
  return async (host, work) => {
    const line = lines.get(host) ?? { inTurn: createTurns(mostAtOnce), asked: 0 };
    lines.set(host, line);
    line.asked += 1;
    try {
      return await line.inTurn(work);
    } finally {
      line.asked -= 1;
      if (line.asked === 0) lines.delete(host);
    }
  };
}

function isBlocked(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return cause?.code === 'ERR_ADDRESS_BLOCKED';
}

function unavailable(host: string, cause?: unknown): AppError {
  return new AppError('network_unavailable', `The picture cannot be had from ${host} just now.`, { cause });
}

function refused(why: string): AppError {
  return new AppError('not_found', `There is no picture that can be shown: ${why}.`);
}

async function download(fetch: typeof globalThis.fetch, first: string): Promise<Picture> {
  // One time for all: a server that sends a byte a second gets no more of it.
  const signal = AbortSignal.timeout(timeoutMs);
  let url = first;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const response = await fetch(url, {
      signal,
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { accept: 'image/webp,image/png,image/jpeg,image/gif', 'user-agent': 'Kizuki' },
    });
    const next = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && next !== null) {
      await response.body?.cancel();
      if (!URL.canParse(next, url)) throw refused('it was moved nowhere');
      url = new URL(next, url).href;
      if (!/^https?:/.test(url)) throw refused('it was moved to what is no web address');
      continue;
    }
    return pictureOf(response, url);
  }
  throw refused('it was moved too often');
}

async function pictureOf(response: Response, url: string): Promise<Picture> {
  if (response.status >= 500 || response.status === 429) {
    await response.body?.cancel();
    // This picture may be what fails; the server answers.
    throw unavailable(new URL(url).host);
  }
  const type = response.headers.get('content-type') ?? '';
  const isRight = response.ok && /^(?:image\/(?!svg)|application\/octet-stream|binary\/)/i.test(type);
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (!isRight || announced > mostBytes || response.body === null) {
    await response.body?.cancel();
    throw refused(isRight ? 'it is too large or empty' : 'the server sent something else');
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (length > mostBytes) throw refused('it is too large');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const mimeType = kindOf(bytes);
  if (mimeType === null) throw refused('it is of no kind that is shown');
  return { bytes, mimeType };
}

/** The newest pictures up to a number of bytes. */
function createKept(now: () => number) {
  const pictures = new Map<string, { picture: Picture; untilMs: number }>();
  let total = 0;
  const drop = (url: string): void => {
    total -= pictures.get(url)?.picture.bytes.length ?? 0;
    pictures.delete(url);
  };
  return {
    get(url: string): Picture | null {
      const found = pictures.get(url);
      if (found === undefined) return null;
      if (found.untilMs > now()) return found.picture;
      drop(url);
      return null;
    },
    put(url: string, picture: Picture): void {
      if (picture.bytes.length > largestKept) return;
      drop(url);
      pictures.set(url, { picture, untilMs: now() + keptForMs });
      total += picture.bytes.length;
      for (const oldest of pictures.keys()) {
        if (total <= mostKeptBytes) break;
        drop(oldest);
      }
    },
  };
}
