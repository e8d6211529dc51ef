using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.ListAccounts;

public sealed class ListAccountsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/accounts", Handle)
        .RequireAuthorization(Policies.Admin);

    /// <summary>Lists who can sign in, by email.</summary>
    /// <remarks>For administrators. Each account comes with its role, its state and when it last signed in.</remarks>
    /// <param name="role">Only accounts of this role.</param>
    /// <param name="q">A part of the email or the name, in any case.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">
    /// Where the page before ended: part of the address in that answer's <c>Link</c> header.
    /// </param>
    /// <response code="200">A page of the accounts.</response>
    public static async Task<Ok<IReadOnlyList<AccountResponse>>> Handle(
        UrlValue<AccountRole>? role, string? q, UrlValue<int>? limit, Cursor<string>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListAccountsRequest(role?.Value, q, limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
