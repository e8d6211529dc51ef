using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Engify.Features.Database;
using Engify.Features.Http;

namespace Engify.Api.Http.Problems;

/// <summary>Writes a failure in the shape that all failures share.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    private static readonly string RetryAfterSeconds =
        DatabaseFailure.Pause.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    public static Task WriteProblemAsync(this HttpContext context, Failure failure)
    {
        context.RequestServices.GetRequiredService<RequestMeter>().Refused(failure.Code);
        var response = context.Response;
        response.StatusCode = failure.Status;
        // A rate limit has already said how long to wait.
        if (failure.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (failure.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = Challenge(context.Request);

        var problem = Problem.From(
            failure,
            context.Request.PathBase.Add(context.Request.Path).ToString(),
            Activity.Current?.Id ?? context.TraceIdentifier);
        return failure.Details is null
            ? response.WriteAsJsonAsync(problem, EngifyJson.Options, ContentType, context.RequestAborted)
            : response.WriteAsJsonAsync(
                With(problem, failure.Details), EngifyJson.Options, ContentType, context.RequestAborted);
    }

    /// <summary>Extension members (RFC 9457, section 3.2).</summary>
    private static JsonObject With(Problem problem, object details)
    {
        var members = JsonSerializer.SerializeToNode(problem, EngifyJson.Options)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(details, EngifyJson.Options)!.AsObject())
            members[name] = value?.DeepClone();
        return members;
    }

    /// <summary>RFC 6750, section 3: name the error only to callers who sent a token.</summary>
    private static string Challenge(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
}
