using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline.Json;
using Engify.Features.Pipeline.Protection;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Features.Pipeline.Idempotency;

/// <summary>
/// Answers a repeated command with its first answer. The answer is kept in the command's own transaction, so that it is
/// there exactly when the effect is; a refused command leaves nothing and may be tried again.
/// </summary>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(
    IdempotencyContext context, Caller caller, EngifyDbContext db, TextProtection protection, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (context.Key is not { } key || context.Running)
            return await next();

        context.Running = true;
        try
        {
            return await RunOnceAsync(request, key, next, cancellationToken);
        }
        finally
        {
            context.Running = false;
        }
    }

    private async Task<TResponse> RunOnceAsync(
        TRequest request, string key, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var hash = Hash(request);
        await WaitForFirstAsync(key, cancellationToken);

        var expired = now - IdempotencyKeys.Lifetime;
        var known = await db.IdempotencyRecords
            .SingleOrDefaultAsync(record => record.Caller == caller.Name && record.Key == key, cancellationToken);
        if (known is not null && known.CreatedAt > expired)
        {
            IdempotencyRules.SameRequest.Check(known.RequestHash.AsSpan().SequenceEqual(hash));
            // Has this COMMIT wait for the standbys that the first one's may not have waited for; one of a mere look does not.
            await db.Database.ExecuteSqlAsync($"SELECT pg_logical_emit_message(true, 'engify', '')", cancellationToken);
            context.Replay = protection.Reveal(known.Response)
                ?? throw new InvalidOperationException("The answer to a repeated request cannot be decrypted.");
            return default!; // the endpoint filter answers with the replay instead
        }

        if (known is not null)
        {
            await db.IdempotencyRecords
                .Where(record => record.Caller == caller.Name && record.Key == key)
                .ExecuteDeleteAsync(cancellationToken);
        }

        var response = await next();
        // It may quote personal text, which is stored encrypted only.
        var body = protection.Protect(JsonSerializer.Serialize(response, EngifyJson.Options));
        db.Add(new IdempotencyRecord(caller.Name, key, hash, body, now));
        return response;
    }

    private async Task WaitForFirstAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await db.WaitAsync(
                LockTarget.IdempotencyKey,
                $"""
                SELECT set_config('lock_timeout', {IdempotencyKeys.Patience}, true);
                SELECT pg_advisory_xact_lock({LockKey(key)});
                SELECT set_config('lock_timeout', '0', true)
                """,
                cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new RuleViolationException(IdempotencyRules.NotInProgress, exception);
        }
    }

    private static byte[] Hash(TRequest request) => SHA256.HashData(
        [.. Encoding.UTF8.GetBytes(typeof(TRequest).Name), .. JsonSerializer.SerializeToUtf8Bytes(request, EngifyJson.Options)]);

    private long LockKey(string key) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Name}\n{key}")));
}
