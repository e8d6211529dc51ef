namespace Engify.Features.Audit;

/// <summary>The log of who did what, for administrators.</summary>
internal sealed class AuditArea : Area
{
    public override string Description => "Who did what.";

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["objectId"] = ExampleSchool.BookingId,
        ["action"] = "CreateIndividualBooking",
        ["exceptAction"] = "RefreshSession",
        ["outcome"] = "succeeded",
    };
}
