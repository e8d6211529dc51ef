using System.Buffers.Binary;
using System.Data.Common;
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
/// <remarks>
/// Repeats are rare. The key is locked and looked up in the round trip of the command's first query; only if this finds
/// another request, the command starts over and asks before it does anything.
/// </remarks>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(
    IdempotencyContext context, IServiceProvider services, Caller caller, EngifyDbContext db,
    TextProtection protection, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    private const string HoldAndFind =
        """
        SELECT pg_try_advisory_xact_lock(@idempotency_lock);
        SELECT request_hash, status, headers, response, created_at
        FROM idempotency_records WHERE caller = @idempotency_caller AND key = @idempotency_key
        """;

    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (context.Key is not { } key)
            return await next();

        var hash = Hash(request);
        var response = context.IsRepeat
            ? await RunAfterAskingAsync(key, hash, next, cancellationToken)
            : await RunWhileAskingAsync(key, next, cancellationToken);
        var answer = context.Kept = await KeptAnswer.OfAsync(context.Answer!(response!), services);
        // The answer may quote personal text, which must be stored encrypted.
        db.LastRows.Add(db.Model, new IdempotencyRecord(
            caller.Name, key, hash, answer.Status, answer.Headers, protection.Protect(answer.Body), clock.Now()));
        return response;
    }

    private async Task<TResponse> RunWhileAskingAsync(
        string key, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        db.AskedFirst = new FirstQuestion(HoldAndFind, Parameters(key), StopIfRepeatAsync);
        try
        {
            var response = await next();
            await AskUnlessAskedAsync();
            return response;
        }
        catch (RuleViolationException)
        {
            // What refused it without a query, such as the time, may not have refused the first request.
            await AskUnlessAskedAsync();
            throw;
        }
        finally
        {
            db.AskedFirst = null;
        }

        async Task AskUnlessAskedAsync()
        {
            if (db.AskedFirst is null)
                return;
            db.AskedFirst = null;
            StopIfRepeat(await FindAsync(key, cancellationToken));
        }
    }

    private async Task StopIfRepeatAsync(DbDataReader rows, CancellationToken cancellationToken) =>
        StopIfRepeat(await ReadAsync(rows, cancellationToken));

    private void StopIfRepeat((bool IsHeld, KnownAnswer? Known) found)
    {
        if (found is (IsHeld: true, Known: null))
            return;
        context.IsRepeat = true;
        throw new StartOverException();
    }

    private async Task<TResponse> RunAfterAskingAsync(
        string key, byte[] hash, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        var (isHeld, known) = await FindAsync(key, cancellationToken);
        if (!isHeld)
        {
            await WaitForFirstAsync(key, cancellationToken);
            (_, known) = await FindAsync(key, cancellationToken);
        }

        if (known is not null && known.CreatedAt > clock.Now() - IdempotencyKeys.Lifetime)
        {
            IdempotencyRules.SameRequest.Check(known.RequestHash.AsSpan().SequenceEqual(hash));
            // The standbys may not have confirmed the first answer.
            await db.CommitAsIfChangedAsync(cancellationToken);
            var body = protection.Reveal(known.Response)
                ?? throw new InvalidOperationException("The answer to a repeated request cannot be decrypted.");
            throw new AnsweredBeforeException(new KeptAnswer(known.Status, known.Headers, body));
        }

        if (known is not null)
        {
            await db.IdempotencyRecords.Where(record => record.Caller == caller.Name && record.Key == key)
                .ExecuteDeleteAsync(cancellationToken);
        }

        return await next();
    }

    // The lookup is a separate statement after the lock, so it sees what the last holder did.
    private Task<(bool IsHeld, KnownAnswer? Known)> FindAsync(string key, CancellationToken cancellationToken) =>
        db.ReadAsync(HoldAndFind, Parameters(key), ReadAsync, cancellationToken);

    private NpgsqlParameter[] Parameters(string key) =>
    [
        Typed.Number("idempotency_lock", LockKey(key)), Typed.Text("idempotency_caller", caller.Name),
        Typed.Text("idempotency_key", key),
    ];

    private static async Task<(bool IsHeld, KnownAnswer? Known)> ReadAsync(
        DbDataReader rows, CancellationToken cancellationToken)
    {
        await rows.ReadAsync(cancellationToken);
        var isHeld = rows.GetBoolean(0);
        await rows.NextResultAsync(cancellationToken);
        return (isHeld, await rows.ReadAsync(cancellationToken)
            ? new KnownAnswer(
                rows.GetFieldValue<byte[]>(0), rows.GetInt16(1), rows.GetFieldValue<string[]>(2),
                new ProtectedText(rows.GetFieldValue<byte[]>(3)), rows.GetFieldValue<DateTimeOffset>(4))
            : null);
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
        [
            .. Encoding.UTF8.GetBytes(typeof(TRequest).Name),
            .. JsonSerializer.SerializeToUtf8Bytes(request, EngifyJson.Options),
        ]);

    private long LockKey(string key) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Name}\n{key}")));

    private sealed record KnownAnswer(
        byte[] RequestHash, short Status, string[] Headers, ProtectedText Response, DateTimeOffset CreatedAt);
}
