// How a team set its contact form up: read from what its source keeps, with what is usual where nothing is said.

export interface FormSettings {
  emailRequired: boolean;
  /** Sites that may show the form inside their own pages, like `https://shop.example`. */
  origins: string[];
  /** A conversation's page is there for so many days after the last word in it. */
  keepDays: number;
}

export const usualKeepDays = 90;
const mostKeepDays = 3_650;
const mostOrigins = 20;
/** Nothing in it that could end a header or begin another directive. */
const originPattern = /^https?:\/\/[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?(?::\d{1,5})?$/;

/** What was entered for each field that says nothing usable; the rest holds. */
export function readFormSettings(config: Readonly<Record<string, string>>): FormSettings {
  const { origins = '', email_required: emailRequired, days = '' } = config as Partial<typeof config>;
  const entered = origins.split(',').map((one) => one.trim().toLowerCase().replace(/\/+$/, ''));
  const asked = /^\d{1,5}$/.test(days.trim()) ? Number(days) : usualKeepDays;
  return {
    emailRequired: emailRequired === 'true',
    origins: [...new Set(entered.filter((one) => originPattern.test(one)))].slice(0, mostOrigins),
    keepDays: Math.min(Math.max(asked, 1), mostKeepDays),
  };
}
