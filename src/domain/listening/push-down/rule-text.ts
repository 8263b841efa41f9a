// Prints the parts of a rule and makes rules of bounded length of them: ORs are split, conditions that find no room left out.

export type RulePart =
  /** `stands`: the network takes it as a rule by itself. */
  { kind: 'one'; text: string; stands: boolean } | { kind: 'all' | 'any'; of: readonly RulePart[] };

/** `parent` says what the part stands in, so that groups get their brackets. */
export function printPart(part: RulePart, parent: 'all' | 'any' | null = null): string {
  if (part.kind === 'one') return part.text;
  const [only] = part.of;
  if (only !== undefined && part.of.length === 1) return printPart(only, parent);
  const text = part.of.map((one) => printPart(one, part.kind)).join(part.kind === 'any' ? ' OR ' : ' ');
  return parent === null || parent === part.kind ? text : `(${text})`;
}

function stands(part: RulePart): boolean {
  if (part.kind === 'one') return part.stands;
  return part.kind === 'all' ? part.of.some(stands) : part.of.every(stands);
}

export interface FittedRules {
  /** Together they match all that the part matches. */
  rules: string[];
  /** Whether conditions were left out. */
  leftOut: boolean;
}

/** Rules of at most `maxLength` UTF-16 units for a part that stands alone. A `one` must fit by itself. */
export function fitRule(part: RulePart, maxLength: number): FittedRules {
  const whole = printPart(part);
  if (whole.length <= maxLength || part.kind === 'one') return { rules: [whole], leftOut: false };
  return part.kind === 'any' ? fitAny(part.of, maxLength) : fitAll(part.of, maxLength);
}

function fitAny(parts: readonly RulePart[], maxLength: number): FittedRules {
  const rules: string[] = [];
  let leftOut = false;
  let group = '';
  for (const part of parts) {
    const text = printPart(part, 'any');
    if (text.length > maxLength) {
      const fitted = fitRule(part, maxLength);
      rules.push(...fitted.rules);
      leftOut ||= fitted.leftOut;
    } else if (group === '') group = text;
    else if (group.length + 4 + text.length <= maxLength) group += ` OR ${text}`;
    else {
      rules.push(group);
      group = text;
    }
  }
  if (group !== '') rules.push(group);
  return { rules, leftOut };
}

/** Splits the shortest condition that stands alone; the others go along with each piece, as many as half a rule takes. */
function fitAll(parts: readonly RulePart[], maxLength: number): FittedRules {
  const byLength = parts
    .map((part) => ({ part, text: printPart(part, 'all') }))
    .toSorted((a, b) => a.text.length - b.text.length);
  const anchor = byLength.find(({ part }) => stands(part));
  if (anchor === undefined) throw new TypeError('No part of this rule stands alone');
  let [along, leftOut] = ['', false];
  for (const one of byLength) {
    if (one === anchor) continue;
    if (along.length + 1 + one.text.length <= maxLength / 2) along += ` ${one.text}`;
    else leftOut = true;
  }
  const whole = anchor.text + along;
  if (whole.length <= maxLength) return { rules: [whole], leftOut };
  const room = maxLength - along.length - 2;
  const pieces = fitRule(anchor.part, anchor.part.kind === 'one' ? maxLength : room);
  // A single long condition may leave no room for the others.
  const rules = pieces.rules.map((piece) => {
    const grouped = pieces.rules.length > 1 || anchor.part.kind !== 'one' ? `(${piece})` : piece;
    return grouped.length + along.length <= maxLength ? grouped + along : piece;
  });
  return { rules, leftOut: leftOut || pieces.leftOut };
}
