using System.Text.Json;

namespace Engify.Features.Accounts.Register;

/// <summary>
/// Members by which other services let somebody register as something else than a student. To ignore them would make a
/// student, without a word, of a TA who registers. Names count in any case, with or without <c>_</c> and <c>-</c>.
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

    /// <summary>Whether it is another's than a student's.</summary>
    private static readonly string[] Flags =
    [
        "admin", "isAdmin", "administrator", "isAdministrator", "superuser", "isSuperuser", "root", "isRoot", "staff",
        "isStaff", "ta", "isTa", "teachingAssistant", "isTeachingAssistant", "teacher", "isTeacher", "tutor", "isTutor",
        "instructor", "isInstructor",
    ];

    /// <summary>Whom it acts for: somebody who is there already.</summary>
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

    /// <summary>
    /// Whether a member asks for another account than that of a new student; <c>null</c> asks for nothing.
    /// </summary>
    public static bool IsAskedForBy(string member, JsonElement value) =>
        value.ValueKind != JsonValueKind.Null
        && Members.TryGetValue(BareNameOf(member), out var isStudents)
        && !isStudents(value);

    private static bool SaysStudent(JsonElement value) => value.ValueKind switch
    {
        // As it was sent: half a surrogate pair could not be read as a string.
        JsonValueKind.String => Student.Equals(value.GetRawText(), StringComparison.OrdinalIgnoreCase),
        JsonValueKind.Array => value.EnumerateArray().All(SaysStudent),
        _ => false,
    };

    private static string BareNameOf(string member) =>
        member.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
