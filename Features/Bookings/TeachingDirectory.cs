using Engify.Features.Courses;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings;

/// <summary>Every course and TA by id, also those that are not offered any more, remembered.</summary>
internal sealed class TeachingDirectory(EngifyDbContext db, CatalogueMemory memory)
{
    /// <summary>What is known of the courses and TAs of these <paramref name="bookings"/>.</summary>
    public async ValueTask<Teaching> FindAsync(IReadOnlyList<BookingResponse> bookings, CancellationToken cancellationToken)
    {
        var known = await memory.GetAsync(typeof(Teaching), () => LoadAsync(cancellationToken));

        // A course may be younger than what is remembered: of its first booking we can know before we are told of it.
        return bookings.All(known.Has) ? known : await LoadAsync(cancellationToken);
    }

    private async Task<Teaching> LoadAsync(CancellationToken cancellationToken) => new(
        await db.Courses.Select(course => CourseResponse.From(course)).ToDictionaryAsync(course => course.Id, cancellationToken),
        await db.Tas.Select(ta => TaResponse.From(ta)).ToDictionaryAsync(ta => ta.Id, cancellationToken));

    internal sealed record Teaching(
        IReadOnlyDictionary<Guid, CourseResponse> Courses, IReadOnlyDictionary<Guid, TaResponse> Tas)
    {
        public bool Has(BookingResponse booking) => Courses.ContainsKey(booking.CourseId) && Tas.ContainsKey(booking.TaId);
    }
}
