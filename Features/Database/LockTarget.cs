namespace Engify.Features.Database;

/// <summary>What a lock protects, as metrics name it.</summary>
internal static class LockTarget
{
    public const string Ta = "ta";
    public const string Student = "student";
    public const string TaAndStudent = "ta_and_student";
    public const string StudentAndBooking = "student_and_booking";
    public const string Row = "row";
    public const string IdempotencyKey = "idempotency_key";
    public const string Closures = "closures";
    public const string Import = "import";
    public const string SigningKey = "signing_key";
    public const string RefreshTokenFamily = "refresh_token_family";
}
