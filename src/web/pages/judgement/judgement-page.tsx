// How good the judgements are by what the team said, what was learnt from that, and the posts worth labelling first.
import { IconScale } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { judgingQuery, type Judging } from '../../components/judging/queries.ts';
import { useKindName } from '../../components/judging/value-names.ts';
import { ButtonLink } from '../../components/links.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageBody, Section } from '../../components/page.tsx';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { AdviceReport } from './advice-report.tsx';
import { Decisions } from './decisions.tsx';
import { JudgementFigures } from './figures.tsx';
import classes from './judgement.module.css';
import { Label } from './label.tsx';
import { LanguageSelect } from './language-select.tsx';
import { Learning } from './learning.tsx';

const route = getRouteApi('/member/judgement/{-$view}');

const WEEKS = 12;

/** How many words of people the figures are made of. */
function wordsIn({ judgements }: Judging): number {
  return judgements.reduce((sum, { agreement }) => sum + (agreement?.of ?? 0), 0);
}

function Figures({ judging }: { judging: Judging }): ReactNode {
  const { t } = useI18n();
  const kindName = useKindName();
  const known = judging.judgements.filter(({ agreement }) => agreement !== null);
  const unknown = judging.judgements.filter(({ agreement }) => agreement === null);
  if (known.length === 0) {
    return (
      <EmptyState compact icon={<IconScale />} title={t('judging.nothing')} action={<LabelLink />}>
        {t('judging.nothingBody')}
      </EmptyState>
    );
  }
  return (
    <>
      {known.every(({ weeks }) => weeks.length < 2) && (
        <p className={classes['oneWeek']}>{t('judging.oneWeek')}</p>
      )}
      <div className={classes['cards']}>
        {known.map((figures) => (
          <JudgementFigures key={figures.kind} figures={figures} />
        ))}
      </div>
      {unknown.length > 0 && (
        <p className={classes['quiet']}>
          {t('judging.unknown', { kinds: unknown.map(({ kind }) => kindName(kind)).join(t('common.comma')) })}
        </p>
      )}
    </>
  );
}

function LabelLink(): ReactNode {
  const { t } = useI18n();
  const mayLabel = useMay('work.decide');
  if (!mayLabel) return null;
  return (
    <ButtonLink className={classes['label']} to="/judgement/{-$view}" params={{ view: 'label' }}>
      {t('judging.label.open')}
    </ButtonLink>
  );
}

function Overview(): ReactNode {
  const { t } = useI18n();
  const [lang, setLang] = useState<string | null>(null);
  const query = useQuery({
    ...judgingQuery(useApp(), lang === null ? { weeks: WEEKS } : { weeks: WEEKS, lang }),
    placeholderData: keepPreviousData,
  });
  const judging = query.data;
  return (
    <>
      <PageHeader title={t('frame.judgement')}>
        <LanguageSelect
          langs={(judging?.training ?? []).map((row) => row.lang)}
          lang={lang}
          choose={setLang}
        />
        <LabelLink />
      </PageHeader>
      <PageBody wide>
        {query.isPending && <LoadingRows rows={3} height={160} />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {judging !== undefined && (
          <>
            <Section title={t('judging.learning')} hint={t('judging.learningHint')}>
              <Learning judging={judging} />
            </Section>
            <Section
              title={t('judging.figures', { count: wordsIn(judging), weeks: WEEKS })}
              hint={t('judging.figuresHint')}
            >
              <Figures judging={judging} />
            </Section>
            {judging.decisions.agreement !== null && (
              <Section title={t('judging.decisions')} hint={t('judging.decisionsHint')}>
                <Decisions decisions={judging.decisions} />
              </Section>
            )}
            <AdviceReport />
          </>
        )}
      </PageBody>
    </>
  );
}

export function JudgementPage(): ReactNode {
  const { view } = route.useParams();
  return view === 'label' ? <Label /> : <Overview />;
}
