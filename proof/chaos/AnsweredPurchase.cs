using System.Text.Json;

namespace Engify.Chaos;

/// <summary>What the service said when it sold a bundle.</summary>
internal sealed record AnsweredPurchase(Guid Id, Guid StudentId, Guid ProductId, int TotalSessions)
{
    public static AnsweredPurchase Of(Command command) =>
        JsonSerializer.Deserialize<AnsweredPurchase>(command.Settled!.Body!, Command.AnswerFormat)!;
}
