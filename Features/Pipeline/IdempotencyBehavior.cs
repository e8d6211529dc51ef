using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Features.Pipeline;

/// <summary>
/// Answers a repeated command with its first answer. The answer is kept in the command's own transaction, so it exists
/// exactly when the effect does. A refused command leaves nothing and may be tried again.
/// </summary>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(
    IdempotencyContext context, IServiceProvider services, Caller caller, EngifyDbContext db,
    TextProtection protection, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (context.Key is not { } key)
            return await next();

        var now = clock.Now();
        var hash = Hash(request);
        var known = await HoldAsync(key, cancellationToken);
        if (known is not null && known.CreatedAt > now - IdempotencyKeys.Lifetime)
        {
            IdempotencyRules.SameRequest.Check(known.RequestHash.AsSpan().SequenceEqual(hash));
            // Make this COMMIT wait for the standbys, which the first one may not have done; a transaction that only
            // reads does not wait.
            await db.Database.ExecuteSqlAsync($"SELECT pg_logical_emit_message(true, 'engify', '')", cancellationToken);
            var body = protection.Reveal(known.Response)
                ?? throw new InvalidOperationException("The answer to a repeated request cannot be decrypted.");
            throw new AnsweredBeforeException(new KeptAnswer(known.Status, known.Headers, body));
        }

        if (known is not null)
        {
            await db.IdempotencyRecords.Where(record => record.Caller == caller.Name && record.Key == key)
                .ExecuteDeleteAsync(cancellationToken);
        }

        var response = await next();
        var answer = await KeptAnswer.OfAsync(context.Answer!(response!), services);
        // The answer may quote personal text, which must be stored encrypted.
        db.Add(new IdempotencyRecord(
            caller.Name, key, hash, answer.Status, answer.Headers, protection.Protect(answer.Body), now));
        return response;
    }

    /// <summary>
    /// Keeps repeats from running concurrently and looks for the first answer, in one round trip if nobody holds the
    /// key. The lookup is a separate statement after the lock, so it sees what the last holder did.
    /// </summary>
    private async Task<KnownAnswer?> HoldAsync(string key, CancellationToken cancellationToken)
    {
        var (isHeld, known) = await TryHoldAsync(key, cancellationToken);
        if (isHeld)
            return known;

        await WaitForFirstAsync(key, cancellationToken);
        return (await TryHoldAsync(key, cancellationToken)).Known;
    }

    private Task<(bool IsHeld, KnownAnswer? Known)> TryHoldAsync(string key, CancellationToken cancellationToken) =>
        db.ReadAsync(
            """
            SELECT pg_try_advisory_xact_lock(@lock);
            SELECT request_hash, status, headers, response, created_at
            FROM idempotency_records WHERE caller = @caller AND key = @key
            """,
            [Typed.Number("lock", LockKey(key)), Typed.Text("caller", caller.Name), Typed.Text("key", key)],
            async (rows, token) =>
            {
                await rows.ReadAsync(token);
                var isHeld = rows.GetBoolean(0);
                await rows.NextResultAsync(token);
                return (isHeld, await rows.ReadAsync(token)
                    ? new KnownAnswer(
                        rows.GetFieldValue<byte[]>(0), rows.GetInt16(1), rows.GetFieldValue<string[]>(2),
                        new ProtectedText(rows.GetFieldValue<byte[]>(3)), rows.GetFieldValue<DateTimeOffset>(4))
                    : null);
            },
            cancellationToken);

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
        [
            .. Encoding.UTF8.GetBytes(typeof(TRequest).Name),
            .. JsonSerializer.SerializeToUtf8Bytes(request, EngifyJson.Options),
        ]);

    private long LockKey(string key) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Name}\n{key}")));

    private sealed record KnownAnswer(
        byte[] RequestHash, short Status, string[] Headers, ProtectedText Response, DateTimeOffset CreatedAt);
}
