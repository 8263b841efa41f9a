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
    if (openCases <= mostOpen && minutesOn <= mostMinutes && nearBreach <= mostNearBreach) return [];
    return [{ reason: 'overloaded', params: { open: String(openCases), minutes: String(minutesOn) } }];
  },
};
