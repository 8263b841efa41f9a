// Server-sent events as bytes, made once and written to many.

/** One event; `data` must be one line (JSON is). */
export function frame(event: string, data: string, id?: string): Buffer {
  return Buffer.from(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`, 'utf8');
}

/** A comment: keeps the connection alive, and is nothing to the browser. */
export const heartbeat = Buffer.from(': \n\n', 'utf8');

/** Tells the browser how long to wait before it connects again after a break. */
export function retryAfter(ms: number): Buffer {
  return Buffer.from(`retry: ${ms}\n\n`, 'utf8');
}

/**
 * A frame that differs between people in few numbers only: everything else is made once, and the whole once for those
 * that are equal. `data` must end with `before` + what is one's own + `after`.
 */
export function ownFrame(head: string, before: string, after: string): (own: string) => Buffer {
  const made = new Map<string, Buffer>();
  const start = Buffer.from(`${head}${before}`, 'utf8');
  return (own) => {
    const known = made.get(own);
    if (known !== undefined) return known;
    const whole = Buffer.concat([start, Buffer.from(`${own}${after}\n\n`, 'utf8')]);
    made.set(own, whole);
    return whole;
  };
}
