-- What tells a share from one of the same number in a stream that was made anew: when the bus kept it, to the nanosecond.
alter table share_receipt rename column stream to stamp;
