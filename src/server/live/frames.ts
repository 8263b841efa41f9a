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
 * A frame that differs between people in one number only: everything else is made once, and the whole once a number.
 * `data` must end with `before` + number + `after`.
 */
export function numberedFrame(head: string, before: string, after: string): (n: number) => Buffer {
  const made = new Map<number, Buffer>();
  const start = Buffer.from(`${head}${before}`, 'utf8');
  return (n) => {
    const known = made.get(n);
    if (known !== undefined) return known;
    const whole = Buffer.concat([start, Buffer.from(`${n}${after}\n\n`, 'utf8')]);
    made.set(n, whole);
    return whole;
  };
}
