namespace Engify.Chaos;

/// <summary>What a client knows after a request.</summary>
internal enum Outcome
{
    /// <summary>2xx: it was done.</summary>
    Ok,

    /// <summary>4xx: it was not done.</summary>
    Refused,

    /// <summary>503, or 409 while the same request runs: to be asked again.</summary>
    Unavailable,

    /// <summary>No answer.</summary>
    Unknown,

    /// <summary>Without a key: what was read afterwards shows that it was not done.</summary>
    NotDone,
}
