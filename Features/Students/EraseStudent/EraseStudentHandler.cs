using System.Net;
using Engify.Features.Accounts;
using Engify.Features.Bookings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Students.EraseStudent;

internal sealed class EraseStudentHandler(EngifyDbContext db, LockOut lockOut, TimeProvider clock)
    : IRequestHandler<EraseStudentRequest, StudentResponse>
{
    public async Task<StudentResponse> Handle(EraseStudentRequest request, CancellationToken cancellationToken)
    {
        // A booking that is being made comes first or is refused.
        await db.LockStudentAsync(request.StudentId, cancellationToken);
        var student = await db.Students.FindForChangeAsync(request.StudentId, cancellationToken);
        StudentRules.Exists.Check(student is not null);
        if (student.ErasedAt is not null)
            return StudentResponse.From(student);

        var now = clock.Now();
        StudentRules.HasNoUpcomingBookings.Check(!await db.BookingStudents.AnyAsync(
            place => place.StudentId == student.Id && place.IsActive && place.StartsAt > now, cancellationToken));

        await DeleteAccountAsync(student, cancellationToken);
        await RemoveTextsAsync(student, cancellationToken);
        student.Erase(now);
        return StudentResponse.From(student);
    }

    /// <summary>Its sessions, devices and outside sign-ins go with it, and its access tokens end.</summary>
    private async Task DeleteAccountAsync(Student student, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"DELETE FROM invitations WHERE email_key(email) = email_key({student.Email})", cancellationToken);
        await lockOut.ForgetAsync(student.Email, cancellationToken);

        var account = await db.Accounts.SingleOrDefaultAsync(
            account => account.StudentId == student.Id, cancellationToken);
        if (account is null)
            return;

        var accountId = $"{account.Id}";
        // Who signs in is nobody yet, so these entries name the account as the object only.
        await db.AuditEntries
            .Where(entry => entry.AccountId == account.Id || (entry.ObjectId == accountId && entry.AccountId == null))
            .Where(entry => entry.Address != null)
            .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Address, (IPAddress?)null), cancellationToken);
        await db.Accounts.Where(known => known.Id == account.Id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>What the student wrote, or others about them, and the kept answers that may quote it.</summary>
    private async Task RemoveTextsAsync(Student student, CancellationToken cancellationToken)
    {
        await db.Bookings
            .Where(booking => booking.SessionType == SessionType.Individual
                && (booking.CancellationReason != null || booking.Topic != null)
                && booking.Students.Any(place => place.StudentId == student.Id))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(booking => booking.CancellationReason, (ProtectedText?)null)
                    .SetProperty(booking => booking.Topic, (ProtectedText?)null),
                cancellationToken);
        var caller = new Caller(AccountRole.Student, StudentId: student.Id).Name;
        await db.IdempotencyRecords.Where(record => record.Caller == caller).ExecuteDeleteAsync(cancellationToken);
    }
}
