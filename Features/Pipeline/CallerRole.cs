namespace Engify.Features.Pipeline;

/// <summary>What a caller is to the service.</summary>
public enum CallerRole
{
    /// <summary>Not signed in.</summary>
    Anonymous,

    /// <summary>Acts for one student.</summary>
    Student,

    /// <summary>Acts for one TA.</summary>
    Ta,

    /// <summary>Runs the service.</summary>
    Admin,
}
