using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Engify.Features.Database;

/// <summary>
/// Makes the database refuse values that PostgreSQL's types can hold and .NET's cannot (<c>infinity</c>, years BC and
/// beyond 9999, <c>24:00</c>, <c>NaN</c>) in every column of such a type. Reading one would give another value or fail
/// a whole list. A constraint of the same name in an entity's table class takes precedence.
/// </summary>
internal sealed class ReadableColumns : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(
        IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            foreach (var property in entity.GetDeclaredProperties())
            {
                if (Check(property) is { } check)
                    entity.Builder.HasCheckConstraint($"ck_{entity.GetTableName()}_{property.GetColumnName()}", check);
            }
        }
    }

    private static string? Check(IConventionProperty property)
    {
        var column = property.GetColumnName();
        return (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
        {
            var type when type == typeof(DateTimeOffset) => Within(column, "yyyy-MM-dd HH:mm:ss'+00'"),
            var type when type == typeof(DateOnly) => Within(column, "yyyy-MM-dd"),
            var type when type == typeof(TimeOnly) => $"{column} < '24:00'",
            // NaN is greater than every number, and our numbers are never negative.
            var type when type == typeof(decimal) =>
                $"{column} >= 0 AND {column} < 1{Zeros(property)}",
            _ => null,
        };
    }

    private static string Zeros(IConventionProperty number) =>
        new('0', (number.GetPrecision() - number.GetScale())!.Value);

    private static string Within(string column, string format)
    {
        var (start, end) = (
            KnownTime.Start.ToString(format, CultureInfo.InvariantCulture),
            KnownTime.End.ToString(format, CultureInfo.InvariantCulture));
        return $"{column} >= '{start}' AND {column} < '{end}'";
    }
}
