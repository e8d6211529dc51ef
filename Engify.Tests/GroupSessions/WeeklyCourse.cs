using System.Text.Json;
using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.GroupSessions;

/// <summary>A course with a TA, and what an administrator says of its weekly group session.</summary>
internal sealed record WeeklyCourse(EngifyFixture Engify, Course Course, Ta Ta)
{
    public string Path => $"/courses/{Course.Id}/group-session-templates";

    public static async Task<WeeklyCourse> AddAsync(EngifyFixture engify)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        return new WeeklyCourse(engify, course, ta);
    }

    /// <summary>Wednesdays, 18:00 to 19:30 UTC, for three students.</summary>
    /// <param name="with">What differs.</param>
    public Dictionary<string, object?> Terms(params (string Member, object? Value)[] with)
    {
        var terms = new Dictionary<string, object?>
        {
            ["taId"] = Ta.Id,
            ["dayOfWeek"] = 3,
            ["startTime"] = "18:00",
            ["endTime"] = "19:30",
            ["timeZone"] = "UTC",
            ["capacity"] = 3,
            ["pricePerStudent"] = 15,
        };
        foreach (var (member, value) in with)
            terms[member] = value;
        return terms;
    }

    public async Task<Answer> CreateAsync(params (string Member, object? Value)[] with) =>
        (await Engify.Api.PostAsync(Path, Terms(with))).ShouldBeCreated();

    public async Task<Answer> ChangeAsync(Guid id, params (string Member, object? Value)[] with) =>
        (await Engify.Api.PutAsync($"/group-session-templates/{id}", Terms(with), "*")).ShouldBeOk();

    /// <summary>Its sessions that are not cancelled, by date.</summary>
    public Task<List<Booking>> ListAsync() => Engify.QueryAsync(db => db.Bookings
        .Where(booking => booking.CourseId == Course.Id && booking.SessionType == SessionType.Group
            && booking.Status != BookingStatus.Cancelled)
        .OrderBy(booking => booking.StartsAt)
        .ToListAsync());

    /// <summary>Has a student join a session.</summary>
    public async Task JoinAsync(Booking session) =>
        (await Engify.Api.JoinAsync(session, await Engify.School.AddStudentAsync())).ShouldBeOk();

    public static (int Scheduled, int Changed, int Removed) Counts(Answer answer) =>
        (answer["scheduled"].GetInt32(), answer["changed"].GetInt32(), answer["removed"].GetInt32());

    public static IEnumerable<(Guid? Booking, string? Date, string? Reason)> Conflicts(Answer answer) =>
        answer["conflicts"].EnumerateArray().Select(conflict => (
            conflict.GetProperty("bookingId") is { ValueKind: not JsonValueKind.Null } id ? id.GetGuid() : (Guid?)null,
            conflict.GetProperty("date").GetString(), conflict.GetProperty("reason").GetString()));
}
