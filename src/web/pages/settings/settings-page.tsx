// Settings: one's own, and the company's.
import {
  IconBuilding,
  IconClock,
  IconEyeCheck,
  IconClockPlay,
  IconKeyboard,
  IconLifebuoy,
  IconListCheck,
  IconMasksTheater,
  IconPackage,
  IconTextPlus,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { ApprovalSection } from './approval/approval-section.tsx';
import { ArticlesSection } from './articles/articles-section.tsx';
import { ByClockSection } from './by-clock/by-clock-section.tsx';
import { GuidelineSection } from './guideline/guideline-section.tsx';
import { HoursSection } from './hours-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { MeSection } from './me-section.tsx';
import { PersonasSection } from './personas/personas-section.tsx';
import { ProductsSection } from './products-section.tsx';
import { SnippetsSection } from './snippets/snippets-section.tsx';
import { sectionOf, sections, type SettingsSection } from './sections.ts';
import classes from './settings.module.css';
import { WorkspaceSection } from './workspace-section.tsx';

const route = getRouteApi('/member/settings/{-$section}');

const parts: Record<SettingsSection, { icon: Icon; body: () => ReactNode }> = {
  me: { icon: IconUser, body: MeSection },
  keys: { icon: IconKeyboard, body: KeysSection },
  workspace: { icon: IconBuilding, body: WorkspaceSection },
  hours: { icon: IconClock, body: HoursSection },
  clock: { icon: IconClockPlay, body: ByClockSection },
  products: { icon: IconPackage, body: ProductsSection },
  guideline: { icon: IconListCheck, body: GuidelineSection },
  snippets: { icon: IconTextPlus, body: SnippetsSection },
  articles: { icon: IconLifebuoy, body: ArticlesSection },
  personas: { icon: IconMasksTheater, body: PersonasSection },
  approval: { icon: IconEyeCheck, body: ApprovalSection },
};

export function SettingsPage(): ReactNode {
  const { t } = useI18n();
  const chosen = sectionOf(route.useParams().section);
  const Body = parts[chosen].body;
  return (
    <>
      <PageHeader title={t('frame.settings')} />
      <div className={classes['page']}>
        <nav className={classes['nav']} aria-label={t('settings.sections')}>
          {sections.map((section) => {
            const { icon: SectionIcon } = parts[section];
            return (
              <Link
                key={section}
                to="/settings/{-$section}"
                params={{ section }}
                className={classes['link']}
                data-on={section === chosen || undefined}
                aria-current={section === chosen ? 'page' : undefined}
              >
                <SectionIcon size={18} stroke={1.7} aria-hidden />
                {t(`settings.section.${section}`)}
              </Link>
            );
          })}
        </nav>
        <div className={classes['body']}>
          <Body key={chosen} />
        </div>
      </div>
    </>
  );
}
