using System.Text.Json;

namespace Engify.Features.Database;

/// <summary>What something was done to.</summary>
/// <param name="Type">Its kind, such as <c>booking</c>.</param>
/// <param name="Id">Its id; null for many at once.</param>
/// <param name="Details">What else there is to say.</param>
public sealed record AuditedObject(string Type, Guid? Id, string? Details = null)
{
    /// <summary>An entity, whose kind is the name of its type in snake_case.</summary>
    public static AuditedObject Of<TEntity>(Guid id) =>
        new(JsonNamingPolicy.SnakeCaseLower.ConvertName(typeof(TEntity).Name), id);
}
