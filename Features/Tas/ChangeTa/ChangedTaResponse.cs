using System.Text.Json.Serialization;
using Engify.Features.Bookings;

namespace Engify.Features.Tas.ChangeTa;

/// <summary>A teaching assistant who was changed.</summary>
public sealed record ChangedTaResponse : TaDetailsResponse
{
    public ChangedTaResponse(TaDetailsResponse ta, IReadOnlyList<ConflictResponse> conflicts)
        : base(ta) =>
        Conflicts = conflicts;

    /// <summary>The booked sessions to come of a TA who gives none any more, by date.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<ConflictResponse> Conflicts { get; }

    internal static new ChangedTaResponse Example => new(
        TaDetailsResponse.Example with { IsActive = false },
        [ConflictResponse.Example with { Reason = ConflictReason.TaInactive }]);
}
