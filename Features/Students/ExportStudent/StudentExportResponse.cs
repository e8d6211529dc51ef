using Engify.Features.Accounts;
using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Invitations;

namespace Engify.Features.Students.ExportStudent;

/// <summary>Everything that Engify knows about a student.</summary>
/// <param name="ExportedAt">When this was put together.</param>
/// <param name="Student">The student.</param>
/// <param name="Account">What they sign in with; null for a student without an account.</param>
/// <param name="OutsideSignIns">How the institution's own sign-in knows them.</param>
/// <param name="SignIns">Where they have signed in, as far as it is still kept; the latest first.</param>
/// <param name="KnownNetworks">The networks from which they are never locked out.</param>
/// <param name="Invitation">The invitation that they have not accepted yet.</param>
/// <param name="Bookings">The sessions that they booked or joined, the latest first.</param>
/// <param name="BundlePurchases">The bundles that they bought, the latest first.</param>
/// <param name="Activity">What the audit log says that they did, or that was done to them; the latest first.</param>
public sealed record StudentExportResponse(
    DateTimeOffset ExportedAt,
    StudentResponse Student,
    AccountResponse? Account,
    IReadOnlyList<ExportedOutsideSignInResponse> OutsideSignIns,
    IReadOnlyList<ExportedSignInResponse> SignIns,
    IReadOnlyList<ExportedNetworkResponse> KnownNetworks,
    InvitationResponse? Invitation,
    IReadOnlyList<ExportedPlaceResponse> Bookings,
    IReadOnlyList<BundlePurchaseResponse> BundlePurchases,
    IReadOnlyList<ExportedActivityResponse> Activity)
{
    internal static StudentExportResponse Example => new(
        ExampleSchool.Saturday, StudentResponse.Example, AccountResponse.Example, OutsideSignIns: [],
        [new ExportedSignInResponse("203.0.113.7/32", ExampleSchool.Now, EndedAt: null)],
        [new ExportedNetworkResponse("203.0.113.7/32", ExampleSchool.Now)], Invitation: null,
        [new ExportedPlaceResponse(ExampleSchool.Now, true, BookingDetailsResponse.Example)],
        [BundlePurchaseResponse.Example],
        [
            new ExportedActivityResponse(
                ExampleSchool.Now, AccountRole.Student, "203.0.113.7", "CreateIndividualBooking", "booking",
                $"{ExampleSchool.BookingId}", "succeeded"),
        ]);
}

/// <param name="Issuer">The outside issuer.</param>
/// <param name="Subject">What it calls them.</param>
public sealed record ExportedOutsideSignInResponse(string Issuer, string Subject);

/// <param name="Network">Where they signed in; null if it was not recorded.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="EndedAt">When they or somebody else ended it; null if nobody has.</param>
public sealed record ExportedSignInResponse(string? Network, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);

/// <param name="Network">The network.</param>
/// <param name="LastSignedInAt">When they last signed in there.</param>
public sealed record ExportedNetworkResponse(string Network, DateTimeOffset LastSignedInAt);

/// <param name="JoinedAt">When they booked or joined it.</param>
/// <param name="IsActive">Whether they are in it; not if it was cancelled.</param>
/// <param name="Booking">The session, without its other students.</param>
public sealed record ExportedPlaceResponse(DateTimeOffset JoinedAt, bool IsActive, BookingDetailsResponse Booking);

/// <param name="OccurredAt">When it happened.</param>
/// <param name="Role">The role of whoever did it; null if nobody was signed in.</param>
/// <param name="Address">The IP address that it came from; null for what others did.</param>
/// <param name="Action">The use case.</param>
/// <param name="ObjectType">What kind of thing it was done to.</param>
/// <param name="ObjectId">What it was done to.</param>
/// <param name="Outcome"><c>succeeded</c>, or the code of the rule that refused it.</param>
public sealed record ExportedActivityResponse(
    DateTimeOffset OccurredAt, AccountRole? Role, string? Address, string Action, string? ObjectType,
    string? ObjectId, string Outcome);
