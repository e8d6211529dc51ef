using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Tests.Bookings;

/// <summary>The list of a student's bookings, as that student sees it.</summary>
public sealed class ListOwnBookingsTests(EngifyFixture engify) : BookingListTests(engify)
{
    protected override string PathOf(Student student, Ta ta) => $"/bookings/students/{student.Id}";

    protected override string CallerOf(Student student) => As.Student(student.Id);
}
