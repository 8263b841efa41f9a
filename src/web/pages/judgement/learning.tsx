// What was learnt, language by language: how much was said, what is still missing, and the versions with their figures.
import { Badge, Button, Loader, Progress } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { leastByHand } from '../../../domain/judgement/team/taught.ts';
import { useMay } from '../../api/session.ts';
import { Confirm } from '../../components/confirm.tsx';
import type { Judging } from '../../components/judging/queries.ts';
import { useKindName } from '../../components/judging/value-names.ts';
import { Moment } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './judgement.module.css';
import { useLearning, type Learns } from './use-learning.ts';

type Training = Judging['training'][number];
type Model = Judging['models'][number];

const colours = {
  active: 'green',
  candidate: 'amber',
  offered: 'brand',
  kept: 'gray',
  outdated: 'gray',
} as const;

function Progressing({ row }: { row: Training }): ReactNode {
  const { t } = useI18n();
  const { corrections, missing } = row;
  const wanted = corrections + missing;
  const text =
    corrections < leastByHand
      ? t('judging.tooFew', { count: corrections, byHand: leastByHand - corrections, missing })
      : row.fresh === corrections
        ? t('judging.enoughFirst', { count: corrections, missing })
        : t('judging.enough', { count: corrections, fresh: row.fresh, missing });
  return (
    <div className={classes['progress']}>
      <Progress value={wanted === 0 ? 0 : (100 * corrections) / wanted} aria-hidden />
      <p className={classes['quiet']}>{text}</p>
    </div>
  );
}

