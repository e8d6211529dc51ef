using Engify.Api.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>What the document is about, and its parts in an order that does not change by itself.</summary>
/// <param name="asked">The request for the document; none where it is made without one.</param>
internal sealed class DescribeEngify(IHttpContextAccessor asked) : IOpenApiDocumentTransformer
{
    private const string Description =
        "Course-based tutoring: individual sessions with TAs, bundles of sessions, and group sessions.\n\n"
        + "Instants are RFC 3339, answered in UTC; a request's instant bears an offset. Money is a number with at "
        + "most two decimals. Ids are opaque: one that is not ours is not found. Members of a request that are not "
        + "known are ignored; members of an answer are always present. Every failure is a problem (RFC 9457), whose "
        + "`code` is for programs.\n\n"
        + "HEAD is answered wherever GET is, with the same status and headers and without a body. OPTIONS is answered "
        + "with 204, and `Allow` lists the methods of the address. An address that is not listed here is answered with "
        + "404 (`route_not_found`), and another method with 405 (`method_not_allowed`) and `Allow`.\n\n"
        + "A request that is not proper HTTP, is too large or arrives too slowly does not reach any operation. The "
        + "server then answers without a body and without the headers listed here, and closes the connection: 400 "
        + "(malformed), 405 (a target that does not go with the method), 408 (the headers take too long), 414 (the "
        + "request line is too long), 431 (the headers are too large or too many) or 505 (an unsupported version of "
        + "HTTP).\n\n"
        + "Outside Development, a request by HTTP is redirected to HTTPS with 308.";

    private static readonly SortedDictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["Accounts"] =
            "Signing in and out, by access tokens that last for minutes and refresh tokens that last for weeks.",
        ["Audit"] = "Who did what.",
        ["Bookings"] = "Sessions on the calendar of students and TAs.",
        ["Bundles"] = "Sessions paid for in advance.",
        ["Courses"] = "The catalogue, open to anyone.",
        ["GroupSessions"] = "Weekly sessions with a fixed number of seats.",
        ["Institution"] = "The institution that the service runs for.",
        ["Products"] = "What a course sells.",
        ["Tas"] = "Teaching assistants.",
        ["Terms"] = "Parts of the academic year.",
    };

    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Engify",
            Version = "1.0.0",
            Description = Description,
            Contact = new OpenApiContact { Name = "The maintainers of Engify" },
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        var prefix = asked.HttpContext?.Features.Get<ForwardedPrefix>()?.Path ?? PathString.Empty;
        document.Servers =
        [
            new OpenApiServer
            {
                Url = prefix.HasValue ? prefix : "/",
                Description = "The service that this document comes from.",
            },
            new OpenApiServer
            {
                Url = prefix.Add(EngifyRouting.Prefix),
                Description = "The same, under the prefix of the first generation.",
            },
        ];
        document.Tags = Tags
            .Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();

        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
            paths.Add(path, item);
        document.Paths = paths;
        return Task.CompletedTask;
    }
}
