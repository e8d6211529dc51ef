namespace Engify.Tests.Harness;

/// <summary>The members that each resource always has.</summary>
public static class Shapes
{
    public static readonly string[] Course = ["id", "code", "name", "description", "isActive"];

    public static readonly string[] CourseDetails = [.. Course, "tas", "products"];

    public static readonly string[] Product =
    [
        "id", "courseId", "name", "productType", "description", "basePrice", "includedSessions", "validFrom", "validTo",
        "isActive", "termId",
    ];

    public static readonly string[] Ta = ["id", "name", "degree", "gpa", "bio"];

    public static readonly string[] BundlePurchase =
    [
        "id", "studentId", "courseId", "productId", "coverageType", "totalSessions", "remainingSessions", "validFrom",
        "validTo", "pricePaid", "createdAt", "updatedAt", "product",
    ];

    public static readonly string[] Template =
    [
        "id", "courseId", "taId", "dayOfWeek", "startTime", "endTime", "timeZone", "capacity", "pricePerStudent",
        "isActive", "ta",
    ];

    public static readonly string[] TemplateDetails =
        [.. Template, "termId", "startsOn", "endsOn", "location", "meetingUrl"];

    public static readonly string[] Booking =
    [
        "id", "courseId", "taId", "status", "sessionType", "date", "durationMinutes", "pricePerStudent",
        "groupSessionTemplateId", "bundlePurchaseId", "studentCount", "capacity", "location", "meetingUrl",
        "topic", "cancellationReason", "cancelledAt", "createdAt", "updatedAt",
    ];

    public static readonly string[] Session = ["accessToken", "tokenType", "expiresIn", "refreshToken", "user"];

    public static readonly string[] User = ["id", "email", "name", "role", "studentId", "taId"];
}
