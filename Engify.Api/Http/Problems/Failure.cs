namespace Engify.Api.Http.Problems;

/// <summary>A failure on its way to the client.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">What went wrong, for programs.</param>
/// <param name="Message">What went wrong, for people.</param>
/// <param name="Errors">The errors of each member.</param>
/// <param name="ErrorCodes">The same for programs.</param>
/// <param name="Details">What else there is to say: an object whose members the problem has, too.</param>
public sealed record Failure(
    int Status, string Code, string Message, IReadOnlyDictionary<string, string[]>? Errors = null,
    IReadOnlyDictionary<string, string[]>? ErrorCodes = null, object? Details = null)
{
    /// <summary>A failed validation whose subject is not yet known.</summary>
    public static readonly Failure Invalid = new(
        StatusCodes.Status400BadRequest, "validation_failed", "The request is not valid");

    public static readonly Failure Internal = new(
        StatusCodes.Status500InternalServerError, "internal_error",
        "Something went wrong on our side; the trace id helps us to find out what");

    public static readonly Failure DatabaseUnavailable = new(
        StatusCodes.Status503ServiceUnavailable, "database_unavailable",
        "The database is not available at the moment; try again shortly");

    public static readonly Failure Stopping = new(
        StatusCodes.Status503ServiceUnavailable, "service_stopping", "This instance is about to stop; use another one");

    public static readonly Failure IssuerUnavailable = new(
        StatusCodes.Status503ServiceUnavailable, "issuer_unavailable",
        "Your sign-in cannot be verified at the moment; try again shortly");

    public static Failure Of(Rule rule) => new(StatusOf(rule), rule.Code, rule.Message);

    /// <summary>The failure for a status alone, if the framework answered with nothing more.</summary>
    public static Failure OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(status, "unauthenticated", "Sign in to do this"),
        StatusCodes.Status403Forbidden => new(status, "forbidden", "You may not do this"),
        StatusCodes.Status404NotFound => new(status, "route_not_found", "There is nothing at this address"),
        StatusCodes.Status405MethodNotAllowed =>
            new(status, "method_not_allowed", "This address does not take this method"),
        StatusCodes.Status408RequestTimeout => new(status, "request_timeout", "The request took too long to arrive"),
        StatusCodes.Status413PayloadTooLarge => new(status, "payload_too_large", "The request body is too large"),
        StatusCodes.Status415UnsupportedMediaType => new(
            status, "unsupported_media_type", "The request body must be of the type that this address takes, in UTF-8"),
        StatusCodes.Status429TooManyRequests =>
            new(status, "rate_limited", "There were too many requests; wait before you send the next one"),
        StatusCodes.Status503ServiceUnavailable => DatabaseUnavailable,
        >= 500 => Internal,
        _ => new(status, "malformed_request", "The request is malformed"),
    };

    public static int StatusOf(Rule rule) => rule.Kind switch
    {
        RuleKind.NotFound => StatusCodes.Status404NotFound,
        RuleKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RuleKind.Forbidden => StatusCodes.Status403Forbidden,
        RuleKind.Locked => StatusCodes.Status423Locked,
        RuleKind.InProgress or RuleKind.InUse => StatusCodes.Status409Conflict,
        RuleKind.ChangedMeanwhile => StatusCodes.Status412PreconditionFailed,
        RuleKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        RuleKind.Contradiction => StatusCodes.Status422UnprocessableEntity,
        RuleKind.Busy => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };
}
