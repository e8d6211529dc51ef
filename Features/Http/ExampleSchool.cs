namespace Engify.Features.Http;

/// <summary>
/// What the examples of the OpenAPI document have in common: Sam gets help with COMP 248, as in the demo data. The
/// example of a record is its property <c>Example</c>, an instance that cannot become stale; that of a parameter is in
/// its area's <see cref="Area.Examples"/>.
/// </summary>
internal static class ExampleSchool
{
    public const string Email = "sam@university.example";
    public const string Password = "correct horse battery";
    public const string RefreshToken = "mC0kq3v1H2o9fZr4Jt7uYwXbNdPsLgEaIiQyVzAhT8U";

    public static readonly Guid CourseId = new("01900000-0000-7000-8000-c00000000248");
    public static readonly Guid TaId = new("01900000-0000-7000-8000-a00000000001");
    public static readonly Guid StudentId = new("01900000-0000-7000-8000-500000000001");
    public static readonly Guid ProductId = new("01900000-0000-7000-8000-b00000000102");
    public static readonly Guid TemplateId = new("01900000-0000-7000-8000-e00000000001");
    public static readonly Guid TermId = new("01900000-0000-7000-8000-d00000000001");
    public static readonly Guid AccountId = new("019aa0f4-6c00-7d3e-9b1a-2f6f0c7d8e91");
    public static readonly Guid BookingId = new("019aa0f5-1a40-7c52-8d4f-5b9e3a6c7d10");
    public static readonly Guid BundleId = new("019aa0f5-3cc0-7f70-b1d3-7e9a5c4f8b32");
    public static readonly Guid SessionId = new("019aa0f5-5e40-7b92-83f5-90bc7e4d8d54");
    public static readonly Guid InvitationId = new("019aa0f5-6f80-7ca3-94a6-a1cd8f5e9e65");

    public static readonly DateTimeOffset Now = new(2026, 1, 12, 14, 5, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Saturday = new(2026, 1, 17, 15, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Tuesday = new(2026, 1, 20, 23, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset SemesterBegins = new(2026, 1, 5, 5, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset SemesterEnds = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);
}