function Figures({ model }: { model: Model }): ReactNode {
  const { t } = useI18n();
  const kindName = useKindName();
  const share = ({ share: value }: { share: number }): string => t('correct.sure', { probability: value });
  if (model.figures.length === 0) return null;
  return (
    <details className={classes['more']}>
      <summary>{t('judging.beforeAfter', { of: model.heldBack })}</summary>
      <div className={classes['confusion']}>
        <table>
          <caption className="unseen">{t('judging.beforeAfter', { of: model.heldBack })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('judged.title')}</th>
              <th scope="col">{t('judging.count')}</th>
              <th scope="col">{t('judging.builtIn')}</th>
              <th scope="col">{t('judging.before')}</th>
              <th scope="col">{t('judging.after')}</th>
            </tr>
          </thead>
          <tbody>
            {model.figures.map(({ kind, of, builtIn, before, after }) => (
              <tr key={kind}>
                <th scope="row">{kindName(kind)}</th>
                <td>{of}</td>
                <td>{share(builtIn)}</td>
                <td>{share(before)}</td>
                <td data-right={after.share > before.share || undefined}>{share(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** How often it is right on all that was held back, before and after. */
function useInAll(): (model: Model) => string | null {
  const { t } = useI18n();
  return ({ figures }) => {
    const sum = (which: 'before' | 'after'): number =>
      figures.reduce((total, figure) => total + figure[which].count, 0);
    const of = figures.reduce((total, figure) => total + figure.of, 0);
    if (of === 0) return null;
    return t('judging.inAll', { before: sum('before') / of, after: sum('after') / of, of });
  };
}

function Version({ model, learns }: { model: Model; learns: Learns }): ReactNode {
  const { t, format } = useI18n();
  const mayChange = useMay('judging.change');
  const inAll = useInAll()(model);
  const { lang, version, state, madeAt, madeBy, otherwise } = model;
  const isBuiltIn = version === 0;
  const name = isBuiltIn ? t('judging.builtIn') : t('judging.version', { version });
  const canUse = mayChange && state !== 'active' && state !== 'outdated';
  const does = isBuiltIn ? t('judging.backToBuiltIn') : t('judging.use');
  return (
    <li className={classes['version']} data-version={`${lang} ${version}`} data-state={state}>
      <div className={classes['line1']}>
        <b>{name}</b>
        <Badge variant="light" color={colours[state]} tt="none">
          {t(`judging.state.${state}`)}
        </Badge>
        {madeAt !== null && (
          <span className={classes['quiet']}>
            <Moment at={madeAt} /> ·{' '}
            {madeBy === null ? t('judging.byItself') : t('judging.askedBy', { name: madeBy.name })}
          </span>
        )}
        <span className={classes['space']} />
        {canUse && (
          <Confirm
            title={t('judging.useTitle', { name, lang: format.language(lang) })}
            body={t('judging.useBody')}
            action={does}
            run={() => learns.activate(lang, version)}
          >
            {(ask) => (
              <Button size="compact-sm" variant="default" onClick={ask}>
                {does}
              </Button>
            )}
          </Confirm>
        )}
      </div>
      {!isBuiltIn && (
        <p className={classes['quiet']}>
          {t('judging.learntFrom', { count: model.learntFrom })}
          {inAll !== null && ` · ${inAll}`}
          {otherwise.of > 0 && ` · ${t('judging.otherwise', otherwise)}`}
        </p>
      )}
      <Figures model={model} />
    </li>
  );
}

/** Who chose what judges: it stays, and newer versions wait, until somebody chooses again or lets the newest judge. */
function Chosen({ row, learns }: { row: Training; learns: Learns }): ReactNode {
  const { t } = useI18n();
  const mayChange = useMay('judging.change');
  const { chosen, lang } = row;
  if (chosen === null) return null;
  const name =
    chosen.version === 0 ? t('judging.builtIn') : t('judging.version', { version: chosen.version });
  return (
    <div className={classes['line1']} data-chosen={`${lang} ${chosen.version}`}>
      <span className={classes['quiet']}>
        {chosen.by === null
          ? t('judging.chosen', { name })
          : t('judging.chosenBy', { name, person: chosen.by.name })}{' '}
        <Moment at={chosen.at} />
      </span>
      <span className={classes['space']} />
      {mayChange && (
        <Button size="compact-sm" variant="default" onClick={() => void learns.letNewestJudge(lang)}>
          {t('judging.letNewest')}
        </Button>
      )}
    </div>
  );
}

function Language({ row, models, learns }: { row: Training; models: readonly Model[]; learns: Learns }) {
  const { t, format } = useI18n();
  const mayChange = useMay('judging.change');
  const isAtWork = learns.isAtWork(row.lang);
  return (
    <section className={classes['learning']} data-lang={row.lang}>
      <div className={classes['line1']}>
        <h3>{format.language(row.lang)}</h3>
        <span className={classes['space']} />
        {isAtWork && (
          <output className={classes['atWork']}>
            <Loader size={14} aria-hidden /> {t('judging.atWork')}
          </output>
        )}
        {mayChange && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconSchool size={15} aria-hidden />}
            disabled={!row.canTrain || isAtWork}
            onClick={() => void learns.learn(row.lang)}
          >
            {t('judging.learn')}
          </Button>
        )}
      </div>
      <Progressing row={row} />
      <Chosen row={row} learns={learns} />
      {models.length > 1 && (
        <ul className={`plain ${classes['versions'] ?? ''}`}>
          {models.map((model) => (
            <Version key={model.version} model={model} learns={learns} />
          ))}
        </ul>
      )}
    </section>
  );
}

export function Learning({ judging }: { judging: Judging }): ReactNode {
  const { t, format } = useI18n();
  const learns = useLearning(judging);
  const { training, models } = judging;
  const modelsOf = (lang: string): Model[] => models.filter((model) => model.lang === lang);
  const isBegun = ({ lang, corrections }: Training): boolean => corrections > 0 || modelsOf(lang).length > 1;
  const begun = training.filter(isBegun);
  const others = training.filter((row) => !isBegun(row)).map(({ lang }) => format.language(lang));
  return (
    <>
      {begun.map((row) => (
        <Language key={row.lang} row={row} models={modelsOf(row.lang)} learns={learns} />
      ))}
      {others.length > 0 && (
        <p className={classes['quiet']}>
          {t('judging.notBegun', { languages: others.join(t('common.comma')), byHand: leastByHand })}
        </p>
      )}
    </>
  );
}
