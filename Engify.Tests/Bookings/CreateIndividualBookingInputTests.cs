using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Bookings;

public sealed class CreateIndividualBookingInputTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Theory]
    [InlineData("studentId")]
    [InlineData("courseId")]
    [InlineData("date")]
    [InlineData("durationMinutes")]
    public async Task A_request_that_lacks_a_member_is_malformed(string member)
    {
        var body = await ValidBodyAsync();
        body.Remove(member);

        var answer = (await SendAsync(body.ToJsonString())).ShouldBeProblem(400, "malformed_request");

        Assert.Contains(member, answer["message"].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("taId")]
    [InlineData("bundlePurchaseId")]
    public async Task A_request_may_lack_an_optional_member(string member)
    {
        var body = await ValidBodyAsync();
        body.Remove(member);

        (await SendAsync(body.ToJsonString())).ShouldBeOk();
    }

    [Theory]
    [InlineData("studentId", "null")]
    [InlineData("studentId", "1")]
    [InlineData("studentId", "{}")]
    [InlineData("studentId", "\"\\ud800\"")]
    [InlineData("courseId", "null")]
    [InlineData("courseId", "true")]
    [InlineData("taId", "7")]
    [InlineData("taId", "false")]
    [InlineData("bundlePurchaseId", "[]")]
    [InlineData("durationMinutes", "null")]
    [InlineData("durationMinutes", "\"60\"")]
    [InlineData("durationMinutes", "\"60.0\"")]
    [InlineData("durationMinutes", "60.5")]
    [InlineData("durationMinutes", "6e-1")]
    [InlineData("durationMinutes", "1e400")]
    [InlineData("durationMinutes", "9223372036854775808")]
    [InlineData("durationMinutes", "99999999999")]
    [InlineData("durationMinutes", "true")]
    [InlineData("date", "null")]
    [InlineData("date", "1772539200")]
    [InlineData("date", "\"\"")]
    [InlineData("date", "\"tomorrow\"")]
    [InlineData("date", "\"2026-03-03\"")]
    [InlineData("date", "\"2026-03-03T12:00:00\"")]
    [InlineData("date", "\"2026-03-03 12:00:00Z\"")]
    [InlineData("date", "\"2026-03-03T12:00Z\"")]
    [InlineData("date", "\"2026-03-03T12:00:00+0200\"")]
    [InlineData("date", "\"2026-02-30T12:00:00Z\"")]
    [InlineData("date", "\"2026-03-03T24:00:00Z\"")]
    [InlineData("date", "\"2026-03-03T12:00:60Z\"")]
    [InlineData("date", "\"2026-03-03T23:59:61Z\"")]
    [InlineData("date", "\"2026-03-03T12:00:00+24:00\"")]
    [InlineData("date", "\"9999-12-31T23:59:60Z\"")]
    [InlineData("date", "\"9999-12-31T23:59:59-23:59\"")]
    [InlineData("date", "\"0001-01-01T00:00:00+15:00\"")]
    [InlineData("date", "\"2026-03-03T12:00:00Z\\n\"")]
    public async Task A_member_of_a_wrong_kind_is_malformed(string member, string json)
    {
        var body = await ValidBodyAsync();
        body[member] = "REPLACED";

        var answer = (await SendAsync(body.ToJsonString().Replace("\"REPLACED\"", json, StringComparison.Ordinal)))
            .ShouldBeProblem(400, "malformed_request");

        Assert.Contains(member, answer["message"].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("{\"studentId\":")]
    [InlineData("{'studentId': 1}")]
    [InlineData("{} {}")]
    public async Task A_body_that_is_no_request_is_malformed(string? body) =>
        (await SendAsync(body)).ShouldBeProblem(400, "malformed_request");

    [Theory]
    [InlineData(14)]
    [InlineData(481)]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public async Task A_session_lasts_neither_too_short_nor_too_long(int minutes)
    {
        var body = await ValidBodyAsync();
        body["durationMinutes"] = minutes;

        (await SendAsync(body.ToJsonString())).ShouldBeInvalid("durationMinutes");
    }

    [Theory]
    [InlineData(15)]
    [InlineData(480)]
    public async Task A_session_may_last_from_15_to_480_minutes(int minutes)
    {
        var body = await ValidBodyAsync();
        body["durationMinutes"] = minutes;

        var answer = (await SendAsync(body.ToJsonString())).ShouldBeOk();

        Assert.Equal(minutes, answer["durationMinutes"].GetInt32());
    }

    [Theory]
    [InlineData("60.0")]
    [InlineData("6e1")]
    [InlineData("6.0E+1")]
    [InlineData("600e-1")]
    public async Task A_duration_is_any_number_without_a_fraction(string json)
    {
        var body = await ValidBodyAsync();
        body["durationMinutes"] = JsonNode.Parse(json);

        var answer = (await SendAsync(body.ToJsonString())).ShouldBeOk();

        Assert.Equal("60", answer["durationMinutes"].GetRawText());
    }

    [Theory]
    [InlineData("2026-03-04T10:00:59.999999999Z", "2026-03-04T10:00:59.999999Z")]
    [InlineData("2026-03-04T10:00:00.0000001Z", "2026-03-04T10:00:00Z")]
    [InlineData("2026-03-04T10:00:00.12345678901234567890Z", "2026-03-04T10:00:00.123456Z")]
    [InlineData("2026-03-04T10:00:00+18:00", "2026-03-03T16:00:00Z")]
    [InlineData("2026-03-04T10:00:00-23:59", "2026-03-05T09:59:00Z")]
    [InlineData("2026-03-31T23:59:60Z", "2026-04-01T00:00:00Z")]
    [InlineData("2026-03-31T15:59:60-08:00", "2026-04-01T00:00:00Z")]
    [InlineData("2026-03-04t10:00:00z", "2026-03-04T10:00:00Z")]
    public async Task A_date_is_any_instant_of_RFC_3339_and_answered_as_it_is_kept(string date, string answered)
    {
        var body = await ValidBodyAsync();
        body["date"] = date;

        var answer = (await SendAsync(body.ToJsonString())).ShouldBeOk();

        Assert.Equal(answered, answer["date"].GetString());
        var kept = (await engify.Api.GetAsync($"/bookings/{answer.Id}")).ShouldBeOk();
        Assert.Equal(answered, kept["date"].GetString());
    }

    [Theory]
    [InlineData("9500-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_session_starts_within_the_time_that_can_be_reckoned_with(string date)
    {
        var body = await ValidBodyAsync();
        body["date"] = date;

        (await SendAsync(body.ToJsonString())).ShouldBeInvalid("date");
    }

    [Fact]
    public async Task A_failed_validation_names_every_fault()
    {
        var body = await ValidBodyAsync();
        body["durationMinutes"] = 14;
        body["date"] = "9500-01-01T00:00:00Z";

        var answer = (await SendAsync(body.ToJsonString())).ShouldBeInvalid("durationMinutes").ShouldBeInvalid("date");

        Assert.Equal("'date' must be before the year 9000.", answer["message"].GetString());
    }

    [Fact]
    public async Task Unknown_members_are_ignored_and_have_no_effect()
    {
        var id = Guid.CreateVersion7();
        var body = await ValidBodyAsync();
        body["id"] = id.ToString();
        body["price"] = 0;
        body["pricePerStudent"] = 0;
        body["status"] = "CANCELLED";
        body["capacity"] = 7;
        body["createdAt"] = "2000-01-01T00:00:00Z";
        body["hint"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };

        var answer = (await SendAsync(body.ToJsonString())).ShouldBeOk();

        Assert.NotEqual(id, answer.Id);
        Assert.Equal(30m, answer["pricePerStudent"].GetDecimal());
        Assert.Equal("BOOKED", answer["status"].GetString());
        var booking = await engify.QueryAsync(db => db.Bookings.SingleAsync(found => found.Id == answer.Id));
        Assert.Equal((30m, 1, 1), (booking.PricePerStudent, booking.Capacity, booking.StudentCount));
        Assert.Equal(EngifyFixture.Start, booking.CreatedAt);
    }

    private async Task<JsonObject> ValidBodyAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 30m);
        var body = School.Individual(await engify.School.AddStudentAsync(), course, ta);
        return JsonSerializer.SerializeToNode(body)!.AsObject();
    }

    private Task<Answer> SendAsync(string? body) => engify.Api.SendAsync("POST", BookingSteps.IndividualPath, body);
}
