using Npgsql;

namespace Engify.Features.GroupSessions;

/// <summary>
/// Weekly sessions that are not on the calendar yet but will be, in SQL. <see cref="WeeklySessions"/> decides in the
/// same way what to schedule.
/// </summary>
internal static class PlannedSessions
{
    /// <summary>
    /// Those of the named sessions for whose date and week none is on the calendar, and none was called off.
    /// </summary>
    public const string Missing =
        """
        SELECT plan.ta_id, plan.starts_at, plan.ends_at, plan.blocked_until
                    FROM unnest(
                        @plan_templates::uuid[], @plan_tas::uuid[], @plan_dates::date[], @plan_starts::timestamptz[],
                        @plan_ends::timestamptz[], @plan_blocks::timestamptz[])
                        AS plan (template_id, ta_id, on_date, starts_at, ends_at, blocked_until)
                    WHERE NOT EXISTS (
                        SELECT FROM bookings k
                        WHERE k.group_session_template_id = plan.template_id
                            AND k.local_date BETWEEN plan.on_date - 7 AND plan.on_date + 7
                            AND (k.local_date = plan.on_date OR k.starts_at = plan.starts_at
                                OR k.status <> 'CANCELLED' AND date_trunc('week', k.local_date::timestamp)
                                    = date_trunc('week', plan.on_date::timestamp)))
        """;

    /// <summary>Names the sessions of some templates that meet a period, each with its break.</summary>
    /// <param name="templates">The templates, each with the break of its TA.</param>
    /// <param name="period">When.</param>
    /// <param name="now">Nothing is scheduled for the past.</param>
    public static IEnumerable<NpgsqlParameter> Meeting(
        IEnumerable<(GroupSessionTemplate Template, TimeSpan Break)> templates, Period period, DateTimeOffset now)
    {
        var plans = (
            from weekly in templates
            let since = period.Start - weekly.Template.Length - weekly.Break
            from session in weekly.Template.Occurrences(since > now ? since : now, period.End)
            where session.Start < period.End && session.End + weekly.Break > period.Start
            select (weekly.Template, Session: session, BlockedUntil: session.End + weekly.Break)).ToList();
        return
        [
            Typed.Uuids("plan_templates", plans.Select(plan => plan.Template.Id)),
            Typed.Uuids("plan_tas", plans.Select(plan => plan.Template.TaId)),
            Typed.Dates("plan_dates", plans.Select(plan => plan.Template.DateOf(plan.Session))),
            Typed.Instants("plan_starts", plans.Select(plan => plan.Session.Start)),
            Typed.Instants("plan_ends", plans.Select(plan => plan.Session.End)),
            Typed.Instants("plan_blocks", plans.Select(plan => plan.BlockedUntil)),
        ];
    }
}
