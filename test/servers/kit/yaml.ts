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

  /** Whether a quoted text goes on in the next line. */
  function isOpen(text: string): boolean {
    if (text.startsWith("'")) return !/^'(?:[^']|'')*'(?!')/u.test(text);
    return text.startsWith('"') && !/^"(?:[^"\\]|\\.)*"/su.test(text);
  }

  /** A text that is written over several lines: a break is a blank, an empty line is a break. `at` is behind its first line. */
  function overLines(first: string, indent: number): string {
    const isQuoted = /^["']/u.test(first);
    let text = first;
    let breaks = 0;
    for (; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      const trimmed = line.trim();
      const isDeeper = line.length - line.trimStart().length > indent;
      if (isQuoted ? !isOpen(text) : !isDeeper && trimmed !== '') break;
      if (!isQuoted && trimmed.startsWith('#')) break;
      if (trimmed === '') {
        breaks += 1;
        continue;
      }
      const isJoined = text.startsWith('"') && /(?:^|[^\\])(?:\\\\)*\\$/u.test(text);
      const gap = breaks > 0 ? (isQuoted && text.startsWith('"') ? '\\n' : '\n').repeat(breaks) : ' ';
      text = isJoined && breaks === 0 ? text.slice(0, -1) + trimmed : text + gap + trimmed;
      breaks = 0;
    }
    return text;
  }

  function scalar(text: string): unknown {
    const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s*(?:#.*)?$)/u.exec(text)?.[0];
    // Of the escapes of YAML that JSON does not know, a blank is the only one that occurs.
    if (quoted?.startsWith('"') === true) return JSON.parse(quoted.replaceAll('\\ ', ' '));
    if (text === '{}') return {};
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
    if (rest !== '' && !rest.startsWith('#')) return scalar(overLines(rest, indent));
    const next = peek();
    // A list may stand as deep as its key.
    const isList = next?.indent === indent && /^-(?:\s|$)/u.test(next.text);
    if (next === null || (next.indent <= indent && !isList)) return null;
    return block(next.indent);
  }

  const keyOf = (text: string): RegExpExecArray | null =>
    /^(?:"(?<quoted>[^"]+)"|'(?<single>[^']+)'|(?<plain>[^\s"'#[\]{},][^"'#[\]]*?)):(?:\s+(?<rest>.*))?$/u.exec(
      text,
    );

  function list(indent: number): unknown[] {
    const items: unknown[] = [];
    for (let line = peek(); line?.indent === indent && /^-(?:\s|$)/u.test(line.text); line = peek()) {
      const rest = line.text.slice(1).trim();
      if (keyOf(rest) === null && !/^-\s/u.test(rest)) {
        at += 1;
        items.push(valueOf(rest, indent));
        continue;
      }
      // The first key, or the first item of a list in the list, stands behind the dash, the others below it.
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
      const { quoted, single, plain, rest } = found.groups ?? {};
      mapping[quoted ?? single ?? plain ?? ''] = valueOf((rest ?? '').trim(), indent);
    }
    return mapping;
  }

  const value = block(0);
  if (peek() !== null) throw wrong('not expected here');
  return value;
}
