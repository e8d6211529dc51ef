namespace Engify.Features.Audit.ListAuditEntries;

/// <summary>What somebody did, or was not allowed to do.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="AccountId">The account; null if nobody was signed in, and for the service itself.</param>
/// <param name="AccountName">Whose it is; null when <c>accountId</c> is, or is none of this service.</param>
/// <param name="Role">The role they acted in; null when <c>accountId</c> is.</param>
/// <param name="Address">The IP address that the request came from; null for the service itself.</param>
/// <param name="Action">The use case.</param>
/// <param name="ObjectType">What kind of thing it was done to.</param>
/// <param name="ObjectId">What it was done to.</param>
/// <param name="Outcome"><c>succeeded</c>, or the code of the rule that refused it.</param>
/// <param name="TraceId">The trace id, under which the log has more.</param>
/// <param name="Details">What else there is to say, such as how many rows an import made.</param>
public sealed record AuditEntryResponse(
    Guid Id, DateTimeOffset OccurredAt, Guid? AccountId, string? AccountName, AccountRole? Role, string? Address,
    string Action, string? ObjectType, string? ObjectId, string Outcome, string? TraceId, string? Details)
{
    public static AuditEntryResponse From(AuditEntry entry, string? accountName) => new(
        entry.Id, entry.OccurredAt, entry.AccountId, accountName, entry.Role, entry.Address?.ToString(), entry.Action,
        entry.ObjectType, entry.ObjectId, entry.Outcome, entry.TraceId,
        entry.Details);

    internal static AuditEntryResponse Example => new(
        new Guid("019aa0f5-4d00-7a81-92e4-8fab6d3e7c43"), ExampleSchool.Now, ExampleSchool.AccountId,
        "Sam Student", AccountRole.Student, "203.0.113.7", "CreateIndividualBooking", "booking",
        $"{ExampleSchool.BookingId}", "succeeded", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", null);
}
