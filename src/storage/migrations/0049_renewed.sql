-- Rises when a person gives an account new secrets: what a session still renews of the ones before is not kept over them.
alter table account add column connection integer not null default 1;
-- The account that a sign-in on its network's page is to renew; null where one is connected.
alter table oauth_pending add column account_id uuid;
