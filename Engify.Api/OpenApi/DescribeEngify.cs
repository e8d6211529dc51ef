using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>What the document is about, and its parts in an order that does not change by itself.</summary>
internal sealed class DescribeEngify : IOpenApiDocumentTransformer
{
    private static readonly SortedDictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["Accounts"] = "Signing in and out, by access tokens that last for minutes and refresh tokens that last for weeks.",
        ["Audit"] = "Who did what.",
        ["Bookings"] = "Sessions on the calendar of students and TAs.",
        ["Bundles"] = "Sessions paid for in advance.",
        ["Courses"] = "The catalogue, open to anyone.",
        ["GroupSessions"] = "Weekly sessions with a fixed number of seats.",
        ["Products"] = "What a course sells.",
    };

    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Engify",
            Version = "1.0.0",
            Description =
                "Course-based tutoring: individual sessions with TAs, bundles of sessions, and group sessions.\n\n"
                + "Instants are RFC 3339, answered in UTC; a request's instant bears an offset. Money is a number with at "
                + "most two decimals. Ids are opaque: one that is not ours is not found. Members of a request that are not "
                + "known are ignored; members of an answer are always present. Every failure is a problem (RFC 9457), whose "
                + "`code` is for programs.",
            Contact = new OpenApiContact { Name = "The maintainers of Engify" },
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers =
        [
            new OpenApiServer { Url = "/", Description = "The service that this document comes from." },
            new OpenApiServer { Url = "/api", Description = "The same, under the prefix of the first generation." },
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
