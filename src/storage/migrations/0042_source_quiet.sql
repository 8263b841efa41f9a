-- A source that brings much less than usual: over how many hours, how much it brought, how much is usual. Null: nothing out of the
-- ordinary.
alter table source add column quiet jsonb;
