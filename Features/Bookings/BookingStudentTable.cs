using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Bookings;

internal sealed class BookingStudentTable : IEntityTypeConfiguration<BookingStudent>
{
    public const string PrimaryKey = "pk_booking_students";
    public const string StudentForeignKey = "fk_booking_students_students_student_id";

    /// <summary>An exclusion constraint: the migration writes it in SQL.</summary>
    public const string StudentOverlap = "ex_booking_students_overlap";

    public void Configure(EntityTypeBuilder<BookingStudent> builder)
    {
        builder.HasKey(place => new { place.BookingId, place.StudentId }).HasName(PrimaryKey);
        builder.HasIndex(place => new { place.StudentId, place.StartsAt, place.BookingId });

        // The migration adds ON UPDATE CASCADE, which the model cannot say.
        builder.HasOne<Booking>().WithMany(booking => booking.Students)
            .HasForeignKey(place => new { place.BookingId, place.StartsAt, place.EndsAt })
            .HasPrincipalKey(booking => new { booking.Id, booking.StartsAt, booking.EndsAt })
            .HasConstraintName("fk_booking_students_bookings")
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(place => place.Student).WithMany().HasForeignKey(place => place.StudentId)
            .HasConstraintName(StudentForeignKey).OnDelete(DeleteBehavior.Restrict);
    }
}
