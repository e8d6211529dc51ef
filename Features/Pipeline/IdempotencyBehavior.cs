using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Features.Pipeline;

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
        if (context.Key is not { } key)
            return await next();

        var now = clock.Now();
        var hash = Hash(request);
        var known = await HoldAsync(key, cancellationToken);
        if (known is not null && known.CreatedAt > now - IdempotencyKeys.Lifetime)
        {
            IdempotencyRules.SameRequest.Check(known.RequestHash.AsSpan().SequenceEqual(hash));
            // Has this COMMIT wait for the standbys that the first one's may not have waited for; one of a mere look does
            // not.
            await db.Database.ExecuteSqlAsync($"SELECT pg_logical_emit_message(true, 'engify', '')", cancellationToken);
            throw new AnsweredBeforeException(protection.Reveal(known.Response)
                ?? throw new InvalidOperationException("The answer to a repeated request cannot be decrypted."));
        }

        if (known is not null)
        {
            await db.IdempotencyRecords.Where(record => record.Caller == caller.Name && record.Key == key)
                .ExecuteDeleteAsync(cancellationToken);
        }

        var response = await next();
        // It may quote personal text, which is stored encrypted only.
        var body = protection.Protect(JsonSerializer.Serialize(response, EngifyJson.Options));
        db.Add(new IdempotencyRecord(caller.Name, key, hash, body, now));
        return response;
    }

    /// <summary>
    /// Keeps repeats from running at the same time, and looks for the first answer: one round trip where nobody has the
    /// key. The look comes after the lock in a statement of its own, so it sees what the last holder did.
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
            SELECT request_hash, response, created_at FROM idempotency_records WHERE caller = @caller AND key = @key
            """,
            [Typed.Number("lock", LockKey(key)), Typed.Text("caller", caller.Name), Typed.Text("key", key)],
            async (rows, token) =>
            {
                await rows.ReadAsync(token);
                var isHeld = rows.GetBoolean(0);
                await rows.NextResultAsync(token);
                return (isHeld, await rows.ReadAsync(token)
                    ? new KnownAnswer(
                        rows.GetFieldValue<byte[]>(0), new ProtectedText(rows.GetFieldValue<byte[]>(1)),
                        rows.GetFieldValue<DateTimeOffset>(2))
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
        [.. Encoding.UTF8.GetBytes(typeof(TRequest).Name), .. JsonSerializer.SerializeToUtf8Bytes(request, EngifyJson.Options)]);

    private long LockKey(string key) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Name}\n{key}")));

    private sealed record KnownAnswer(byte[] RequestHash, ProtectedText Response, DateTimeOffset CreatedAt);
}
