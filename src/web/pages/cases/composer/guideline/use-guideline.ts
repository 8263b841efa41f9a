// What the guideline says of the words as they are typed; held still while a word is being composed.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { CaseDetail } from '../../../../../contract/views.ts';
import { beganWith } from '../../../../../domain/guideline/began-with.ts';
import { replyContextQuery } from '../../../../api/queries.ts';
import { useApp } from '../../../../app.tsx';
import { useI18n } from '../../../../i18n/i18n.tsx';
import type { Draft } from '../draft-store.ts';
import type { ComposerTab } from '../tabs.tsx';
import type { ReplySetting } from '../use-reply.ts';
import { listenToChecker, type Checker } from './checker.ts';
import type { Told } from './check-worker.ts';
import { moved, type ShownFinding } from './shown-finding.ts';

/** Who has stopped for so long has finished a thought. */
const PAUSE_MS = 1000;
/** Of so short a text nothing can be missing yet. */
const SHORT = 12;

export interface Guidelines {
  /** With their places in the text as it is now. */
  findings: readonly ShownFinding[];
  /** Whether the writer has paused, so that what is missing may be told, and said aloud. */
  paused: boolean;
  composing: (is: boolean) => void;
}

/** `text`: as it would go out, empty for nothing to check; `begunWith`: what was put in, which it must be more than. */
export function useGuideline(
  detail: CaseDetail,
  setting: ReplySetting,
  { text, begunWith }: { text: string; begunWith: Draft['begunWith'] },
  tab: ComposerTab,
): Guidelines {
  const app = useApp();
  const { locale } = useI18n();
  const { account, target } = setting;
  const caseId = detail.case.id;
  const visibility = tab === 'dm' ? 'dm' : 'public';
  const known = useQuery({
    ...replyContextQuery(app, detail.case, { account, target, visibility }),
    // Of the same case: those of another are about other people.
    placeholderData: (held, query) => (query?.queryKey[1] === caseId ? held : undefined),
  }).data;
  const facts = useMemo(() => {
    // What a model wrote for this very reply has been said to nobody.
    const saidBefore = begunWith.filter(({ kind }) => kind !== 'model');
    return known === undefined || saidBefore.length === 0 ? known : beganWith(known, saidBefore);
  }, [known, begunWith]);
  const checker = useRef<Checker | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  /** The case a word is being composed at: its field goes with it. */
  const [composingAt, setComposingAt] = useState<string | null>(null);
  const [pausedAt, setPausedAt] = useState<{ caseId: string; text: string } | null>(null);
  const isComposing = composingAt === caseId;
  const tell = useEffectEvent((news: Told) => {
    // One thread tells of all cases, and may still be at the one before.
    if (!isComposing && news.caseId === caseId) setTold(news);
  });

  useEffect(() => {
    const started = listenToChecker((news) => tell(news));
    checker.current = started;
    return () => {
      checker.current = null;
      started.stop();
    };
  }, []);
  const isEmpty = text.trim() === '';
  useEffect(() => {
    // An empty text is asked about too: the first check of all takes longest.
    if (isComposing || facts === undefined) return undefined;
    checker.current?.ask({ caseId, facts, text, locale });
    const timer = setTimeout(() => setPausedAt(isEmpty ? null : { caseId, text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [caseId, facts, text, locale, isComposing, isEmpty]);

  const hasPaused = pausedAt?.caseId === caseId && !isEmpty && text.length >= SHORT;
  const found = isEmpty || told?.caseId !== caseId ? [] : moved(told.findings, told.text, text);
  // Who may speak stands above the field already.
  const isStopped = (setting.persona?.stops ?? null) !== null;
  const news = found.filter(({ rule, level }) => !isStopped || rule !== 'R03' || level !== 'block');
  return {
    findings: news.filter(({ span, level }) => hasPaused || level === 'block' || span !== null),
    paused: pausedAt?.caseId === caseId && pausedAt.text === text && !isComposing,
    composing: (is) => setComposingAt(is ? caseId : null),
  };
}
