using CsCheck;
using Engify.Features.Availability;
using static Engify.Tests.Availability.Schedules;

namespace Engify.Tests.Availability;

/// <summary>The function that says when sessions may take place, without a database.</summary>
public sealed class AvailableTimesTests
{
    private const string Toronto = "America/Toronto";

    /// <summary>A Monday morning.</summary>
    private static readonly DateTimeOffset Now = At("2026-02-02T00:00Z");

    [Fact]
    public void The_last_hour_of_the_hours_is_offered() => Assert.Equal(
        ["09:00", "09:30", "10:00", "10:30", "11:00"],
        Course(Daily("UTC", "09:00-12:00")).Days("2026-02-03", "2026-02-03", Now).Starts("UTC"));

    [Fact]
    public void Hours_that_touch_are_one() => Assert.Equal(
        ["11:00", "11:30", "12:00"],
        Course(Daily("UTC", "11:00-12:00", "12:00-13:00")).Days("2026-02-03", "2026-02-03", Now).Starts("UTC"));

    [Fact]
    public void Hours_last_until_the_midnight_that_ends_the_day() => Assert.Equal(
        ["22:00", "22:30", "23:00"],
        Course(Ta("UTC", (DayOfWeek.Tuesday, "22:00-24:00"))).Days("2026-02-03", "2026-02-04", Now).Starts("UTC"));

    [Fact]
    public void Midnight_is_no_wall()
    {
        var course = Course(Ta("UTC", (DayOfWeek.Tuesday, "22:30-24:00"), (DayOfWeek.Wednesday, "00:00-01:00")));

        var days = course.Days("2026-02-03", "2026-02-04", Now);

        Assert.Equal(["22:30", "23:00", "23:30", "00:00"], days.Starts("UTC"));
        Assert.Equal([3, 1], days.Select(day => day.Slots.Count));
        // Nor is it where the window ends or begins.
        Assert.Equal(["22:30", "23:00", "23:30"], course.Days("2026-02-03", "2026-02-03", Now).Starts("UTC"));
        Assert.Equal(["00:00"], course.Days("2026-02-04", "2026-02-04", Now).Starts("UTC"));
    }

    [Fact]
    public void An_override_replaces_the_hours_of_its_date_and_of_no_other()
    {
        var ta = Daily("UTC", "09:00-10:00").On("2026-02-04", "13:00-14:00", "18:00-19:00").On("2026-02-05");

        Assert.Equal(
            ["09:00", "13:00", "18:00", "09:00"],
            Course(ta).Days("2026-02-03", "2026-02-06", Now).Starts("UTC"));
    }

    [Fact]
    public void An_override_opens_a_day_without_hours() => Assert.Equal(
        ["13:00"],
        Course(Ta("UTC", (DayOfWeek.Monday, "09:00-10:00")).On("2026-02-04", "13:00-14:00"))
            .Days("2026-02-03", "2026-02-08", Now).Starts("UTC"));

    [Fact]
    public void Hours_hold_on_the_first_and_the_last_day_of_their_validity()
    {
        var ta = Ta("UTC");
        ta = ta with
        {
            Hours =
            [
                .. Enum.GetValues<DayOfWeek>().Select(day =>
                    Hours(ta.TaId, day, "09:00-10:00", Date("2026-02-04"), Date("2026-02-05"))),
            ],
        };

        Assert.Equal(
            [0, 1, 1, 0],
            Course(ta).Days("2026-02-03", "2026-02-06", Now).Select(day => day.Slots.Count));
    }

    [Fact]
    public void A_start_that_the_clocks_skip_is_not_offered_twice()
    {
        // From 02:00 to 03:00 on 8 March.
        var days = Course(Daily(Toronto, "01:00-04:00"), zone: Toronto).Days("2026-03-08", "2026-03-08", Now);

        Assert.Equal(["01:00", "01:30", "03:00"], days.Starts(Toronto));
        Assert.Equal(
            [At("2026-03-08T06:00Z"), At("2026-03-08T06:30Z"), At("2026-03-08T07:00Z")],
            days[0].Slots.Select(slot => slot.StartsAt));
    }

