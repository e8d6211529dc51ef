namespace Engify.Chaos;

/// <summary>What came back for one request.</summary>
/// <param name="Outcome">What the client knows now.</param>
/// <param name="Code">
/// The code of a refusal or of an unavailability; why there is no answer, where there is none.
/// </param>
/// <param name="Body">The body of a success.</param>
/// <param name="Replayed">Whether the service says that it gave this answer before.</param>
/// <param name="SentAt">When it was sent, on the clock of the run.</param>
/// <param name="AnsweredAt">When that was known, on the clock of the run.</param>
internal sealed record Answer(
    Outcome Outcome, string? Code, string? Body, bool Replayed, TimeSpan SentAt, TimeSpan AnsweredAt);
