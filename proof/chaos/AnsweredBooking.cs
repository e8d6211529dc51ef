using System.Text.Json;

namespace Engify.Chaos;

/// <summary>What the service said when it booked.</summary>
internal sealed record AnsweredBooking(
    Guid Id, Guid CourseId, Guid TaId, string SessionType, DateTimeOffset Date, int DurationMinutes,
    decimal PricePerStudent, Guid? BundlePurchaseId)
{
    public static AnsweredBooking Of(Command command) =>
        JsonSerializer.Deserialize<AnsweredBooking>(command.Settled!.Body!, Command.AnswerFormat)!;
}
