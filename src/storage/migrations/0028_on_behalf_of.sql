-- On whose behalf a program writes, so that nobody approves their own words by way of a token or of the clock; and who
-- passed over the guideline for which reason, each time.

-- Who made the API token that wrote it, or wrote what the clock posts; null where a person wrote it themselves.
alter table outbound add column on_behalf_of uuid;
-- Who wrote the texts as they stand.
alter table account_hours add column day_posts_by uuid;
alter table account_hours add column after_hours_by uuid;
-- The owner of the tables sees the rows of one workspace at a time like everybody else, and here all are meant.
alter table account_hours no force row level security;
alter table outbound no force row level security;
update account_hours set day_posts_by = changed_by, after_hours_by = changed_by;
-- What the clock has written already waits on behalf of whoever changed its texts last.
update outbound set on_behalf_of = account_hours.changed_by
  from account_hours
  where outbound.workspace_id = account_hours.workspace_id and outbound.account_id = account_hours.account_id
    and outbound.automatic is not null and outbound.state = 'awaiting_approval';
alter table account_hours force row level security;
alter table outbound force row level security;

alter table outbound drop constraint outbound_four_eyes;
alter table outbound add constraint outbound_four_eyes check (
  not needs_approval
  or state in ('awaiting_approval', 'returned', 'cancelled')
  or (approved_by is not null
    and approved_by is distinct from created_by and approved_by is distinct from on_behalf_of)) not valid;
alter table outbound validate constraint outbound_four_eyes;

-- Its author may pass over some rules, and whoever approves it over others: each with their own reason.
alter table guideline_override drop constraint guideline_override_pkey;
alter table guideline_override add primary key (workspace_id, outbound_id, overridden_at);
