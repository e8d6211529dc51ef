namespace Engify.Chaos;

/// <summary>The promises, by how they are broken.</summary>
internal enum FindingKind
{
    /// <summary>What was acknowledged is not in the database.</summary>
    Lost,

    /// <summary>The database holds what nobody was told had succeeded.</summary>
    Phantom,

    /// <summary>What is stored is not what was acknowledged.</summary>
    Changed,

    /// <summary>One key had two effects or two answers.</summary>
    Doubled,

    /// <summary>A TA or a student is in two places at once.</summary>
    Overlap,

    /// <summary>More students than seats.</summary>
    Capacity,

    /// <summary>A bundle paid for more sessions than it has, or its balance is wrong.</summary>
    Balance,

    /// <summary>A refusal for which the history knows no reason.</summary>
    Unexplained,

    /// <summary>A 5xx other than 503, or an answer that is no answer of the interface.</summary>
    WrongAnswer,

    /// <summary>An answer that came later than the time-out, or not at all though nobody cut it off.</summary>
    Late,

    /// <summary>Not ready, or not answering, long after the fault ended.</summary>
    NotRecovered,

    /// <summary>A key that answers 409 though nothing runs.</summary>
    StuckKey,

    /// <summary>A group session that is not at the local time of its template.</summary>
    LocalTime,

    /// <summary>
    /// An administrator's change did not tell of all that was booked before it, or something was booked after it.
    /// </summary>
    Untold,

    /// <summary>What <c>Engify.Api check</c> finds.</summary>
    Integrity,

    /// <summary>The fault never happened, or nobody felt it, so nothing was shown.</summary>
    NotExercised,
}
