using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Engify.Features.Database;

/// <summary>An answer as it is kept for repeats of its request.</summary>
/// <param name="Status">Its status code.</param>
/// <param name="Headers">Its headers, a line each, apart from those that describe the body.</param>
/// <param name="Body">Its JSON; empty if it has none.</param>
internal sealed record KeptAnswer(short Status, string[] Headers, string Body) : IResult
{
    private static readonly string[] OfBody = [HeaderNames.ContentType, HeaderNames.ContentLength];

    /// <summary>Writes down what a result answers.</summary>
    public static async Task<KeptAnswer> OfAsync(IResult result, IServiceProvider services)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        await result.ExecuteAsync(http);
        return new(
            (short)http.Response.StatusCode,
            [
                .. from header in http.Response.Headers
                   where !OfBody.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
                   from value in header.Value
                   select $"{header.Key}: {value}",
            ],
            Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        foreach (var header in Headers.Select(line => line.Split(": ", 2)))
            httpContext.Response.Headers.Append(header[0], header[1]);

        return Body.Length == 0
            ? Results.StatusCode(Status).ExecuteAsync(httpContext)
            : Results.Text(Body, "application/json; charset=utf-8", statusCode: Status).ExecuteAsync(httpContext);
    }
}
