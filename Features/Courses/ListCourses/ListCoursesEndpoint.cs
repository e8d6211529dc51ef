using System.Security.Claims;
using Engify.Features.Accounts;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Courses.ListCourses;

public sealed class ListCoursesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/courses", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccessRules.Allowed);

    /// <summary>Lists the courses on offer, by code.</summary>
    /// <remarks>The answer may be cached for a minute.</remarks>
    /// <param name="q">A part of the code or the name, in any case.</param>
    /// <param name="includeInactive">Whether to list those that are not offered, too; for administrators.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the courses.</response>
    public static async Task<Results<CacheableOk<IReadOnlyList<CourseResponse>>, ChallengeHttpResult>> Handle(
        string? q, bool? includeInactive, UrlValue<int>? limit, Cursor<string>? cursor, ClaimsPrincipal user,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var all = includeInactive ?? false;
        if (all && user.Identity is not { IsAuthenticated: true })
            return TypedResults.Challenge();

        var request = new ListCoursesRequest(q, limit?.Value ?? Page.DefaultLimit, cursor, all);
        var page = await mediator.Send(request, cancellationToken);
        return new CacheableOk<IReadOnlyList<CourseResponse>>(
            response.LinkNext(page), all ? CacheControl.Revalidate : CacheControl.Catalogue);
    }
}
