// Builds the browser application from src/web into dist/web, small enough to load at once.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { AcceptedPlugin } from 'postcss';
import mantinePreset from 'postcss-preset-mantine';
import { defineConfig, type Plugin } from 'vite';
import { endpoints } from './src/contract/endpoints.ts';
import { partOf } from './src/web/i18n/parts.ts';

const ROUTES = 'virtual:routes';

/** The address of the server that `npm run dev:web` hands `/api` on to. */
const DEV_SERVER = 'http://127.0.0.1:4000';
/** The server takes changes from its own pages only: here, these are its pages. */
const toServer = { target: DEV_SERVER, headers: { origin: DEV_SERVER } };

/** Method and path of every endpoint, without the schemas: the browser needs their types only. */
function routes(): Plugin {
  const table = Object.fromEntries(
    Object.entries(endpoints).map(([name, { method, path }]) => [name, { method, path }]),
  );
  return {
    name: 'kizuki-routes',
    resolveId: (id) => (id === ROUTES ? `\0${ROUTES}` : undefined),
    load: (id) => (id === `\0${ROUTES}` ? `export const routes = ${JSON.stringify(table)};` : undefined),
  };
}

/** `virtual:words/ja-first`: the messages of one language that belong to one part, in one file each. */
function words(): Plugin {
  return {
    name: 'kizuki-words',
    resolveId: (id) => (id.startsWith('virtual:words/') ? `\0${id}` : undefined),
    async load(id) {
      const [, locale, part] = /^\0virtual:words\/(\w+)-(\w+)$/.exec(id) ?? [];
      if (locale === undefined) return undefined;
      const file = path.join(import.meta.dirname, 'src/web/locales', `${locale}.json`);
      this.addWatchFile(file);
      const catalog = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
      const wanted = Object.entries(catalog).filter(([message]) => partOf(message) === part);
      // Text is read faster by the browser than an object written out.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(wanted)))});`;
    },
  };
}

/** What is built is for production, whatever a shell or a test says of itself: the libraries' other half is for their makers. */
function production(): Plugin {
  return {
    name: 'kizuki-production',
    apply: 'build',
    config: () => {
      process.env['NODE_ENV'] = 'production';
    },
  };
}

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Writes `.br` and `.gz` beside each text file, so that the server compresses nothing while it answers. */
function compressed(): Plugin {
  return {
    name: 'kizuki-compressed',
    apply: 'build',
    // Only what was written is final: other plugins still change the bundle while it is generated.
    async writeBundle({ dir = '' }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(?:js|css|svg)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const file = path.join(dir, name);
          const source = await readFile(file);
          const [br, gz] = await Promise.all([
            toBrotli(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
            toGzip(source, { level: 9 }),
          ]);
          await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
        }),
      );
    },
  };
}

export default defineConfig({
  root: 'src/web',
  plugins: [production(), routes(), words(), react(), compressed()],
  css: { postcss: { plugins: [(mantinePreset as () => AcceptedPlugin)()] } },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Says which files the first page needs, for whoever weighs it.
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What changes only with a dependency keeps its name, and its place in the browser's cache.
          // What the first page needs is one file, not fifty small ones.
          groups: [
            {
              name: 'base',
              test: /node_modules\/(?:react|react-dom|scheduler|@tanstack)\//,
              priority: 2,
            },
            { name: 'first', tags: ['$initial'], priority: 1 },
          ],
        },
      },
    },
  },
  // Our own modules under src/web/api are not the server's.
  server: { proxy: { '^/api/(?!.*\\.tsx?(\\?|$))': toServer, '/oauth': toServer } },
});
