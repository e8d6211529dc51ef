using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Invitations.ListInvitations;

public sealed class ListInvitationsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/invitations", Handle)
        .RequireAuthorization(Policies.Admin);

    /// <summary>Lists the invitations that can still be accepted, by email.</summary>
    /// <remarks>For administrators. Their links are not told again; inviting again gives a new one.</remarks>
    /// <param name="q">A part of the email or the name, in any case.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the invitations.</response>
    public static async Task<Ok<IReadOnlyList<InvitationResponse>>> Handle(
        string? q, UrlValue<int>? limit, Cursor<string>? cursor, IMediator mediator, HttpResponse response,
        CancellationToken cancellationToken)
    {
        var request = new ListInvitationsRequest(q, limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
