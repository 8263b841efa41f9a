// Serves the built web app: its page with a fresh nonce each time, its files for good, compressed once.
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.ts';
import type { Services } from './context.ts';

/** Stands in the built page wherever the nonce belongs. */
const placeholder = '__CSP_NONCE__';
/** A file ends in a short extension; the secret of an invite's address has a dot too, but is longer. */
const fileName = /\.[a-z\d]{1,11}$/i;
const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.webmanifest', '.txt', '.map']);
const smallestCompressedBytes = 1_024;

/** What the page may do: its own files and nonced tags. Pictures of networks come through us (media/). */
export function pagePolicy(nonce: string, secure: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** What a script does in a thread of its own: such a thread goes by the answer it came with, not by the page's. */
const workerPolicy = `default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'`;

/** Registers the page for every address that is neither a file nor the API's. */
export async function registerWeb(app: FastifyInstance, services: Services, webRoot: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webRoot,
    serve: false,
    preCompressed: true,
    index: false,
    dotfiles: 'deny',
    cacheControl: false,
  });
  const page = pageReader(join(webRoot, 'index.html'));
  precompress(webRoot).catch((error: unknown) => {
    services.log.warn({ err: error }, 'the web app could not be compressed; it is sent as it is');
  });

  const sendPage = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const elsewhere = ownAddressOf(request, services.config.publicUrl);
    if (elsewhere !== null) return reply.header('cache-control', 'no-store').redirect(elsewhere, 302);
    const nonce = services.randomBytes(16).toString('base64');
    const html = await page();
    if (html === null) {
      throw new AppError('not_found', 'The web app is not built yet. Build it, or wait until it is.');
    }
    return reply
      .header('content-security-policy', pagePolicy(nonce, services.secureCookies))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html.replaceAll(placeholder, nonce));
  };

  app.get('/*', { config: { operation: 'web' } }, async (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    if (!fileName.test(path) || path === 'index.html') return sendPage(request, reply);
    void reply.header('cache-control', keptFor(path));
    if (path.startsWith('assets/') && path.endsWith('.js')) {
      void reply.header('content-security-policy', workerPolicy);
    }
    return reply.sendFile(path);
  });
}

/** How long a browser keeps a file. It looks for the icon at every step of the history: not here each time. */
function keptFor(path: string): string {
  if (path.startsWith('assets/')) return 'public, max-age=31536000, immutable';
  return path === 'icon.svg' ? 'public, max-age=86400' : 'no-cache';
}

/**
 * Where a page asked for as `localhost` is really opened when the program is known by that machine's number: sessions
 * belong to one name, and OAuth comes back to the number only. Null: right here.
 */
export function ownAddressOf(
  request: Pick<FastifyRequest, 'host' | 'url'>,
  publicUrl: string,
): string | null {
  const own = new URL(publicUrl);
  const isNumber = own.hostname === '127.0.0.1' || own.hostname === '[::1]';
  if (own.protocol !== 'http:' || !isNumber || request.host !== `localhost:${own.port}`) return null;
  return `${own.origin}${request.url}`;
}

/** Reads the page when it changes on disk; null while there is none. Tags without a nonce get one. */
function pageReader(path: string): () => Promise<string | null> {
  let known: { mtimeMs: number; html: string } | null = null;
  return async () => {
    const found = await stat(path).catch(() => null);
    if (found === null) return null;
    if (known?.mtimeMs !== found.mtimeMs) {
      const html = await readFile(path, 'utf8');
      known = { mtimeMs: found.mtimeMs, html: withNonces(html) };
    }
    return known.html;
  };
}

export function withNonces(html: string): string {
  return html.replace(/<(script|style)\b(?![^>]*\bnonce=)/gi, `<$1 nonce="${placeholder}"`);
}

/** Writes a compressed copy beside each file that has none, once after a build. */
async function precompress(root: string): Promise<void> {
  if (!existsSync(root)) return;
  const brotli = promisify(brotliCompress);
  const zip = promisify(gzip);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !compressible.has(extname(entry.name)) || entry.name === 'index.html') continue;
    const source = await stat(path);
    if (source.size < smallestCompressedBytes) continue;
    const made = await stat(`${path}.br`).catch(() => null);
    if (made !== null && made.mtimeMs >= source.mtimeMs) continue;
    const bytes = await readFile(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFile(`${path}.gz`, await zip(bytes, { level: 9 }));
    await writeFile(`${path}.br`, await brotli(bytes, { params }));
  }
}
