using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engify.Features.Database;

/// <summary>
/// A statement of our own, sent as it stands. Entity Framework would parse and copy its text on every call, and the
/// text of a decision is long.
/// </summary>
internal sealed class OwnCommand(
    RelationalCommandBuilderDependencies dependencies, string sql, Action<DbCommand> addParameters)
    : RelationalCommand(dependencies, sql, sql, [])
{
    public override DbCommand CreateDbCommand(
        RelationalCommandParameterObject parameterObject, Guid commandId, DbCommandMethod commandMethod)
    {
        var command = base.CreateDbCommand(parameterObject, commandId, commandMethod);
        addParameters(command);
        return command;
    }
}
