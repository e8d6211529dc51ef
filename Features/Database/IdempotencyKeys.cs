using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Database;

/// <summary>The <c>Idempotency-Key</c> request header (draft-ietf-httpapi-idempotency-key-header).</summary>
public static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    /// <summary>Marks an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>How long a repeat waits for the first to end, as PostgreSQL's <c>lock_timeout</c>.</summary>
    internal const string Patience = "2s";

    /// <summary>Lets a client send this command again without repeating its effect.</summary>
    public static RouteHandlerBuilder AcceptsIdempotencyKey(this RouteHandlerBuilder builder) => builder
        .WithMetadata(new AcceptsIdempotencyKey())
        .ProducesRuleProblems(IdempotencyRules.NotInProgress, IdempotencyRules.SameRequest)
        .AddEndpointFilter(ReplayAsync);

    private static async ValueTask<object?> ReplayAsync(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var context = http.RequestServices.GetRequiredService<IdempotencyContext>();
        if (http.Request.Headers.TryGetValue(Header, out var values))
            context.Key = IsValid(values) ? values[0] : throw Malformed();

        try
        {
            var answer = await next(invocation);
            return context.Kept ?? answer;
        }
        catch (AnsweredBeforeException repeated)
        {
            http.Response.Headers[ReplayedHeader] = "true";
            return repeated.Answer;
        }
    }

    private static bool IsValid(Microsoft.Extensions.Primitives.StringValues values) =>
        values is [{ Length: >= 1 and <= MaxLength } key] && key.All(character => character is > ' ' and <= '~');

    private static ValidationException Malformed() => new(
        [new ValidationFailure(Header, $"'{Header}' must be 1 to {MaxLength} visible ASCII characters, once.")]);
}
