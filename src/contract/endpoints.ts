// The table of all endpoints: the server registers exactly these, and OpenAPI and the client are made from them.
import type { Endpoint } from './endpoint.ts';
import * as approvals from './endpoints/approvals.ts';
import * as articles from './endpoints/articles.ts';
import * as advising from './endpoints/advising.ts';
import * as calendar from './endpoints/calendar.ts';
import * as webform from './endpoints/webform.ts';
import * as webhooks from './endpoints/webhooks.ts';
import * as candidateViews from './endpoints/candidate-views.ts';
import * as cases from './endpoints/cases.ts';
import * as deciding from './endpoints/deciding.ts';
import * as drafting from './endpoints/drafting.ts';
import * as guideline from './endpoints/guideline.ts';
import * as personas from './endpoints/personas.ts';
import * as hours from './endpoints/hours.ts';
import * as judging from './endpoints/judging.ts';
import * as listening from './endpoints/listening.ts';
import * as sources from './endpoints/sources.ts';
import * as practice from './endpoints/practice.ts';
import * as practiceSessions from './endpoints/practice-sessions.ts';
import * as profiles from './endpoints/profiles.ts';
import * as sending from './endpoints/sending.ts';
import * as spikes from './endpoints/spikes.ts';
import * as session from './endpoints/session.ts';
import * as team from './endpoints/team.ts';
import * as trying from './endpoints/trying.ts';
import * as wishes from './endpoints/wishes.ts';
import * as work from './endpoints/work.ts';
import * as workspace from './endpoints/workspace.ts';

const { practicePostView: _, ...practiceEndpoints } = practice;
const { heardHit: _hit, ...tryingEndpoints } = trying;

export const endpoints = {
  ...session,
  ...team,
  ...workspace,
  ...listening,
  ...sources,
  ...tryingEndpoints,
  ...advising,
  ...wishes,
  ...work,
  ...deciding,
  ...candidateViews,
  ...judging,
  ...cases,
  ...sending,
  ...approvals,
  ...drafting,
  ...articles,
  ...guideline,
  ...personas,
  ...hours,
  ...profiles,
  ...calendar,
  ...webform,
  ...webhooks,
  ...spikes,
  ...practiceEndpoints,
  ...practiceSessions,
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
