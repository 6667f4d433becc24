create or replace function outlier.rules_from_request(
  p_request jsonb,
  inout p_priority text,
  inout p_send_within interval,
  inout p_exempt_reason text
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_number bigint := outlier.request_integer(p_request, 'sendWithin');
begin
  if p_request -> 'priority' <> 'null' then
    p_priority := outlier.request_text(p_request, 'priority', 100);
    if p_priority not in ('urgent', 'normal', 'bulk') or p_priority is null then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format('priority must be urgent, normal or bulk, not "%s"', p_request ->> 'priority');
    end if;
  end if;
  if v_number not between 60 and 2678400 then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        'sendWithin must be at least 60 and at most 2678400 seconds (31 days), not %s', v_number
      );
  end if;
  p_send_within := coalesce(pg_catalog.make_interval(secs => v_number), p_send_within);
  if p_request ? 'exemptReason' then
    p_exempt_reason := pg_catalog.btrim(outlier.request_text(p_request, 'exemptReason', 500));
  end if;
end;
$$;
comment on function outlier.rules_from_request(jsonb, text, interval, text) is
  'Returns the priority, expiry and exemption of a batch after applying a request of the HTTP API. OT010: a value is '
  'not accepted.';
