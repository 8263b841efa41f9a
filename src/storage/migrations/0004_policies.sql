-- The policies ask for the workspace by a sub-select, so that the planner does not guess from its value.
--
-- With the bare function it looks the value up in the table's statistics. A workspace younger than these counts as
-- empty, and every query in it walks all of its rows by the primary key's first column, quadratically where tables are
-- joined, until the next analyze: which comes only when the whole table has grown by a tenth. The sub-select is
-- planned as "some workspace" and evaluated once.
-- New tables need their policy in this form.

do $$
declare
  name text;
  own text;
begin
  for name in select tablename from pg_policies where schemaname = 'public' and policyname = 'own_workspace' loop
    own := case name when 'workspace' then 'id' else 'workspace_id' end;
    execute format(
      'alter policy own_workspace on %I using (%I = (select current_workspace())) with check (%I = (select current_workspace()))',
      name, own, own);
  end loop;
end $$;
