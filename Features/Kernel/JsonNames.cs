using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engify.Features.Kernel;

internal static class JsonNames
{
    /// <summary>The name of a member as clients know it.</summary>
    public static string? Of(MemberInfo? member) =>
        member is null ? null : JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    /// <summary>The name of an enum's value as clients know it: UPPER_SNAKE, unless the value names another.</summary>
    public static string Of(Enum value) =>
        value.GetType().GetField($"{value}")?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
        ?? JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{value}");
}
