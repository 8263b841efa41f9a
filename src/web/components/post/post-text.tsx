// The words of a post: what matched and personal data are marked, addresses can be opened, nothing in them is ever run.
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PersonalData, PersonalDataKind } from '../../../domain/personal-data/found.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { tidySpans, type Span } from '../highlighted.tsx';
import classes from './post-card.module.css';

interface Piece {
  start: number;
  end: number;
  marked: boolean;
  personal: PersonalDataKind | null;
}

const ADDRESS = /https?:\/\/[^\s<>"'「」（）『』【】]+/gu;

/** Cuts [start, end) at every edge of spans and of personal data; both are in order and do not overlap. */
export function pieces(
  start: number,
  end: number,
  spans: readonly Span[],
  personal: readonly PersonalData[] = [],
): Piece[] {
  const edges = [...spans.flat(), ...personal.flatMap((one) => [one.start, one.end])];
  const inside = [...new Set([start, ...edges.filter((edge) => edge > start && edge < end), end])];
  const cuts = inside.toSorted((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => ({
    start: from,
    end: cuts[index + 1] ?? end,
    marked: spans.some(([a, b]) => a <= from && from < b),
    personal: personal.find((one) => one.start <= from && from < one.end)?.kind ?? null,
  }));
}

interface PostTextProps {
  text: string;
  spans: readonly Span[];
  personal: readonly PersonalData[];
  lang?: string | undefined;
}

export function PostText(props: PostTextProps): ReactNode {
  const { text, personal, lang } = props;
  const { t } = useI18n();
  const spans = tidySpans(props.spans, text.length);
  const render = (start: number, end: number): ReactNode[] =>
    pieces(start, end, spans, personal).map((piece) => {
      const words = text.slice(piece.start, piece.end);
      const shown = piece.marked ? <mark key={piece.start}>{words}</mark> : words;
      if (piece.personal === null) return <span key={piece.start}>{shown}</span>;
      const kind = t(`personalData.${piece.personal}`);
      return (
        <span key={piece.start} className={classes['personal']} title={kind} data-personal={piece.personal}>
          {shown}
        </span>
      );
    });
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    parts.push(...render(at, index));
    const end = index + address.length;
    parts.push(
      <Anchor key={`a${index}`} href={address} target="_blank" rel="noreferrer noopener nofollow" inherit>
        {render(index, end)}
      </Anchor>,
    );
    at = end;
  }
  parts.push(...render(at, text.length));
  return (
    <p className={classes['text']} lang={lang}>
      {parts}
    </p>
  );
}
