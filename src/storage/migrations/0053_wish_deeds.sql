-- What was said of a wish before stays below what is said of it later, so that taking back the newest uncovers it.

alter table wish_correction
  drop constraint wish_correction_pkey,
  add primary key (workspace_id, monitor_id, correction_id, spelling);
drop index wish_correction_deed;
