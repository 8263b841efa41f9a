// Lucene Monitor beside us: fetched with apt-get, compiled in a temporary folder, run on the same posts and monitors.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const wanted = [
  'core',
  'analyzers-common',
  'analyzers-kuromoji',
  'memory',
  'queries',
  'queryparser',
  'sandbox',
];

/** As many as the engine makes, warming up included. */
const passes = 9;

const processorTime =
  '((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()';

export interface Lucene {
  /** Posts per second of processor time of all its threads, the fastest of its passes; matches per post. */
  measure(size: number, posts: number): Promise<{ perSecond: number; matches: number; line: string }>;
}

async function filesBelow(folder: string, end: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith(end)).map((name) => join(folder, name));
}

/** Fetches package and source, and compiles the monitor module with the harness. */
async function build(folder: string, harness: string): Promise<string> {
  await mkdir(join(folder, 'lists/partial'), { recursive: true });
  const inFolder = { cwd: folder, timeout: 300_000, maxBuffer: 1 << 26 };
  await run('apt-get', ['download', 'liblucene8-java'], inFolder);
  const [deb = ''] = await filesBelow(folder, '.deb');
  await run('dpkg', ['-x', deb, 'unpacked'], inFolder);
  const sources = join(folder, 'sources.list');
  await run(
    'sh',
    [
      '-c',
      `. /etc/os-release && echo "deb-src http://deb.debian.org/debian $VERSION_CODENAME main" > ${sources}`,
    ],
    inFolder,
  );
  const apart = [
    '-o',
    `Dir::Etc::sourcelist=${sources}`,
    '-o',
    'Dir::Etc::sourceparts=-',
    '-o',
    `Dir::State::lists=${folder}/lists`,
  ];
  await run('apt-get', [...apart, 'update'], inFolder);
  await run('apt-get', [...apart, 'source', '--download-only', '--tar-only', 'lucene8'], inFolder);
  const [archive = ''] = await filesBelow(folder, '.orig.tar.xz');
  await run('tar', ['xf', archive], inFolder);
  const jars = await filesBelow(join(folder, 'unpacked/usr/share/java'), '.jar');
  const needed = jars.filter((jar) =>
    wanted.some((name) => new RegExp(`/lucene-${name}-[\\d.]+jar$`).test(jar)),
  );
  const classpath = [join(folder, 'classes'), ...needed].join(':');
  const java = (await filesBelow(folder, '.java')).filter((name) => name.includes('/monitor/src/java/'));
  const target = join(folder, 'classes');
  const bench = await readFile(join(harness, 'lucene/Bench.java'), 'utf8');
  const source = join(folder, 'Bench.java');
  // By the clock it would be told how much others do on the machine; and in three passes it is still being compiled.
  const more = bench.replace('new double[3]', `new double[${passes}]`).replace('rep<3', `rep<${passes}`);
  if (more === bench) throw new Error('Bench.java does not make its three passes where it did.');
  await writeFile(
    source,
    more.replaceAll('System.nanoTime()', processorTime).replace('so[2]', 'so[so.length-1]'),
  );
  await run('javac', ['-nowarn', '-d', target, '-cp', classpath, ...java, source], inFolder);
  return classpath;
}

/**
 * Errors: whatever is missing, as an Error.
 *
 * @param folder to work in; what was built there before is used again
 * @param data   with `rules-N.ndjson`, `posts.ndjson` and the harness's `lucene/Bench.java`
 */
export async function prepareLucene(folder: string, data: string): Promise<Lucene> {
  await mkdir(folder, { recursive: true });
  if (!existsSync(join(folder, 'classes/Bench.class'))) await build(folder, data);
  const jars = await filesBelow(join(folder, 'unpacked/usr/share/java'), '.jar');
  const classpath = [
    join(folder, 'classes'),
    ...jars.filter((jar) => wanted.some((name) => new RegExp(`/lucene-${name}-[\\d.]+jar$`).test(jar))),
  ].join(':');
  return {
    async measure(size, posts) {
      const args = [
        '-Xmx8g',
        '-cp',
        classpath,
        'Bench',
        `rules-${size}.ndjson`,
        'posts.ndjson',
        'weighted',
        String(posts),
        '1',
        'cjk',
      ];
      const { stdout } = await run('java', args, { cwd: data, maxBuffer: 1 << 26 });
      const line = stdout.trim().split('\n').at(-1) ?? '';
      return {
        perSecond: Number(/max (\d+)\)/.exec(line)?.[1]),
        matches: Number(/matches\/post=([\d.]+)/.exec(line)?.[1]),
        line,
      };
    },
  };
}
