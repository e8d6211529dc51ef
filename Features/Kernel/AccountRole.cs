using System.Text.Json.Serialization;

namespace Engify.Features.Kernel;

/// <summary>The role of an account's owner; in lower case in tokens and answers.</summary>
public enum AccountRole
{
    /// <summary>Acts for one student.</summary>
    [JsonStringEnumMemberName("student")]
    Student,

    /// <summary>Acts for one TA.</summary>
    [JsonStringEnumMemberName("ta")]
    Ta,

    /// <summary>Runs the service.</summary>
    [JsonStringEnumMemberName("admin")]
    Admin,
}
