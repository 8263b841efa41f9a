// The source of the running version, as the AGPL asks: whoever uses the program over the network can take it with them.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Services } from './context.ts';
import { createTurns } from './in-turn.ts';
import { admit } from './router.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folders = ['bin', 'src', 'scripts', 'docs', 'test', 'bench'];
// Named, not guessed: an operator's own files beside the program are nobody's business.
const rootFiles =
  /^(?:package(?:-lock)?\.json|tsconfig[.\w]*\.json|knip\.json|\w+\.config\.ts|[A-Z_]+(?:\.ja)?\.md|LICENSE|\.(?:oxlintrc|prettierrc)\.json|\.dependency-cruiser\.cjs)$/;
const sourceFiles = /^[^.].*\.(?:tsx?|[cm]?js|css|html|json|md|sql|svg|webmanifest|snap)$/;
const blockBytes = 512;
const compress = promisify(gzip);

/** Registers GET /api/source: every source file as a compressed tar archive, whatever was changed in them. */
export function registerSource(app: FastifyInstance, services: Services): void {
  const inTurn = createTurns(1);
  app.route({
    method: 'GET',
    url: '/api/source',
    config: { operation: 'readSource' },
    onRequest: async (request) => {
      request.caller = await admit(services, request, 'work.read');
    },
    handler: async (_request, reply) => {
      const name = `kizuki-${services.config.version}`;
      const archive = await inTurn(() => archiveOf(root, name));
      return reply
        .type('application/gzip')
        .header('content-disposition', `attachment; filename="${name}.tar.gz"`)
        .send(archive);
    },
  });
}

/** The sources below `from` as `.tar.gz`, all in a folder `name`. */
export async function archiveOf(from: string, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const file of await listSources(from)) {
    const bytes = await readFile(path.join(from, file));
    const rest = (blockBytes - (bytes.length % blockBytes)) % blockBytes;
    parts.push(headerOf(`${name}/${file}`, bytes.length), bytes, Buffer.alloc(rest));
  }
  // Two empty blocks end an archive.
  parts.push(Buffer.alloc(2 * blockBytes));
  return compress(Buffer.concat(parts));
}

async function listSources(from: string): Promise<string[]> {
  const top = await readdir(from, { withFileTypes: true });
  const files = top.filter((entry) => entry.isFile() && rootFiles.test(entry.name)).map(({ name }) => name);
  for (const folder of folders) {
    if (top.some((entry) => entry.isDirectory() && entry.name === folder))
      await addFolder(from, folder, files);
  }
  return files.toSorted();
}

async function addFolder(from: string, folder: string, files: string[]): Promise<void> {
  for (const entry of await readdir(path.join(from, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isFile() && sourceFiles.test(entry.name)) files.push(file);
    if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) {
      await addFolder(from, file, files);
    }
  }
}

/** A file's header in the ustar format; names over 100 bytes are divided at a slash. */
function headerOf(file: string, bytes: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  const cut = file.length <= 100 ? -1 : file.indexOf('/', file.length - 101);
  header.write(file.slice(cut + 1), 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  if (cut > 0) header.write(file.slice(0, cut), 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