    [Fact]
    public void Of_a_time_that_clocks_show_twice_the_first_is_offered()
    {
        // Back from 02:00 to 01:00 on 1 November.
        var days = Course(Daily(Toronto, "00:30-03:00"), zone: Toronto).Days("2026-11-01", "2026-11-01", Now);

        Assert.Equal(
            [
                At("2026-11-01T04:30Z"), At("2026-11-01T05:00Z"), At("2026-11-01T05:30Z"), At("2026-11-01T07:00Z"),
            ],
            days[0].Slots.Select(slot => slot.StartsAt));
        // The hours have an hour more.
        Assert.Equal(
            new Period(At("2026-11-01T04:30Z"), At("2026-11-01T08:00Z")),
            Assert.Single(AvailableTimes.OpenPeriods(
                Daily(Toronto, "00:30-03:00"), [], new Period(At("2026-11-01T04:00Z"), At("2026-11-02T05:00Z")))));
    }

    [Fact]
    public void Hours_that_the_clocks_skip_are_none() => Assert.Empty(
        Course(Daily(Toronto, "02:00-03:00"), zone: Toronto).Days("2026-03-08", "2026-03-08", Now)[0].Slots);

    [Fact]
    public void Clocks_may_change_by_half_an_hour()
    {
        const string LordHowe = "Australia/Lord_Howe";
        // From 02:00 to 02:30 on 4 October, back from 02:00 to 01:30 on 5 April.
        var course = Course(Daily(LordHowe, "01:00-04:00"), zone: LordHowe);

        Assert.Equal(
            ["01:00", "01:30", "02:30", "03:00"],
            course.Days("2026-10-04", "2026-10-04", Now).Starts(LordHowe));
        Assert.Equal(
            ["01:00", "01:30", "02:00", "02:30", "03:00"],
            course.Days("2026-04-05", "2026-04-05", Now).Starts(LordHowe));
    }

    [Fact]
    public void A_date_that_the_clocks_skip_is_listed_and_empty()
    {
        const string Apia = "Pacific/Apia";
        var days = Course(Daily(Apia, "00:00-24:00"), zone: Apia)
            .Days("2011-12-29", "2011-12-31", At("2011-12-01T00:00Z"));

        Assert.Equal([48, 0, 48], days.Select(day => day.Slots.Count));
        Assert.Equal(96, days.SelectMany(day => day.Slots).Select(slot => slot.StartsAt).Distinct().Count());
        Assert.NotNull(days[1].Nothing);
    }

    [Fact]
    public void A_break_lies_before_the_next_session_and_after_the_one_before()
    {
        var ta = Daily("UTC", "08:00-13:00") with { BreakMinutes = 15 };
        var rules = Usual with { StepMinutes = 15 };

        Assert.Equal(
            ["08:00", "08:15", "08:30", "08:45", "11:15", "11:30", "11:45", "12:00"],
            Course(ta, rules).Days(
                "2026-02-03", "2026-02-03", Now, busy: [Booked("2026-02-03T10:00Z", breakMinutes: 15)])
                .Starts("UTC"));
    }

    [Fact]
    public void A_break_may_lie_outside_the_hours() => Assert.Equal(
        ["09:00"],
        Course(Daily("UTC", "09:00-10:00") with { BreakMinutes = 240 })
            .Days("2026-02-03", "2026-02-03", Now).Starts("UTC"));

    [Theory]
    [InlineData(0, "2026-02-03T12:00:00Z", "start_in_past")]
    [InlineData(0, "2026-02-03T12:00:01Z", null)]
    [InlineData(60, "2026-02-03T12:59:59Z", "too_soon")]
    [InlineData(60, "2026-02-03T13:00:00Z", null)]
    [InlineData(60, "2026-02-05T12:00:00Z", null)]
    [InlineData(60, "2026-02-05T12:00:01Z", "too_far_ahead")]
    public void Notice_and_horizon_count_to_the_second(int notice, string start, string? code)
    {
        var course = Course(
            Daily("UTC", "00:00-24:00"), Usual with { NoticeMinutes = notice, HorizonDays = 2 });

        Assert.Equal(code, course.RefusalOf(
            Period.From(At(start), 60), course.Tas[0], At("2026-02-03T12:00:00Z"))?.Code);
    }

