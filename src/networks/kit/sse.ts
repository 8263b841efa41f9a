// Reads a stream of server-sent events from a fetch answer, with limits on silence and on size.
import { MAX_LINE_LENGTH, readLines, tooLarge, type LinesOptions } from './lines.ts';

export interface SseEvent {
  /** `message` where the server named none. */
  event: string;
  data: string;
}

export interface SseOptions extends Omit<LinesOptions, 'maxLength'> {
  /** Size of one event at most; a longer one ends the stream with an error. */
  maxEventBytes?: number;
}

/** One event's fields, gathered line by line. */
class EventParser {
  #event = '';
  #data: string[] = [];

  /** Takes one line without its end; gives an event when the line is the blank one that closes it. */
  line(line: string): SseEvent | null {
    if (line === '') {
      const { length } = this.#data;
      const done = { event: this.#event === '' ? 'message' : this.#event, data: this.#data.join('\n') };
      this.#event = '';
      this.#data = [];
      return length === 0 ? null : done;
    }
    if (line.startsWith(':')) return null;
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    return null;
  }
}

/** Yields events as they come; it ends and fails as `readLines` does, and where an event is too large. */
export async function* readEvents(response: Response, options: SseOptions): AsyncGenerator<SseEvent, void> {
  const maxBytes = options.maxEventBytes ?? MAX_LINE_LENGTH;
  const parser = new EventParser();
  let eventSize = 0;
  for await (const line of readLines(response, { ...options, maxLength: maxBytes })) {
    eventSize = line === '' ? 0 : eventSize + line.length;
    if (eventSize > maxBytes) throw tooLarge(options.network, 'an event', maxBytes);
    const event = parser.line(line);
    if (event !== null) yield event;
  }
}
