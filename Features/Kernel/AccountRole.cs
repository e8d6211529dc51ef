using System.Text.Json.Serialization;

namespace Engify.Features.Kernel;

/// <summary>What the owner of an account is to the service; in tokens and answers in lower case.</summary>
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
