using MediatR;
using Microsoft.AspNetCore.Http;

namespace Engify.Features.Http;

/// <summary>
/// Sends the command of a request that may come with an <c>Idempotency-Key</c>. What is answered to the first request
/// is kept in the command's own transaction, so it must be known before COMMIT: the endpoint says how it answers.
/// </summary>
public sealed class Commands(IMediator mediator, IdempotencyContext idempotency)
{
    /// <param name="command">The command.</param>
    /// <param name="answer">
    /// The answer with the command's response. It may be called more than once.
    /// </param>
    /// <param name="cancellationToken">Not heeded once the command commits.</param>
    public async Task<TResult> SendAsync<TResponse, TResult>(
        IRequest<TResponse> command, Func<TResponse, TResult> answer, CancellationToken cancellationToken)
        where TResult : IResult
    {
        idempotency.Answer = response => answer((TResponse)response);
        return answer(await mediator.Send(command, cancellationToken));
    }
}
