namespace Engify.Features.Kernel;

/// <summary>What kind of answer a broken <see cref="Rule"/> is.</summary>
public enum RuleKind
{
    /// <summary>The request breaks a rule of the business (400).</summary>
    Refused,

    /// <summary>What the request names does not exist (404).</summary>
    NotFound,

    /// <summary>Nobody is signed in (401).</summary>
    Unauthenticated,

    /// <summary>Too many wrong passwords were given (423).</summary>
    Locked,

    /// <summary>The caller may not do this, whether or not the object exists (403).</summary>
    Forbidden,

    /// <summary>The same request is still running (409).</summary>
    InProgress,

    /// <summary>Something else depends on what the request would change or remove (409).</summary>
    InUse,

    /// <summary>The resource is no longer as the caller has seen it (412).</summary>
    ChangedMeanwhile,

    /// <summary>The request does not say which state of the resource it means to change (428).</summary>
    PreconditionRequired,

    /// <summary>The request contradicts an earlier one (422).</summary>
    Contradiction,

    /// <summary>Too many ask for the same at once (429).</summary>
    Busy,
}
