// R01: do not post without slack.
import type { Rule } from '../finding.ts';

/** A person answers a hundred a day; with more than these open at once, or so long without a pause, replies get worse. */
const mostOpen = 15;
const mostMinutes = 240;
const mostNearBreach = 5;

export const r01: Rule = {
  id: 'R01',
  level: 'warn',
  check({ agent }) {
    if (agent === null) return [];
    const { openCases, minutesOn, nearBreach } = agent;
    // One of them, the one that can be mended first.
    if (minutesOn > mostMinutes) return [{ reason: 'noPause', params: { minutes: String(minutesOn) } }];
    if (nearBreach > mostNearBreach) return [{ reason: 'manyLate', params: { count: String(nearBreach) } }];
    return openCases > mostOpen ? [{ reason: 'manyOpen', params: { count: String(openCases) } }] : [];
  },
};