    [Theory]
    [InlineData("2026-02-03T12:20Z", 20, null)]
    [InlineData("2026-02-03T12:30Z", 20, "start_not_offered")]
    [InlineData("2026-02-03T12:00:01Z", 20, "start_not_offered")]
    [InlineData("2026-02-03T12:01Z", null, null)]
    public void Starts_lie_on_the_step_if_there_is_one(string start, int? step, string? code)
    {
        var course = Course(Daily("UTC", "00:00-24:00"), Usual with { StepMinutes = step });

        Assert.Equal(code, course.RefusalOf(Period.From(At(start), 60), course.Tas[0], Now)?.Code);
    }

    [Fact]
    public void A_step_counts_from_the_midnight_of_the_ta()
    {
        const string Kathmandu = "Asia/Kathmandu"; // 05:45 ahead
        var course = Course(Daily(Kathmandu, "09:00-11:00"), Usual with { StepMinutes = 60 });

        Assert.Equal(["03:15", "04:15"], course.Days("2026-02-03", "2026-02-03", Now).Starts("UTC"));
    }

    [Fact]
    public void Closures_have_the_dates_of_the_institution_and_hours_those_of_the_ta()
    {
        const string Auckland = "Pacific/Auckland"; // 18 hours ahead of Toronto
        var closed = new LocalDay(TimeZoneInfo.FindSystemTimeZoneById(Toronto), Date("2026-02-04"));
        var course = Course(
            Daily(Auckland, "09:00-10:00"), zone: Toronto, closures: [new Period(closed.Start, closed.End)]);

        var days = course.Days("2026-02-03", "2026-02-05", Now);

        Assert.Equal(
            [At("2026-02-03T20:00Z"), At("2026-02-05T20:00Z")],
            days.SelectMany(day => day.Slots).Select(slot => slot.StartsAt));
        Assert.Equal([null, "institution_closed", null], days.Select(day => day.Nothing));
    }

    [Fact]
    public void A_session_that_reaches_into_a_closure_is_not_offered()
    {
        var course = Course(
            Daily("UTC", "00:00-24:00"), closures: [new Period(At("2026-02-04T00:00Z"), At("2026-02-05T00:00Z"))]);

        Assert.Equal("institution_closed", Refusal("2026-02-03T23:30Z"));
        Assert.Null(Refusal("2026-02-03T23:00Z"));
        Assert.Equal("institution_closed", Refusal("2026-02-04T23:59Z"));
        Assert.Null(Refusal("2026-02-05T00:00Z"));

        string? Refusal(string start) => course.RefusalOf(Period.From(At(start), 60), course.Tas[0], Now)?.Code;
    }

