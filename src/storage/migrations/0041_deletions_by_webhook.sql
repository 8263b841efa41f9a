-- A post that was taken back stays so, also where the network brings it after its deletion.
alter table webhook_delivery add column is_deletion boolean not null default false;
