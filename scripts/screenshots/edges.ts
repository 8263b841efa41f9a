// Sees to it that no picture begins in the middle of a line: conversations get room, lists are scrolled to the edge of a row.
import type { Page } from 'playwright-core';

/** How much of the first visible part of a conversation is hidden above it; what a page evaluates, like the next one. */
const hiddenOfLog = `(() => {
  const box = document.querySelector('[role=log]');
  const edge = box.getBoundingClientRect().top + box.clientTop;
  const items = [...(box.firstElementChild?.children ?? [])].map((item) => item.getBoundingClientRect());
  const cut = items.find(({ top, bottom }) => top < edge && bottom > edge);
  return cut === undefined ? 0 : Math.ceil(edge - cut.top) + 10;
})()`;

/** A list that would begin within a row begins with the next one or, at its end, with that one. */
const toEdge = `(() => {
  for (const row of document.querySelectorAll('main ul > li')) {
    const box = row.parentElement?.parentElement;
    if (box === null || box.scrollTop === 0) continue;
    const edge = box.getBoundingClientRect().top + box.clientTop;
    const { top, bottom } = row.getBoundingClientRect();
    if (top >= edge || bottom <= edge) continue;
    const left = box.scrollHeight - box.clientHeight - box.scrollTop;
    box.scrollTop += bottom - edge <= left ? bottom - edge : top - edge;
    return;
  }
})()`;

/** Rows grow when what is beside them has come, and the open one is then brought into sight again. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  await page.waitForTimeout(500);
}

/** Makes the page as much taller as is hidden of the first part of its conversation. */
export async function makeRoom(page: Page): Promise<void> {
  await settle(page);
  const hidden = await page.evaluate<number>(hiddenOfLog);
  const size = page.viewportSize();
  if (hidden > 0 && size !== null) await page.setViewportSize({ ...size, height: size.height + hidden });
}

export async function scrollToEdge(page: Page): Promise<void> {
  await settle(page);
  await page.evaluate(toEdge);
}

/** How much of what scrolls down a page stands below its lower edge. */
const hiddenBelow = `Math.max(0, ...[...document.querySelectorAll('main, main *')]
  .filter((box) => /auto|scroll/u.test(getComputedStyle(box).overflowY))
  .map((box) => box.scrollHeight - box.clientHeight - box.scrollTop))`;

/** A page that is a little longer than the picture is shown whole; of a longer one its beginning. */
const mostLonger = 480;

export async function showWhole(page: Page): Promise<void> {
  await settle(page);
  const hidden = await page.evaluate<number>(hiddenBelow);
  const size = page.viewportSize();
  if (hidden === 0 || hidden > mostLonger || size === null) return;
  await page.setViewportSize({ ...size, height: size.height + Math.ceil(hidden) });
}