    [Fact]
    public void An_absence_is_taken_away_and_reads_as_no_hours()
    {
        var ta = Daily("UTC", "09:00-12:00") with
        {
            Absences = [new Period(At("2026-02-03T10:00Z"), At("2026-02-03T10:30Z"))],
        };

        Assert.Equal(["09:00", "10:30", "11:00"], Course(ta).Days("2026-02-03", "2026-02-03", Now).Starts("UTC"));
        Assert.Equal(
            "outside_ta_hours", Course(ta).RefusalOf(Period.From(At("2026-02-03T09:30Z"), 60), ta, Now)?.Code);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "outside_ta_hours")]
    public void A_ta_who_has_never_published_hours_is_in_no_list_but_may_be_booked(bool requiresHours, string? code)
    {
        var ta = Ta("UTC") with { HasHours = false };
        var course = Course(ta, Usual with { RequiresHours = requiresHours });

        Assert.All(course.Days("2026-02-03", "2026-02-05", Now), day => Assert.Empty(day.Slots));
        Assert.Equal(code, course.RefusalOf(Period.From(At("2026-02-03T03:00Z"), 60), ta, Now)?.Code);
    }

    [Fact]
    public void A_ta_without_hours_is_off_on_a_day_off()
    {
        var ta = Ta("UTC").On("2026-02-03") with { HasHours = false };

        Assert.Equal("outside_ta_hours", Course(ta).RefusalOf(Period.From(At("2026-02-02T23:30Z"), 60), ta, Now)?.Code);
        Assert.Null(Course(ta).RefusalOf(Period.From(At("2026-02-04T00:00Z"), 60), ta, Now));
    }

    [Fact]
    public void A_ta_who_has_no_hours_any_more_cannot_be_booked()
    {
        var ta = Ta("UTC");

        Assert.Equal("outside_ta_hours", Course(ta).RefusalOf(Period.From(At("2026-02-03T12:00Z"), 60), ta, Now)?.Code);
    }

    [Fact]
    public void Limits_count_the_days_and_weeks_of_the_ta()
    {
        // Sunday, 23:00 in Toronto, is Monday in UTC.
        var sunday = Booked("2026-02-09T04:00Z");
        var ta = Daily(Toronto, "00:00-24:00");

        Assert.False(IsLeft(ta with { MaxMinutesPerDay = 90 }, "2026-02-08T20:00Z"));
        Assert.True(IsLeft(ta with { MaxMinutesPerDay = 90 }, "2026-02-09T05:00Z"));
        Assert.True(IsLeft(ta with { MaxMinutesPerDay = 120 }, "2026-02-08T20:00Z"));
        Assert.False(IsLeft(ta with { MaxMinutesPerWeek = 90 }, "2026-02-02T05:00Z"));
        Assert.True(IsLeft(ta with { MaxMinutesPerWeek = 90 }, "2026-02-02T04:00Z"));
        Assert.True(IsLeft(ta with { MaxMinutesPerWeek = 90 }, "2026-02-09T05:00Z"));

        bool IsLeft(TaSchedule limited, string start)
        {
            var session = Period.From(At(start), 60);
            var times = new TaTimes(limited, new StartGrid(30, session), session.End - session.Start, [sunday]);
            return times.HasTimeLeft(session);
        }
    }

    [Fact]
    public void A_session_that_is_not_scheduled_yet_takes_time_but_counts_towards_no_limit()
    {
        var ta = Daily("UTC", "09:00-12:00") with { MaxMinutesPerDay = 60 };

        Assert.Equal(
            ["10:00", "10:30", "11:00"],
            Course(ta).Days(
                "2026-02-03", "2026-02-03", Now,
                busy: [Booked("2026-02-03T09:00Z") with { IsScheduled = false }]).Starts("UTC"));
    }

    [Fact]
    public void A_student_sees_only_what_they_can_take()
    {
        var student = new StudentTimes(
            isActive: true, TimeZoneInfo.Utc, [Booked("2026-02-03T10:00Z"), Booked("2026-02-02T10:00Z")]);
        var course = Course(Daily("UTC", "09:00-12:00"));
        var limited = Course(Daily("UTC", "09:00-12:00"), Usual with { StudentMaxMinutesPerWeek = 150 });

        Assert.Equal(
            ["09:00", "11:00"], course.Days("2026-02-03", "2026-02-03", Now, student: student).Starts("UTC"));
        var days = limited.Days("2026-02-03", "2026-02-09", Now, student: student);
        Assert.Equal(
            new[] { "student_limit_reached", "student_limit_reached", null },
            new[] { days[0].Nothing, days[5].Nothing, days[6].Nothing });
    }

    [Fact]
    public void Two_tas_share_a_slot()
    {
        var (ann, ben) = (Daily("UTC", "09:00-11:00"), Daily("UTC", "10:00-12:00"));

        var slots = Course([ann, ben]).Days("2026-02-03", "2026-02-03", Now)[0].Slots;

        Assert.Equal(["09:00", "09:30", "10:00", "10:30", "11:00"], Times());
        Assert.Equal([ann.TaId, ben.TaId], slots[2].TaIds);
        Assert.Equal([ben.TaId], slots[4].TaIds);

        IEnumerable<string> Times() => Course([ann, ben]).Days("2026-02-03", "2026-02-03", Now).Starts("UTC");
    }

    [Fact]
    public void An_empty_day_names_the_rule_that_explains_it_best()
    {
        var now = At("2026-02-03T12:00Z"); // a Tuesday
        var ta = Ta(
            "UTC", (DayOfWeek.Tuesday, "09:00-10:00"), (DayOfWeek.Wednesday, "09:00-10:00"),
            (DayOfWeek.Thursday, "09:00-10:00"), (DayOfWeek.Friday, "09:00-10:00"),
            (DayOfWeek.Sunday, "09:00-10:00"));
        ta = ta with { Absences = [new Period(At("2026-02-06T00:00Z"), At("2026-02-07T00:00Z"))] };
        var course = Course(
            ta, Usual with { NoticeMinutes = 24 * 60, HorizonDays = 6 },
            closures: [new Period(At("2026-02-08T00:00Z"), At("2026-02-09T00:00Z"))]);

        var days = course.Days("2026-02-02", "2026-02-10", now, busy: [Booked("2026-02-05T09:00Z")]);

        Assert.Equal(
            [
                "start_in_past", // Monday: over
                "start_in_past", // Tuesday: its hours are over
                "too_soon", // Wednesday, 09:00
                "ta_not_available", // Thursday: taken
                "outside_ta_hours", // Friday: away
                "outside_ta_hours", // Saturday: no hours
                "institution_closed", // Sunday
                "outside_ta_hours", // Monday until noon
                "too_far_ahead", // Tuesday
            ],
            days.Select(day => day.Nothing));
        Assert.Equal(
            "no_ta_available", Course([]).Days("2026-02-04", "2026-02-04", now)[0].Nothing);
        Assert.All(
            Course(ta, Usual with { Durations = [30] }).Days("2026-02-04", "2026-02-05", now),
            day => Assert.Equal("duration_not_offered", day.Nothing));
    }

    [Fact]
    public void Every_rule_that_stands_in_the_way_is_told_in_order_of_precedence()
    {
        var (ann, ben) = (Daily("UTC", "09:00-10:00"), Daily("UTC", "00:00-24:00") with { MaxMinutesPerDay = 30 });
        var rules = Usual with { NoticeMinutes = 60 * 24 * 7, Durations = [30], StepMinutes = 60 };
        var start = At("2026-02-03T12:30Z");
        var list = Course([ann, ben], rules).List(Period.From(start, 60), Now, busy: [Booked("2026-02-03T12:00Z")]);

        Assert.Equal(
            [
                ("too_soon", null), ("duration_not_offered", null), ("start_not_offered", ann.TaId),
                ("start_not_offered", ben.TaId), ("outside_ta_hours", ann.TaId), ("ta_not_available", ann.TaId),
                ("ta_not_available", ben.TaId), ("ta_limit_reached", ben.TaId),
            ],
            list.ReasonsAgainst(start).Select(reason => (reason.Rule.Code, reason.TaId)));
    }

    [Fact]
    public void One_ta_who_can_is_enough()
    {
        var (ann, ben) = (Daily("UTC", "09:00-10:00"), Daily("UTC", "12:00-13:00"));
        var list = Course([ann, ben]).List(Period.From(At("2026-02-03T12:00Z"), 60), Now);

        Assert.Empty(list.ReasonsAgainst(At("2026-02-03T12:00Z")));
    }

    /// <summary>Of any day, in any zone, also one on which the clocks change.</summary>
    [Fact]
    public void Times_of_a_day_are_those_of_the_zone() =>
        Gen.Select(AnyZone, Gen.Int[0, 800], Gen.Int[0, 1440]).Sample((zone, day, minute) =>
        {
            var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
            var date = Date("2026-01-01").AddDays(day);
            return new LocalDay(info, date).At(minute)
                == info.ToInstant(date.ToDateTime(default).AddMinutes(minute));
        });

    [Fact]
    public void The_slots_of_a_window_are_those_of_its_days() =>
        Gen.Select(AnyZone, AnyZone, Gen.Int[0, 380], Gen.Int[1, 48]).Sample(
            (ofTa, ofInstitution, day, quarters) =>
            {
                var course = Course(
                    Daily(ofTa, "00:00-02:15", "02:45-09:00", "22:00-24:00"), Usual with { StepMinutes = 15 },
                    ofInstitution);
                var first = Date("2026-02-03").AddDays(day);
                var dates = Enumerable.Range(0, 4).Select(number => $"{first.AddDays(number):O}").ToList();
                var minutes = 15 * (quarters % 32 + 1);

                var whole = course.Days(dates[0], dates[^1], Now, minutes);
                var each = dates.SelectMany(date => course.Days(date, date, Now, minutes));

                Assert.Equal(
                    whole.Select(found => (found.Date, string.Join(' ', found.Slots.Select(slot => slot.StartsAt)))),
                    each.Select(found => (found.Date, string.Join(' ', found.Slots.Select(slot => slot.StartsAt)))));
            },
            iter: 300);

    private static Gen<string> AnyZone => Gen.OneOf(
        new[]
        {
            "UTC", Toronto, "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe",
            "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo", "America/Santiago",
        }.Select(zone => Gen.Const(zone)).ToArray());
}
