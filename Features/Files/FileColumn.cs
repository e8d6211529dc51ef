using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Engify.Features.Files;

/// <summary>A column of a file: a member of the record that stands for a row.</summary>
internal sealed class FileColumn
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private readonly ParameterInfo parameter;
    private readonly PropertyInfo property;
    private readonly bool mayBeEmpty;
    private readonly Dictionary<string, object> named;

    private FileColumn(ParameterInfo parameter, PropertyInfo property, NullabilityInfoContext nullability)
    {
        this.parameter = parameter;
        this.property = property;
        Name = JsonNames.Of(property)!;
        SqlName = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        mayBeEmpty = nullability.Create(parameter).WriteState == NullabilityState.Nullable;
        named = Type.IsEnum
            ? Enum.GetValues(Type).Cast<Enum>().ToDictionary(JsonNames.Of, object (value) => value)
            : [];
    }

    /// <summary>Its name in the file, which is that of the API's member.</summary>
    public string Name { get; }

    /// <summary>Its name in statements.</summary>
    public string SqlName { get; }

    /// <summary>What its values are, if there are any.</summary>
    public Type Type { get; }

    /// <summary>Whether a new row can do without it.</summary>
    public bool HasDefault => parameter.HasDefaultValue || mayBeEmpty;

    public object? Default => parameter.HasDefaultValue ? parameter.DefaultValue : null;

    /// <summary>The columns of a record, in the order of its constructor's parameters.</summary>
    public static IReadOnlyList<FileColumn> Of(Type row)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. row.GetConstructors().Single().GetParameters()
                .Select(parameter => new FileColumn(parameter, row.GetProperty(parameter.Name!)!, nullability)),
        ];
    }

    public object? ValueOf(object row) => property.GetValue(row);

    /// <summary>Reads a cell as the API reads the member.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Read(string text, out object? value)
    {
        value = null;
        if (Type == typeof(string))
        {
            value = Tidied(text);
            return text.IsStorable() ? null : $"'{Name}' must not contain the character NUL.";
        }

        text = text.Trim();
        if (text.Length == 0)
            return mayBeEmpty ? null : $"'{Name}' must not be empty.";

        value = Parse(text);
        return value is null ? $"'{Name}' must be {Expected}." : null;
    }

    /// <summary>Reads what <see cref="SqlName"/> is in a row of the database.</summary>
    public object? Read(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null
        : Type.IsEnum ? named[row.GetString(ordinal)]
        : Type == typeof(string) ? Tidied(row.GetString(ordinal))
        : Type == typeof(DateTimeOffset) ? row.GetFieldValue<DateTimeOffset>(ordinal)
        : Type == typeof(DateOnly) ? row.GetFieldValue<DateOnly>(ordinal)
        : Type == typeof(TimeOnly) ? row.GetFieldValue<TimeOnly>(ordinal)
        : row.GetValue(ordinal);

    /// <summary>Many values as the parameter of a statement.</summary>
    public NpgsqlParameter Parameter(IEnumerable<object> rows)
    {
        var values = rows.Select(ValueOf).ToList();
        if (Type.IsEnum)
            values = [.. values.Select(value => value is Enum name ? JsonNames.Of(name) : null)];
        var type = Type.IsEnum ? typeof(string) : Type;
        var array = Array.CreateInstance(
            type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type, values.Count);
        for (var index = 0; index < values.Count; index++)
            array.SetValue(values[index], index);
        return new NpgsqlParameter(SqlName, NpgsqlDbType.Array | SqlType) { Value = array };
    }

    /// <summary>Writes a value as the API does.</summary>
    public static string Write(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly or DateTimeOffset or TimeOnly or Enum => JsonSerializer.Serialize(value, EngifyJson.Options).Trim('"'),
        _ => Convert.ToString(value, Plain)!,
    };

    // Each way to read is one that does not throw: a file may have a hundred thousand bad cells.
    private object? Parse(string text)
    {
        if (Type.IsEnum)
            return named.GetValueOrDefault(text);
        if (Type == typeof(bool))
            return bool.TryParse(text, out var truth) ? truth : null;
        if (Type == typeof(int))
            return IntegerConverter.TryParse(text, out var integer) ? integer : null;
        if (Type == typeof(decimal))
            return decimal.TryParse(text, Number, Plain, out var number) ? number : null;
        if (Type == typeof(DateOnly))
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", Plain, default, out var date) ? date : null;
        if (Type == typeof(TimeOnly))
            return TimeOnly.TryParseExact(text, "HH:mm", Plain, default, out var time) ? time : null;
        if (Type == typeof(DateTimeOffset))
            return InstantConverter.TryParse(text, out var instant) ? instant : null;
        throw new NotSupportedException($"No file has a column of {Type}.");
    }

    // Without the marks that cannot be seen, which emails are to have none of, too.
    private string? Tidied(string text) =>
        EmailText.Trim(text) is var seen && mayBeEmpty ? seen.TidiedOrNull() : seen.Tidied();

    private NpgsqlDbType SqlType => Type == typeof(bool) ? NpgsqlDbType.Boolean
        : Type == typeof(int) ? NpgsqlDbType.Integer
        : Type == typeof(decimal) ? NpgsqlDbType.Numeric
        : Type == typeof(DateOnly) ? NpgsqlDbType.Date
        : Type == typeof(TimeOnly) ? NpgsqlDbType.Time
        : Type == typeof(DateTimeOffset) ? NpgsqlDbType.TimestampTz
        : NpgsqlDbType.Text;

    private const NumberStyles Number =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private string Expected => Type.IsEnum ? $"one of {string.Join(", ", named.Keys)}"
        : Type == typeof(bool) ? "true or false"
        : Type == typeof(int) ? "a whole number"
        : Type == typeof(decimal) ? "a number, such as 30.00"
        : Type == typeof(DateOnly) ? "a date, such as 2026-01-31"
        : Type == typeof(TimeOnly) ? "a time, such as 18:00"
        : "an instant with its offset, such as 2026-01-31T18:00:00Z";
}
