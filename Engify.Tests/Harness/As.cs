namespace Engify.Tests.Harness;

/// <summary>Whom a request is sent by, as the stand-in for authentication in Development reads it.</summary>
public static class As
{
    public const string Header = "X-Engify-Caller";
    public const string Admin = "admin";
    public const string Anonymous = "anonymous";

    public static string Student(Guid id) => $"student {id}";

    public static string Ta(Guid id) => $"ta {id}";
}
