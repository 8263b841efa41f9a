-- window.trimWindow
begin;
select set_config($1, $2, true);
select count(*) as "posts"
  from "window_post";
commit;
delete from window_post where id in (
  select id from (
  select id, seen_at, row_number() over (order by id) as place from window_post order by id limit $1::int
  ) as oldest
  where seen_at < $2::timestamptz or place <= $3::int
  );
