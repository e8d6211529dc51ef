using CsCheck;

namespace Engify.Tests.Kernel;

public sealed class PeriodTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Period> Periods =
        from start in Gen.Int[0, 300]
        from minutes in Gen.Int[1, 120]
        select Period.From(Noon.AddMinutes(start), minutes);

    [Theory]
    [InlineData(-60, 60, false)] // ends when the other begins
    [InlineData(60, 60, false)] // begins when the other ends
    [InlineData(-30, 60, true)]
    [InlineData(30, 60, true)]
    [InlineData(15, 15, true)]
    [InlineData(-30, 120, true)]
    [InlineData(0, 60, true)]
    public void Periods_overlap_whichever_began_first_and_not_back_to_back(int offset, int minutes, bool overlaps)
    {
        var hour = Period.From(Noon, 60);
        var other = Period.From(Noon.AddMinutes(offset), minutes);

        Assert.Equal(overlaps, hour.Overlaps(other));
        Assert.Equal(overlaps, other.Overlaps(hour));
    }

    [Fact]
    public void Overlap_means_that_some_minute_is_in_both() =>
        Gen.Select(Periods, Periods).Sample((one, other) =>
        {
            var shared = Minutes(one).Intersect(Minutes(other)).Any();
            Assert.Equal(shared, one.Overlaps(other));
            Assert.Equal(shared, other.Overlaps(one));
        });

    [Fact]
    public void A_period_contains_another_when_all_its_minutes_are_inside() =>
        Gen.Select(Periods, Periods).Sample((one, other) =>
            Assert.Equal(!Minutes(other).Except(Minutes(one)).Any(), one.Contains(other)));

    [Fact]
    public void A_period_ends_after_it_starts() =>
        Assert.Throws<ArgumentException>(() => new Period(Noon, Noon));

    private static IEnumerable<DateTimeOffset> Minutes(Period period)
    {
        for (var minute = period.Start; minute < period.End; minute = minute.AddMinutes(1))
            yield return minute;
    }
}
