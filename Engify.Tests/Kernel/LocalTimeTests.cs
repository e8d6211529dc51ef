using System.Globalization;

namespace Engify.Tests.Kernel;

public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("America/Toronto", "2026-01-15T18:00", "2026-01-15T23:00Z")]
    [InlineData("America/Toronto", "2026-07-15T18:00", "2026-07-15T22:00Z")]
    [InlineData("UTC", "2026-07-15T18:00", "2026-07-15T18:00Z")]
    // Clocks go from 02:00 to 03:00: what they skip moves to 03:00.
    [InlineData("America/Toronto", "2026-03-08T01:59", "2026-03-08T06:59Z")]
    [InlineData("America/Toronto", "2026-03-08T02:00", "2026-03-08T07:00Z")]
    [InlineData("America/Toronto", "2026-03-08T02:30", "2026-03-08T07:00Z")]
    [InlineData("America/Toronto", "2026-03-08T03:00", "2026-03-08T07:00Z")]
    // Clocks go back from 02:00 to 01:00: of what they show twice, the first.
    [InlineData("America/Toronto", "2026-11-01T01:00", "2026-11-01T05:00Z")]
    [InlineData("America/Toronto", "2026-11-01T01:30", "2026-11-01T05:30Z")]
    [InlineData("America/Toronto", "2026-11-01T02:00", "2026-11-01T07:00Z")]
    // Half an hour only.
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z")]
    // Winter is the exception: the clocks skip an hour where it ends, and show one twice where it begins.
    [InlineData("Europe/Dublin", "2026-03-29T01:30", "2026-03-29T01:00Z")]
    [InlineData("Europe/Dublin", "2026-10-25T01:30", "2026-10-25T00:30Z")]
    // The month of Ramadan is.
    [InlineData("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30Z")]
    [InlineData("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T02:00Z")]
    [InlineData("Africa/El_Aaiun", "2026-03-22T02:30", "2026-03-22T02:00Z")]
    // A whole day.
    [InlineData("Pacific/Apia", "2011-12-30T18:00", "2011-12-30T10:00Z")]
    [InlineData("Pacific/Kwajalein", "1993-08-21T12:00", "1993-08-21T12:00Z")]
    // At midnight, east of Greenwich.
    [InlineData("Africa/Cairo", "2026-04-24T00:30", "2026-04-23T22:00Z")]
    public void Local_times_become_instants_across_the_changes_of_the_clocks(
        string zone, string local, string instant) =>
        Assert.Equal(
            Instant(instant),
            TimeZoneInfo.FindSystemTimeZoneById(zone).ToInstant(DateTime.Parse(local, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("UTC", "2026-03-02T00:00Z", "2026-03-02T00:00Z", "2026-03-09T00:00Z")]
    [InlineData("UTC", "2026-03-08T23:59Z", "2026-03-02T00:00Z", "2026-03-09T00:00Z")]
    [InlineData("America/Toronto", "2026-03-02T04:59Z", "2026-02-23T05:00Z", "2026-03-02T05:00Z")]
    [InlineData("America/Toronto", "2026-03-04T12:00Z", "2026-03-02T05:00Z", "2026-03-09T04:00Z")] // an hour short
    [InlineData("Asia/Tokyo", "2026-03-08T16:00Z", "2026-03-08T15:00Z", "2026-03-15T15:00Z")]
    // Midnight of that Monday, the first of the Iranian year, is skipped.
    [InlineData("Asia/Tehran", "2016-03-20T20:00Z", "2016-03-13T20:30Z", "2016-03-20T20:30Z")]
    [InlineData("Asia/Tehran", "2016-03-20T20:30Z", "2016-03-20T20:30Z", "2016-03-27T19:30Z")]
    public void A_week_goes_from_monday_to_sunday_on_local_clocks(
        string zone, string instant, string start, string end) =>
        Assert.Equal(
            new Period(Instant(start), Instant(end)),
            TimeZoneInfo.FindSystemTimeZoneById(zone).IsoWeekOf(Instant(instant)));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
