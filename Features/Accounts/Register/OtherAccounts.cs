using System.Text.Json;

namespace Engify.Features.Accounts.Register;

/// <summary>
/// Members that other services use to register somebody who is not a student. Ignoring them would silently make a
/// student of a TA who registers. Names match in any case, with or without <c>_</c> and <c>-</c>.
/// </summary>
internal static class OtherAccounts
{
    private const string Student = "\"student\"";

    /// <summary>What kind of account it is.</summary>
    private static readonly string[] Kinds =
    [
        "type", "kind", "role", "roles", "userType", "userKind", "userRole", "userRoles", "accountType", "accountKind",
        "accountRole", "accountRoles", "memberType", "profileType", "roleName", "roleType", "registerAs", "signUpAs",
    ];

    /// <summary>Whether the account is for somebody other than a student.</summary>
    private static readonly string[] Flags =
    [
        "admin", "isAdmin", "administrator", "isAdministrator", "superuser", "isSuperuser", "root", "isRoot", "staff",
        "isStaff", "ta", "isTa", "teachingAssistant", "isTeachingAssistant", "teacher", "isTeacher", "tutor", "isTutor",
        "instructor", "isInstructor",
    ];

    /// <summary>The existing person it acts for.</summary>
    private static readonly string[] Owners =
    [
        "taId", "teachingAssistantId", "tutorId", "teacherId", "instructorId", "adminId", "studentId", "student",
    ];

    private static readonly Dictionary<string, Func<JsonElement, bool>> Members = new(StringComparer.OrdinalIgnoreCase)
    {
        ["isStudent"] = value => value.ValueKind == JsonValueKind.True,
    };

    static OtherAccounts()
    {
        foreach (var name in Kinds)
            Members[name] = SaysStudent;
        foreach (var name in Flags)
            Members[name] = value => value.ValueKind == JsonValueKind.False;
        foreach (var name in Owners)
            Members[name] = _ => false;
    }

    /// <summary>Whether a member asks for anything but a new student's account; <c>null</c> asks for nothing.</summary>
    public static bool IsAskedForBy(string member, JsonElement value) =>
        value.ValueKind != JsonValueKind.Null
        && Members.TryGetValue(BareNameOf(member), out var isStudents)
        && !isStudents(value);

    private static bool SaysStudent(JsonElement value) => value.ValueKind switch
    {
        // Compare the raw JSON: a lone surrogate cannot be read as a string.
        JsonValueKind.String => Student.Equals(value.GetRawText(), StringComparison.OrdinalIgnoreCase),
        JsonValueKind.Array => value.EnumerateArray().All(SaysStudent),
        _ => false,
    };

    private static string BareNameOf(string member) =>
        member.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
