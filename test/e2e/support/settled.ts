// Waiting until a page is done with what it was told: no answer outstanding, and nothing left to draw.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

const outstanding = new WeakMap<Page, Set<Request>>();
/** Longer than a page takes from one answer to the next question that follows from it. */
const quietMs = 150;

/** Follows what a page asks for; call it once, before the page asks. The live stream never ends and does not count. */
export function followRequests(page: Page): void {
  const open = new Set<Request>();
  outstanding.set(page, open);
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') open.add(request);
  });
  page.on('requestfinished', (request) => void open.delete(request));
  page.on('requestfailed', (request) => void open.delete(request));
}

// A page that is busy drawing has not asked yet for what comes next.
const idle = `new Promise((resolve) => requestIdleCallback(() => requestAnimationFrame(resolve)))`;

/** Waits until nothing was outstanding for a moment and the page is idle; goes on after `timeoutMs` all the same. */
export async function settled(page: Page, timeoutMs = 10_000): Promise<void> {
  const open = outstanding.get(page);
  if (open === undefined) throw new Error('Nobody follows what this page asks for.');
  const end = performance.now() + timeoutMs;
  for (let quietSince = performance.now(); performance.now() < end;) {
    await page.evaluate(idle);
    if (open.size > 0) quietSince = performance.now();
    else if (performance.now() - quietSince >= quietMs) return;
    await page.waitForTimeout(25);
  }
}

/**
 * Waits until every change that the page asked for is answered, as it shows most of them before; goes on after `timeoutMs`
 * all the same, for tests that keep an answer back.
 */
export async function changesAnswered(page: Page, timeoutMs = 5000): Promise<void> {
  const open = outstanding.get(page);
  if (open === undefined) return;
  const isWaiting = (): boolean => [...open].some((request) => request.method() !== 'GET');
  for (const end = performance.now() + timeoutMs; isWaiting() && performance.now() < end;) await sleep(10);
}
