// Reads the YAML that published API descriptions are written in: block mappings and lists, scalars, texts over several lines.
// What is beyond that (anchors, tags, flow mappings) is refused.

interface Line {
  indent: number;
  text: string;
}

/** Parses a document. Errors: an Error that names the line it cannot read. */
export function parseYaml(source: string): unknown {
  const lines = source.split(/\r?\n/u);
  let at = 0;

  const isEmpty = (line: string): boolean => /^\s*(?:#.*)?$/u.test(line) || line === '---';
  function peek(): Line | null {
    while (at < lines.length && isEmpty(lines[at] ?? '')) at += 1;
    const line = lines[at];
    if (line === undefined) return null;
    const text = line.trimStart();
    return { indent: line.length - text.length, text };
  }
  const wrong = (why: string): Error => new Error(`line ${String(at + 1)}: ${why}: ${lines[at] ?? ''}`);

  /** A text that goes on as long as lines are indented deeper than `indent`. */
  function textBlock(indent: number): string {
    const taken: string[] = [];
    for (; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      if (line.trim() !== '' && line.length - line.trimStart().length <= indent) break;
      taken.push(line.trim());
    }
    return taken.join('\n');
  }

  function scalar(text: string): unknown {
    const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s*(?:#.*)?$)/u.exec(text)?.[0];
    if (quoted?.startsWith('"') === true) return JSON.parse(quoted);
    if (quoted !== undefined) return quoted.slice(1, -1).replaceAll("''", "'");
    const plain = text.replace(/\s+#.*$/u, '').trim();
    if (/^[&*!{"']/u.test(plain)) throw wrong('this is not read here');
    if (plain.startsWith('[')) {
      const inner = plain.slice(1, -1).trim();
      return inner === '' ? [] : inner.split(',').map((one) => scalar(one.trim()));
    }
    if (/^(?:true|false|null|-?\d+(?:\.\d+)?)$/u.test(plain)) return JSON.parse(plain) as unknown;
    return plain;
  }

  /** What stands behind a key or a dash, or in the lines below it. */
  function valueOf(rest: string, indent: number): unknown {
    if (/^[|>][+-]?$/u.test(rest)) return textBlock(indent);
    if (rest !== '' && !rest.startsWith('#')) return scalar(rest);
    const next = peek();
    // A list may stand as deep as its key.
    const isList = next?.indent === indent && /^-(?:\s|$)/u.test(next.text);
    if (next === null || (next.indent <= indent && !isList)) return null;
    return block(next.indent);
  }

  const keyOf = (text: string): RegExpExecArray | null =>
    /^(?:"(?<quoted>[^"]+)"|(?<plain>[^\s"'#[\]{},][^"'#[\]{},]*?)):(?:\s+(?<rest>.*))?$/u.exec(text);

  function list(indent: number): unknown[] {
    const items: unknown[] = [];
    for (let line = peek(); line?.indent === indent && /^-(?:\s|$)/u.test(line.text); line = peek()) {
      const rest = line.text.slice(1).trim();
      if (keyOf(rest) === null) {
        at += 1;
        items.push(valueOf(rest, indent));
        continue;
      }
      // The first key stands behind the dash, the others below it.
      const inner = indent + line.text.length - rest.length;
      lines[at] = ' '.repeat(inner) + rest;
      items.push(block(inner));
    }
    return items;
  }

  function block(indent: number): unknown {
    const first = peek();
    if (first === null) return null;
    if (/^-(?:\s|$)/u.test(first.text)) return list(indent);
    if (keyOf(first.text) === null)
      return scalar(
        textBlock(indent - 1)
          .replaceAll('\n', ' ')
          .trim(),
      );
    const mapping: Record<string, unknown> = {};
    for (let line = peek(); line?.indent === indent; line = peek()) {
      const found = keyOf(line.text);
      if (found === null) throw wrong('no key');
      at += 1;
      const { quoted, plain, rest } = found.groups ?? {};
      mapping[quoted ?? plain ?? ''] = valueOf((rest ?? '').trim(), indent);
    }
    return mapping;
  }

  const value = block(0);
  if (peek() !== null) throw wrong('not expected here');
  return value;
}
