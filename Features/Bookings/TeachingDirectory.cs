using Engify.Features.Courses;
using Engify.Features.Institution;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Bookings;

/// <summary>Remembers every course and TA by id, including those no longer on offer.</summary>
internal sealed class TeachingDirectory(
    EngifyDbContext db, CatalogueMemory memory, IOptions<InstitutionOptions> institution)
{
    /// <summary>The courses and TAs of these <paramref name="bookings"/>.</summary>
    public async ValueTask<Teaching> FindAsync(IReadOnlyList<BookingResponse> bookings, CancellationToken cancellationToken)
    {
        var known = await memory.GetAsync(typeof(Teaching), () => LoadAsync(cancellationToken));

        // A course may be newer than memory: its first booking can reach us before the notification about the course.
        return bookings.All(known.Has) ? known : await LoadAsync(cancellationToken);
    }

    private async Task<Teaching> LoadAsync(CancellationToken cancellationToken)
    {
        var withGpa = institution.Value.ShowGpa;
        return new(
            await db.Courses.Select(course => CourseResponse.From(course))
                .ToDictionaryAsync(course => course.Id, cancellationToken),
            await db.Tas.Select(ta => TaResponse.From(ta, withGpa)).ToDictionaryAsync(ta => ta.Id, cancellationToken));
    }

    internal sealed record Teaching(
        IReadOnlyDictionary<Guid, CourseResponse> Courses, IReadOnlyDictionary<Guid, TaResponse> Tas)
    {
        public bool Has(BookingResponse booking) => Courses.ContainsKey(booking.CourseId) && Tas.ContainsKey(booking.TaId);
    }
}
