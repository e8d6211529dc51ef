using Engify.Features.GroupSessions;

namespace Engify.Tests.GroupSessions;

public sealed class GroupSessionTemplateTests
{
    private static readonly DateTimeOffset Sunday = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sessions_keep_their_local_time_when_the_clocks_go_forward()
    {
        var starts = Starts(Template(DayOfWeek.Wednesday, new(18, 0), new(19, 30)), weeks: 3);

        Assert.Equal([Utc(3, 4, 23), Utc(3, 11, 22), Utc(3, 18, 22)], starts);
    }

    [Fact]
    public void Sessions_keep_their_local_time_when_the_clocks_go_back()
    {
        var starts = Starts(Template(DayOfWeek.Wednesday, new(18, 0), new(19, 30)), weeks: 3, Sunday.AddDays(238));

        Assert.Equal([Utc(10, 28, 22), Utc(11, 4, 23), Utc(11, 11, 23)], starts);
    }

    [Fact]
    public void A_start_that_the_clocks_skip_moves_to_the_first_time_they_show_and_keeps_its_length()
    {
        var sessions = Template(DayOfWeek.Sunday, new(2, 30), new(3, 30))
            .Occurrences(Sunday, Sunday.AddDays(14)).ToList();

        Assert.Equal(Utc(3, 8, 7), sessions[1].Start);
        Assert.All(sessions, session => Assert.Equal(TimeSpan.FromHours(1), session.End - session.Start));
    }

    [Fact]
    public void A_start_that_the_clocks_show_twice_takes_the_first()
    {
        var before = new DateTimeOffset(2026, 10, 30, 0, 0, 0, TimeSpan.Zero);
        var session = Template(DayOfWeek.Sunday, new(1, 30), new(3, 0)).Occurrences(before, before.AddDays(7)).Single();

        Assert.Equal(new DateTimeOffset(2026, 11, 1, 5, 30, 0, TimeSpan.Zero), session.Start);
        Assert.Equal(TimeSpan.FromMinutes(90), session.End - session.Start);
    }

    [Theory]
    [InlineData(18, 6)]
    [InlineData(0, 24)]
    public void A_session_that_ends_at_midnight_lasts_until_then(int start, int hours)
    {
        var template = Template(DayOfWeek.Saturday, new(start, 0), new(0, 0), "Europe/Dublin");
        var sessions = template.Occurrences(Sunday, Sunday.AddDays(70)).ToList();

        Assert.All(sessions, session => Assert.Equal(TimeSpan.FromHours(hours), session.End - session.Start));
        Assert.All(sessions, session => Assert.Equal(DayOfWeek.Saturday, template.DateOf(session).DayOfWeek));
    }

    [Fact]
    public void Sessions_begin_after_now_and_not_after_the_horizon()
    {
        var template = Template(DayOfWeek.Wednesday, new(18, 0), new(19, 30), "UTC");
        var first = Utc(3, 4, 18);

        Assert.Equal(
            [first.AddDays(7)], template.Occurrences(first, first.AddDays(7)).Select(session => session.Start));
        Assert.Equal([first], template.Occurrences(first.AddTicks(-1), first).Select(session => session.Start));
    }

    private static List<DateTimeOffset> Starts(
        GroupSessionTemplate template, int weeks, DateTimeOffset? after = null) =>
        [.. template.Occurrences(after ?? Sunday, (after ?? Sunday).AddDays(7 * weeks))
            .Select(session => session.Start)];

    private static GroupSessionTemplate Template(
        DayOfWeek day, TimeOnly start, TimeOnly end, string zone = "America/Toronto") =>
        new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), day, start, end, zone, 5, 10m);

    private static DateTimeOffset Utc(int month, int day, int hour) => new(2026, month, day, hour, 0, 0, TimeSpan.Zero);
}
