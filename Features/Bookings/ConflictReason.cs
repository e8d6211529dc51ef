namespace Engify.Features.Bookings;

/// <summary>Why a session does not agree with a change.</summary>
public enum ConflictReason
{
    /// <summary>Its course is not offered any more.</summary>
    CourseInactive,

    /// <summary>Its TA is not active any more.</summary>
    TaInactive,

    /// <summary>Its TA does not teach the course any more.</summary>
    TaDoesNotTeachCourse,

    /// <summary>Its TA is away.</summary>
    TaAbsent,

    /// <summary>The institution is closed.</summary>
    InstitutionClosed,

    /// <summary>Students have joined it, so it stays as it is.</summary>
    HasStudents,

    /// <summary>It is left out, since the TA has something else then.</summary>
    TaBusy,

    /// <summary>More students have joined it than there would be room for.</summary>
    CapacityExceeded,
}
