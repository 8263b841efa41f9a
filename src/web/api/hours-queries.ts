// What the pages of accounts' hours, profiles and standing read.
import { queryOptions } from '@tanstack/react-query';
import type { App } from '../app.tsx';
import type { BodyInput } from './client.ts';
import { keys } from './keys.ts';

type Client = Pick<App, 'client'>;

export function accountHoursQuery({ client }: Client, accountId: string) {
  return queryOptions({
    queryKey: keys.accountHours(accountId),
    queryFn: ({ signal }) => client.call('readAccountHours', { params: { id: accountId } }, { signal }),
    // The clock changes it, and nothing tells.
    staleTime: 0,
    refetchInterval: 30_000,
  });
}

/** Of all accounts at once; the program looks by itself once a day. */
export function accountProfilesQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.accountProfiles,
    queryFn: ({ signal }) => client.call('listAccountProfiles', {}, { signal }),
    // Hours, brands and languages change what is found, and nothing tells.
    staleTime: 0,
  });
}

/** The network is asked each time. */
export function accountStandingQuery({ client }: Client, accountId: string) {
  return queryOptions({
    queryKey: keys.accountStanding(accountId),
    queryFn: ({ signal }) => client.call('readAccountStanding', { params: { id: accountId } }, { signal }),
    staleTime: 60_000,
    retry: false,
  });
}

/** Where a contact form is; its source says what it asks for. */
export function accountFormQuery({ client }: Client, accountId: string) {
  return queryOptions({
    queryKey: keys.accountForm(accountId),
    queryFn: ({ signal }) => client.call('readAccountForm', { params: { id: accountId } }, { signal }),
    // Its source may be changed, and nothing tells.
    staleTime: 0,
  });
}

export function calendarFeedQuery({ client }: Client, accountId: string) {
  return queryOptions({
    queryKey: keys.calendarFeed(accountId),
    queryFn: ({ signal }) => client.call('readCalendarFeed', { params: { id: accountId } }, { signal }),
    // Somebody else may have made or revoked it, and nothing tells.
    staleTime: 0,
  });
}

/** What hours and texts that are not saved would lead to. */
export function accountHoursPlanQuery(
  { client }: Client,
  accountId: string,
  body: BodyInput<'previewAccountHours'>,
) {
  return queryOptions({
    queryKey: keys.accountHoursPlan(accountId, body),
    queryFn: ({ signal }) =>
      client.call('previewAccountHours', { params: { id: accountId }, body }, { signal }),
  });
}
