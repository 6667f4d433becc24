namespace Outlier.Tests.Sql.Concurrency;

/// <summary>An operation of a session in <see cref="EveryPairOfRaces"/>.</summary>
/// <param name="Name">The operation's name in messages.</param>
/// <param name="Sql">The operation, one transaction.</param>
/// <param name="Holds">A condition that must be true after success, whatever the other session did.</param>
/// <param name="Before">A transaction before the race.</param>
/// <param name="After">A transaction after the race, if the operation has succeeded.</param>
/// <param name="MayAnswer">SQLSTATEs with which the operation may fail.</param>
internal sealed record RacingOperation(
    string Name, string Sql, string Holds = "true", string? Before = null, string? After = null, params string[] MayAnswer)
{
    private const string Busy = "OT011";
    private const string WrongState = "OT005";
    private const string NoRow = "OT009";
    private const string LockTimeout = "55P03";

    private const string LostSpan =
        """
        insert into outlier.failovers (state, lost_from, noticed_at, settle_at, is_synchronous, finished_at)
        values ('done', test.monday(), test.monday('1 minute'), test.monday('1 minute'), false, test.monday('1 minute'))
        """;

    private const string Erased = "exists (select from outlier.recipients as r where r.phone_number like 'erased:%')";
    private const string Spring = "(select b.id from outlier.batches as b where b.first_message = 'Spring')";
    private const string Summer = "(select b.id from outlier.batches as b where b.first_message = 'Summer')";

    /// <summary>All operations.</summary>
    public static IReadOnlyList<RacingOperation> All { get; } =
    [
        new("claim", Claim("first_messages")),
        new("claim of follow-ups", Claim("second_messages")),
        Record(
            "record (accepted)",
            "accepted",
            201,
            "(select count(*) = 2 from outlier.message_statuses as s where s.queued_message_id in (IDS))"),
        Record(
            "record (refused)",
            "refused",
            400,
            """
            not exists (
              select from outlier.queued_messages as q
              where q.id in (IDS) and (q.recipient_phone_number = test.number(7) or q.state <> 'waiting' or q.failures <> 1)
            )
            """),
        Record(
            "record (429)",
            "429",
            429,
            """
            not exists (select from outlier.queued_messages as q where q.id in (IDS) and q.state = 'sending')
            and exists (select from outlier.quotas as q where q.held_until > test.monday('1 minute'))
            """),
        Answer(
            "record requests (labels)",
            "conversation of person 5",
            """
            jsonb_build_object('status', 200, 'body', jsonb_build_object('conversations', jsonb_build_array(
              jsonb_build_object('shared_labels', jsonb_build_array(
                jsonb_build_object('id', md5('label New')::uuid, 'name', 'New'),
                jsonb_build_object('id', md5('label Done')::uuid, 'name', 'Done')))))::text)
            """,
            $"""
             not exists (
               select from outlier.queued_messages as q
               where q.batch_id = {Spring} and q.recipient_phone_number = test.number(5) and q.state = 'checking'
             )
             and (
               exists (
                 select from outlier.recipients as r
                 where r.batch_id = {Spring} and r.phone_number = test.number(5) and r.reason in ('excluded_segment', 'cancelled')
               )
               -- The webhook changed the labels after the executor had asked Missive for them.
               or exists (select from outlier.twilio_messages as t where t.from_phone_number = test.number(5))
             )
             """),
        Answer(
            "record requests (429)",
            "conversation of person 4",
            """'{"status": 429, "retryAfter": 60}'""",
            "exists (select from outlier.quotas as q where q.held_until > test.monday('1 minute'))"),
        new(
            "webhook in (STOP)",
            HearStop,
            "not exists (select from outlier.authors as a where a.phone_number = test.number(3) and not a.unsubscribed)",
            After: "select api.act_on_event(current_setting('test.event')::bigint, p_now => test.monday('1 minute'))"),
        new(
            "webhook in (the rest of a STOP)",
            "select api.act_on_event(current_setting('test.event')::bigint, p_now => test.monday('1 minute'))",
            $"""
             {Erased} or exists (select from outlier.unsubscribed_messages)
             """,
            Before: HearStop),
        new(
            "webhook in (an answer)",
            $"select api.receive_user_action({Incoming(5, "The water is brown.")}, p_now => test.monday('1 minute'))",
            """
            not exists (
              select from outlier.queued_messages as q
              where q.recipient_phone_number = test.number(5) and q.is_second and q.state in ('waiting', 'checking')
            )
            and exists (select from outlier.twilio_messages as t where t.from_phone_number = test.number(5) and t.is_reply)
            """),
        Outgoing("webhook out (a lost message)", 2),
        Outgoing("webhook out (a message that an executor has)", 0),
        new(
            "cancel_batch",
            $"select outlier.cancel_batch({Spring}, test.monday('1 minute'))",
            $"""
             (select b.state = 'cancelled' from outlier.batches as b where b.id = {Spring})
             and not exists (select from outlier.queued_messages as q where q.batch_id = {Spring} and q.state in ('waiting', 'checking'))
             """,
            MayAnswer: WrongState),
        new(
            "pause_batch",
            $"select outlier.pause_batch({Spring})",
            $"(select b.state in ('paused', 'cancelled') from outlier.batches as b where b.id = {Spring})",
            MayAnswer: WrongState),
        new(
            "change contact hours",
            "update outlier.contact_hours set closes = '23:00' where state is null",
            "not exists (select from outlier.queued_messages as q where q.held_since is not null)"),
        new(
            "change_settings",
            """
            select api.change_settings(
              '{"maxTextsPerDay": 50, "contactHours": [{"weekday": 1, "opens": "00:00", "closes": "23:30"}], "templates": {"help_message": "Hi"}}',
              test.monday('1 minute')
            )
            """,
            """
            (select s.max_texts_per_day = 50 from outlier.settings as s)
            and not exists (select from outlier.queued_messages as q where q.held_since is not null)
            """),
        new(
            "change_person",
            """
            select api.change_person(
              test.number(3), '{"decision": "opt_out", "reason": "They called"}', test.monday('1 minute')
            )
            """,
            """
            not exists (select from outlier.authors as a where a.phone_number = test.number(3) and not a.unsubscribed)
            """),
        new(
            "decide_review",
            """
            select outlier.decide_review(r.id, 'opt_out', p_now => test.monday('1 minute'))
            from outlier.consent_reviews as r
            where r.phone_number = test.number(3)
            """,
            """
            not exists (select from outlier.authors as a where a.phone_number = test.number(3) and not a.unsubscribed)
            and not exists (select from outlier.consent_reviews as r where r.decision is null)
            """,
            Before: "select outlier.open_review(test.number(3), null, null, 'Wrong number', 'wrong number', null, test.monday())",
            MayAnswer: NoRow),
        new(
            "erase_person",
            "select outlier.erase_person(test.number(3), test.monday('1 minute'))",
            """
            not exists (select from outlier.queued_messages as q where q.recipient_phone_number = test.number(3))
            and not exists (select from outlier.recipients as r where r.phone_number = test.number(3))
            and not exists (select from outlier.message_statuses as s where s.recipient_phone_number = test.number(3))
            """,
            MayAnswer: [Busy, NoRow]),
        Answer(
            "reconciliation page",
            "page",
            """
            jsonb_build_object('status', 200, 'body', test.page(null,
              test.logged('SM' || md5(test.number(0)), test.number(0), 'Winter', 'failed', test.monday('-1 hour'), 30034),
              test.logged('SM' || md5(test.number(3)), test.number(3), 'Winter', 'failed', test.monday('-1 hour'), 21610))::text)
            """,
            """
            not exists (select from outlier.authors as a where a.phone_number = test.number(3) and not a.unsubscribed)
            and exists (select from outlier.message_statuses as s where s.twilio_error_code = 30034)
            -- After a failover, Outlier reads the log again.
            or exists (select from outlier.requests as r where r.kind = 'list_messages' and r.state = 'waiting')
            """),
        new(
            "queue campaign",
            $"select outlier.queue_campaign_messages({Summer}, test.monday('1 minute'))",
            $"""
             (select count(*) >= 9 - ({Erased})::integer
              from outlier.recipients as r where r.batch_id = {Summer} and r.phone_number like '+%')
             """,
            MayAnswer: WrongState),
        new(
            "make broadcast",
            "select outlier.make_broadcast(test.monday('1 minute'))",
            "(select count(*) = 2 and count(*) filter (where b.state = 'scheduled') = 1 from outlier.broadcasts as b)",
            MayAnswer: WrongState),
        new(
            "failover",
            "select outlier.notice_failover(h, 'other:00000002', test.monday('1 minute')) from outlier.heartbeat as h"),
        new(
            "lost span (sent)",
            """
            select outlier.match_logged_texts(
              (select max(f.id) from outlier.failovers as f), '+13135550100', outlier.read_logged_messages(jsonb_build_array(
                test.logged('SMlost3', test.number(3), 'Spring', p_made_at => test.monday('10 seconds')),
                test.logged('SMlost0', test.number(0), 'Spring', p_made_at => test.monday('10 seconds')))), test.monday('1 minute'))
            """,
            Before: LostSpan),
        new(
            "lost span (heard)",
            """
            select outlier.apply_missed_texts(
              jsonb_build_array(
                test.logged('SMheard3', '+13135550100', 'STOP', 'received', test.monday('40 seconds'), p_change =>
                  jsonb_build_object('direction', 'inbound', 'from', test.number(3))),
                test.logged('SMheard2', '+13135550100', 'Hello', 'received', test.monday('40 seconds'), p_change =>
                  jsonb_build_object('direction', 'inbound', 'from', test.number(2)))),
              test.monday(), test.monday('1 minute'))
            """),
        // Like the migrator: an upgrade's triggers in one transaction, with a short lock timeout for each.
        new(
            "migrate",
            "select test.replace_triggers()",
            MayAnswer: LockTimeout),
    ];

    private static string HearStop =>
        $"select set_config('test.event', api.receive_user_action({Incoming(3, "STOP")}, p_now => test.monday('1 minute'))::text, false)";

    private static string Claim(string queue) =>
        $"insert into test.claims select 'claim', test.claim(test.monday('1 minute'), 10, '{queue}')";

    private static RacingOperation Record(string name, string claim, int status, string holds)
    {
        const string Results =
            """
            (select jsonb_agg(
               jsonb_build_object('id', m -> 'id', 'claimId', c.claim -> 'claimId', 'status', STATUS, 'written', true, 'retryAfter', 60)
               || case when STATUS = 201
                 then jsonb_build_object('missiveId', md5(m ->> 'to')::uuid, 'conversationId', gen_random_uuid()) else '{}' end)
             from test.claims as c cross join jsonb_array_elements(c.claim -> 'messages') as m where c.name = 'CLAIM')
            """;
        const string Ids =
            """
            select (m ->> 'id')::bigint
            from test.claims as c cross join jsonb_array_elements(c.claim -> 'messages') as m where c.name = 'CLAIM'
            """;
        return new(
            name,
            Fill($"select api.record_messages('first_messages', {Results}, test.monday('1 minute'))"),
            Fill(holds));

        string Fill(string sql) => sql
            .Replace("IDS", Ids, StringComparison.Ordinal)
            .Replace("CLAIM", claim, StringComparison.Ordinal)
            .Replace("STATUS", $"{status}", StringComparison.Ordinal);
    }

    private static RacingOperation Answer(string name, string claim, string answer, string holds) => new(
        name,
        $"""
         select api.record_request(
             jsonb_build_object('id', r -> 'id', 'claimId', r -> 'claimId', 'written', true) || {answer}::jsonb, test.monday('1 minute'))
           from test.claims as c cross join jsonb_array_elements(c.claim -> 'requests') as r where c.name = '{claim}'
         """,
        holds);

    // The webhook also brings a new label.
    private static string Incoming(int person, string text) =>
        $$"""
          jsonb_set(
            jsonb_set(
              test.incoming(test.number({{person}}), '{{text}}', test.monday('1 minute'))::jsonb, '{conversation,id}', to_jsonb(md5('conversation {{person}}')::uuid)),
            '{conversation,shared_labels}', '[]' || jsonb_build_object('id', md5('label New')::uuid, 'name', 'New'))::text
          """;

    private static RacingOperation Outgoing(string name, int person) => new(
        name,
        $$"""
          select api.receive_user_action(jsonb_set(
            test.outgoing(test.number({{person}}), 'Spring', md5(test.number({{person}}))::uuid, test.monday('1 second'))::jsonb,
            '{conversation,id}', to_jsonb(md5('conversation {{person}}')::uuid))::text, p_now => test.monday('1 minute'))
          """,
        // In either order, the status row must have Twilio's id of the message.
        $"""
         exists (select from outlier.twilio_messages as t where t.id = md5(test.number({person}))::uuid)
         and not exists (
           select from outlier.message_statuses as s where s.missive_id = md5(test.number({person}))::uuid and s.twilio_id is null
         )
         and ({person} <> 2 or exists (select from outlier.message_statuses as s where s.missive_id = md5(test.number({person}))::uuid))
         """);
}
