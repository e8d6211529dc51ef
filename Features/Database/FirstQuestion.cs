using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>What a transaction asks before anything else. It travels with the first query.</summary>
/// <param name="sql">Its statements.</param>
/// <param name="parameters">Their values. No other statement of the transaction has a parameter of these names.</param>
/// <param name="read">
/// Reads their results up to the last. If it throws, what the query did must not be committed.
/// </param>
internal sealed class FirstQuestion(
    string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<DbDataReader, CancellationToken, Task> read)
{
    // Most statements are constants, and long ones to put together on every call.
    private static readonly ConditionalWeakTable<string, ConditionalWeakTable<string, string>> Texts = [];

    private Guid? sentWith;

    public void SendWith(DbCommand command, Guid id)
    {
        command.CommandText = Texts.GetOrCreateValue(sql).GetValue(command.CommandText, text => $"{sql};\n{text}");
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter.Clone());
        sentWith = id;
    }

    public bool WasSentWith(Guid id) => sentWith == id;

    /// <summary>Reads the answer, and goes on to that of the query.</summary>
    public async Task ReadAsync(DbDataReader rows, CancellationToken cancellationToken)
    {
        await read(rows, cancellationToken);
        await rows.NextResultAsync(cancellationToken);
    }
}
