using Engify.Features.Accounts;
using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Institution;
using Engify.Features.Invitations;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Students.ExportStudent;

internal sealed class ExportStudentHandler(
    EngifyDbContext db, Caller caller, TextProtection protection, TimeProvider clock,
    IOptions<InstitutionOptions> institution)
    : IRequestHandler<ExportStudentRequest, StudentExportResponse>
{
    public async Task<StudentExportResponse> Handle(ExportStudentRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var student = await db.Students.SingleOrDefaultAsync(
            student => student.Id == request.StudentId, cancellationToken);
        StudentRules.Exists.Check(student is not null);

        var account = await db.Accounts.SingleOrDefaultAsync(
            account => account.StudentId == student.Id, cancellationToken);
        return new StudentExportResponse(
            clock.Now(),
            StudentResponse.From(student),
            account is null ? null : AccountResponse.From(account),
            await ListOutsideSignInsAsync(account?.Id, cancellationToken),
            await ListSignInsAsync(account?.Id, cancellationToken),
            await ListNetworksAsync(account?.Id, cancellationToken),
            await FindInvitationAsync(student.Email, cancellationToken),
            await ListBookingsAsync(student.Id, cancellationToken),
            await ListBundlesAsync(student.Id, cancellationToken),
            await ListActivityAsync(student.Id, account?.Id, cancellationToken));
    }

    private Task<List<ExportedOutsideSignInResponse>> ListOutsideSignInsAsync(
        Guid? accountId, CancellationToken cancellationToken) =>
        db.AccountLogins
            .Where(login => login.UserId == accountId)
            .OrderBy(login => login.LoginProvider).ThenBy(login => login.ProviderKey)
            .Select(login => new ExportedOutsideSignInResponse(login.LoginProvider, login.ProviderKey))
            .ToListAsync(cancellationToken);

    private Task<List<ExportedSignInResponse>> ListSignInsAsync(
        Guid? accountId, CancellationToken cancellationToken) =>
        db.RefreshTokenFamilies
            .Where(family => family.AccountId == accountId)
            .OrderByDescending(family => family.CreatedAt).ThenBy(family => family.Id)
            .Select(family => new ExportedSignInResponse(family.Network, family.CreatedAt, family.RevokedAt))
            .ToListAsync(cancellationToken);

    private Task<List<ExportedNetworkResponse>> ListNetworksAsync(
        Guid? accountId, CancellationToken cancellationToken) =>
        db.KnownNetworks
            .Where(known => known.AccountId == accountId)
            .OrderByDescending(known => known.LastSignedInAt).ThenBy(known => known.Network)
            .Select(known => new ExportedNetworkResponse(known.Network, known.LastSignedInAt))
            .ToListAsync(cancellationToken);

    private async Task<InvitationResponse?> FindInvitationAsync(string email, CancellationToken cancellationToken)
    {
        var invitation = await db.Invitations
            .FromStatement(
                $"SELECT {Columns.Of<Invitation>()} FROM invitations WHERE email_key(email) = email_key({email})")
            .SingleOrDefaultAsync(cancellationToken);
        return invitation is null ? null : InvitationResponse.From(invitation);
    }

    private async Task<List<ExportedPlaceResponse>> ListBookingsAsync(
        Guid studentId, CancellationToken cancellationToken)
    {
        var places = await db.BookingStudents
            .Where(place => place.StudentId == studentId)
            .OrderByDescending(place => place.StartsAt).ThenByDescending(place => place.BookingId)
            .ToListAsync(cancellationToken);
        var bookings = await db.Bookings
            .Where(booking => booking.Students.Any(place => place.StudentId == studentId))
            .ToDetails(withStudents: false, withGpa: institution.Value.ShowGpa, protection)
            .ToDictionaryAsync(booking => booking.Id, cancellationToken);
        return
        [
            .. places.Where(place => bookings.ContainsKey(place.BookingId)).Select(place => new ExportedPlaceResponse(
                place.JoinedAt, place.IsActive, bookings[place.BookingId])),
        ];
    }

    private Task<List<BundlePurchaseResponse>> ListBundlesAsync(Guid studentId, CancellationToken cancellationToken) =>
        db.BundlePurchases
            .Where(bundle => bundle.StudentId == studentId)
            .OrderByDescending(bundle => bundle.CreatedAt).ThenByDescending(bundle => bundle.Id)
            .Select(bundle => BundlePurchaseResponse.From(bundle, bundle.Product))
            .ToListAsync(cancellationToken);

    /// <summary>Of what others did, it is told what it was, but not who they are.</summary>
    private async Task<List<ExportedActivityResponse>> ListActivityAsync(
        Guid studentId, Guid? accountId, CancellationToken cancellationToken)
    {
        List<string> objects = [$"{studentId}"];
        if (accountId is not null)
            objects.Add($"{accountId}");
        var entries = await db.AuditEntries
            .Where(entry => (accountId != null && entry.AccountId == accountId) || objects.Contains(entry.ObjectId!))
            .OrderByDescending(entry => entry.OccurredAt).ThenByDescending(entry => entry.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. entries.Select(entry => new ExportedActivityResponse(
                entry.OccurredAt, entry.Role, IsOwn(entry) ? entry.Address?.ToString() : null, entry.Action,
                entry.ObjectType, entry.ObjectId, entry.Outcome)),
        ];

        // Who signs in is nobody yet, and a wrong password is perhaps a stranger's.
        bool IsOwn(AuditEntry entry) =>
            accountId is not null && entry.AccountId == accountId
            || entry.AccountId is null && entry.Outcome == AuditLog.Succeeded;
    }
}
