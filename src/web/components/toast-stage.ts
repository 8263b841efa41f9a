// The messages that stand on screen now, the newest last: each goes by itself after its time, unless somebody is at them.

export interface ToastAction {
  label: string;
  run: () => void;
}

export interface Toast {
  id: string;
  title?: string | undefined;
  text: string;
  actions: readonly ToastAction[];
  forMs: number;
  closeLabel: string;
  failure: boolean;
}

/** As many as can be read at once. */
const MOST = 4;
/** First what was done itself, which is what one looks at; then that it was done. */
const AFTER_MS = 100;

export interface ToastStage {
  /** The same array until it changed. */
  read: () => readonly Toast[];
  subscribe: (listener: () => void) => () => void;
  show: (toast: Toast) => void;
  hide: (id: string) => void;
  /** While somebody points at one, or is in one by keyboard, none goes. */
  hold: () => void;
  release: () => void;
}

/** `now` gives epoch milliseconds. */
export function createToastStage(now: () => number): ToastStage {
  let shown: readonly Toast[] = [];
  let isHeld = false;
  const clocks = new Map<string, { leftMs: number; since: number; timer: ReturnType<typeof setTimeout> }>();
  const coming = new Map<string, ReturnType<typeof setTimeout>>();
  const listeners = new Set<() => void>();

  const set = (next: readonly Toast[]): void => {
    shown = next;
    for (const listener of listeners) listener();
  };
  const stop = (id: string): void => {
    clearTimeout(clocks.get(id)?.timer);
    clocks.delete(id);
  };
  const hide = (id: string): void => {
    clearTimeout(coming.get(id));
    coming.delete(id);
    stop(id);
    if (shown.some((toast) => toast.id === id)) set(shown.filter((toast) => toast.id !== id));
    // Whoever was at the last one is at none any more.
    if (shown.length === 0) isHeld = false;
  };
  const run = (id: string, leftMs: number): void => {
    clocks.set(id, { leftMs, since: now(), timer: setTimeout(() => hide(id), leftMs) });
  };
  const put = (toast: Toast): void => {
    coming.delete(toast.id);
    // What failed stays longest: it was not asked for.
    const surplus = shown.length < MOST ? undefined : (shown.find((one) => !one.failure) ?? shown[0]);
    if (surplus !== undefined) stop(surplus.id);
    set([...shown.filter((one) => one !== surplus), toast]);
    run(toast.id, toast.forMs);
    if (isHeld) clearTimeout(clocks.get(toast.id)?.timer);
  };
  return {
    read: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: (toast) =>
      void coming.set(
        toast.id,
        setTimeout(() => put(toast), AFTER_MS),
      ),
    hide,
    hold() {
      if (isHeld) return;
      isHeld = true;
      for (const clock of clocks.values()) {
        clearTimeout(clock.timer);
        clock.leftMs -= now() - clock.since;
      }
    },
    release() {
      if (!isHeld) return;
      isHeld = false;
      for (const [id, { leftMs }] of clocks) run(id, leftMs);
    },
  };
}
