// The words of a post: what matched is marked, addresses can be opened, nothing in them is ever run.
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { tidySpans, type Span } from '../highlighted.tsx';
import classes from './post-card.module.css';

interface Piece {
  start: number;
  end: number;
  marked: boolean;
}

const ADDRESS = /https?:\/\/[^\s<>"'「」（）『』【】]+/gu;

/** Cuts [start, end) at the edges of spans. */
function pieces(start: number, end: number, spans: readonly Span[]): Piece[] {
  const cut: Piece[] = [];
  let at = start;
  for (const [from, to] of spans) {
    if (to <= start || from >= end) continue;
    if (from > at) cut.push({ start: at, end: from, marked: false });
    cut.push({ start: Math.max(from, at), end: Math.min(to, end), marked: true });
    at = Math.min(to, end);
  }
  if (at < end) cut.push({ start: at, end, marked: false });
  return cut;
}

function render(text: string, start: number, end: number, spans: readonly Span[]): ReactNode[] {
  return pieces(start, end, spans).map((piece) => {
    const words = text.slice(piece.start, piece.end);
    return piece.marked ? <mark key={piece.start}>{words}</mark> : <span key={piece.start}>{words}</span>;
  });
}

export function PostText(props: {
  text: string;
  spans: readonly Span[];
  lang?: string | undefined;
}): ReactNode {
  const { text, lang } = props;
  const spans = tidySpans(props.spans, text.length);
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    parts.push(...render(text, at, index, spans));
    const end = index + address.length;
    parts.push(
      <Anchor key={`a${index}`} href={address} target="_blank" rel="noreferrer noopener nofollow" inherit>
        {render(text, index, end, spans)}
      </Anchor>,
    );
    at = end;
  }
  parts.push(...render(text, at, text.length, spans));
  return (
    <p className={classes['text']} lang={lang}>
      {parts}
    </p>
  );
}
