using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Engify.Features.Http;

public static class PagedResponse
{
    /// <summary>Names the next page in the <c>Link</c> header (RFC 8288) and returns the rows of this one.</summary>
    public static IReadOnlyList<T> LinkNext<T>(this HttpResponse response, Page<T> page)
    {
        if (page.Next is not null)
        {
            var request = response.HttpContext.Request;
            var query = new QueryBuilder(request.Query
                .Where(parameter => !parameter.Key.Equals("cursor", StringComparison.OrdinalIgnoreCase))
                .SelectMany(
                    parameter => parameter.Value,
                    (parameter, value) => KeyValuePair.Create(parameter.Key, value ?? "")))
            {
                { "cursor", page.Next },
            };
            response.Headers.Append("Link", $"<{request.PathBase.Add(request.Path)}{query}>; rel=\"next\"");
        }

        return page.Items;
    }
}
