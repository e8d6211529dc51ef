using System.Security.Claims;

namespace Engify.Api.Http;

/// <summary>
/// One line for each request. The path is escaped, so that nobody can forge log lines; queries, headers and bodies may
/// be private and are left out.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILoggerFactory loggers, TimeProvider clock)
{
    public const string Category = "Engify.Requests";

    private readonly ILogger logger = loggers.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext context)
    {
        var begunAt = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (logger.IsEnabled(LogLevel.Information))
            {
                var request = context.Request;
                LogRequest(
                    request.Method,
                    request.PathBase.Add(request.Path).ToUriComponent(),
                    context.Response.StatusCode,
                    Math.Round(clock.GetElapsedTime(begunAt).TotalMilliseconds, 1),
                    NameOf(context.User));
            }
        }
    }

    private static string NameOf(ClaimsPrincipal user)
    {
        var role = user.FindFirstValue(Caller.RoleClaim) ?? "anonymous";
        return user.FindFirstValue(Caller.AccountIdClaim) is { } account ? $"{role} {account}" : role;
    }

    [LoggerMessage(LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds} ms by {Caller}")]
    private partial void LogRequest(string method, string path, int status, double milliseconds, string caller);
}
