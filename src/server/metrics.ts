// /metrics in Prometheus' text form: this process, its requests and live streams, and what others measure.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HubStats } from './live/hub.ts';
import type { Gauge, ReadGauges } from './ports.ts';

/** Upper bounds of the buckets of a request's duration, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

interface Histogram {
  operation: string;
  status: string;
  counts: number[];
  sum: number;
  total: number;
}

export interface Metrics {
  observe(operation: string, status: number, durationMs: number): void;
  /** The whole page. */
  render(hub: HubStats): Promise<string>;
  stop(): void;
}

/** Begins to measure this process. */
export function createMetrics(readGauges: ReadGauges, startedAtMs: number): Metrics {
  const histograms = new Map<string, Histogram>();
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();

  return {
    observe(operation, status, durationMs) {
      const statusClass = `${Math.floor(status / 100)}xx`;
      const key = `${operation} ${statusClass}`;
      const known = histograms.get(key) ?? {
        operation,
        status: statusClass,
        counts: buckets.map(() => 0),
        sum: 0,
        total: 0,
      };
      histograms.set(key, known);
      const seconds = durationMs / 1000;
      for (const [index, bound] of buckets.entries()) {
        if (seconds <= bound) known.counts[index] = (known.counts[index] ?? 0) + 1;
      }
      known.sum += seconds;
      known.total += 1;
    },
    async render(hub) {
      const lines: string[] = [];
      gauge(lines, processGauges(startedAtMs, loop.percentile(99) / 1e9));
      loop.reset();
      gauge(lines, [
        { name: 'live_connections', help: 'Browsers that watch a live stream.', value: hub.connections },
        { name: 'live_feeds', help: 'Workspaces somebody watches.', value: hub.feeds },
      ]);
      counter(lines, 'live_frames_sent_total', 'Frames written to live streams.', hub.framesSent);
      counter(lines, 'live_bytes_sent_total', 'Bytes written to live streams.', hub.bytesSent);
      gauge(lines, await readGauges());
      renderHistograms(lines, [...histograms.values()]);
      return `${lines.join('\n')}\n`;
    },
    stop: () => void loop.disable(),
  };
}

function processGauges(startedAtMs: number, loopP99Seconds: number): Gauge[] {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    { name: 'process_resident_bytes', help: 'Resident memory.', value: memory.rss },
    { name: 'process_heap_bytes', help: 'Heap in use.', value: memory.heapUsed },
    { name: 'process_cpu_seconds', help: 'CPU time used.', value: (cpu.user + cpu.system) / 1e6 },
    {
      name: 'process_start_time_seconds',
      help: 'When the process started, epoch seconds.',
      value: startedAtMs / 1000,
    },
    {
      name: 'event_loop_delay_p99_seconds',
      help: 'How late timers were since the last look, 99th percentile.',
      value: Number.isFinite(loopP99Seconds) ? loopP99Seconds : 0,
    },
  ];
}

function gauge(lines: string[], gauges: readonly Gauge[]): void {
  const described = new Set<string>();
  for (const { name, help, labels, value } of gauges.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!described.has(name)) lines.push(`# HELP kizuki_${name} ${help}`, `# TYPE kizuki_${name} gauge`);
    described.add(name);
    lines.push(`kizuki_${name}${labelText(labels)} ${value}`);
  }
}

function counter(lines: string[], name: string, help: string, value: number): void {
  lines.push(`# HELP kizuki_${name} ${help}`, `# TYPE kizuki_${name} counter`, `kizuki_${name} ${value}`);
}

function renderHistograms(lines: string[], histograms: readonly Histogram[]): void {
  const name = 'kizuki_http_request_seconds';
  lines.push(`# HELP ${name} How long requests took, by operation.`, `# TYPE ${name} histogram`);
  for (const { operation, status, counts, sum, total } of histograms) {
    const labels = { operation, status };
    for (const [index, bound] of buckets.entries()) {
      lines.push(`${name}_bucket${labelText({ ...labels, le: String(bound) })} ${counts[index] ?? 0}`);
    }
    lines.push(`${name}_bucket${labelText({ ...labels, le: '+Inf' })} ${total}`);
    lines.push(`${name}_sum${labelText(labels)} ${sum}`, `${name}_count${labelText(labels)} ${total}`);
  }
}

function labelText(labels: Record<string, string> | undefined): string {
  const entries = Object.entries(labels ?? {});
  if (entries.length === 0) return '';
  const escape = (text: string): string =>
    text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `{${entries.map(([name, value]) => `${name}="${escape(value)}"`).join(',')}}`;
}
