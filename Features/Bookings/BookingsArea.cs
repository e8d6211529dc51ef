using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Bookings;

/// <summary>The calendar: sessions, and who is in them.</summary>
internal sealed class BookingsArea : Area
{
    public override string Description => "Sessions on the calendar of students and TAs.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [BookingTable.TaOverlap] = BookingRules.TaIsFree,
        [BookingTable.CourseForeignKey] = CourseRules.Exists,
        [BookingTable.TaForeignKey] = TaRules.Exists,
        [BookingTable.BundleForeignKey] = BundleRules.Exists,
        [BookingStudentTable.StudentOverlap] = BookingRules.StudentIsFree,
        [BookingStudentTable.StudentForeignKey] = StudentRules.Exists,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["bookingId"] = ExampleSchool.BookingId,
        ["status"] = BookingStatus.Booked,
        ["from"] = ExampleSchool.SemesterBegins,
        ["to"] = ExampleSchool.SemesterEnds,
    };

    public override void Register(IServiceCollection services)
    {
        services.AddSingleton<BookingMeter>();
        services.AddScoped<TeachingDirectory>();
    }
}
